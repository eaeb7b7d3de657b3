"""A client that mirrors cases through whatever happens to the daemon, until it is told that all has been made.

Its mirror is written as one JSON object, id to version, when a file named `done` lies beside the facts and nothing more
is to come.
"""

import json
import os
import sys
import time

import httpx

from api import ARGUMENTS, FACTS, check, client, end

done, out = ARGUMENTS[0], ARGUMENTS[1]
mirror, cursor, fresh, renewals, doubled = {}, None, None, 0, 0
deadline = time.monotonic() + 300
with client("admin") as http:
    while time.monotonic() < deadline:
        was_done = os.path.exists(done)
        try:
            parameters = {"wait": "1", "cases": "true", "limit": "20"}
            if cursor:
                parameters["after"] = cursor
            answer = http.get("/changes", params=parameters)
        except (httpx.HTTPError, OSError):
            time.sleep(0.05)
            continue
        if answer.status_code == 410:
            cursor, fresh, renewals = None, set(), renewals + 1
            print("410: mirrors anew", file=sys.stderr, flush=True)
            continue
        if answer.status_code in (429, 503):
            time.sleep(float(answer.headers.get("retry-after", 1)))
            continue
        check(answer.status_code == 200, answer.status_code, answer.text)
        page = answer.json()
        places = [(item.get("case") or item["referral"], item.get("event")) for item in page["items"]]
        check(len(places) == len(set(places)), "an event is doubled in", places)
        for case in page["cases"]:
            mirror[case["id"]] = case["version"]
            if fresh is not None:
                fresh.add(case["id"])
        cursor = page["next"]
        if not page["more"] and fresh is not None:
            mirror = {name: version for name, version in mirror.items() if name in fresh}
            fresh = None
        if was_done and not page["more"] and not page["items"]:
            break
    else:
        check(False, "never came to the end")
with open(out, "w", encoding="utf-8") as file:
    json.dump({"mirror": mirror, "renewals": renewals}, file)
end()
