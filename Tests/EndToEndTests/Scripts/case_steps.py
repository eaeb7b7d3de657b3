"""People's steps on cases, over the control socket.

case_steps.py SOCKET FILE       takes all steps of FILE at once, and prints the answers in the order of the steps
case_steps.py SOCKET FILE N     N people take them until the daemon is gone: each case is given to two of them, who take
                                its steps one after another; says on standard error which were taken: "taken ID ACTION"

A line of FILE: {"id": …, "action": …, "body": {…}, "match": version or "*" or null}
"""

import http.client
import json
import socket
import sys
import threading
import urllib.parse

PATIENCE_SECONDS = 60


class Unix(http.client.HTTPConnection):
    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(PATIENCE_SECONDS)
        self.sock.connect(sys.argv[1])


def take(connection, step):
    headers = {"Content-Type": "application/json", "Accept-Language": "en"}
    match = step.get("match")
    if match is not None:
        headers["If-Match"] = match if match == "*" else '"%s"' % match
    path = "/api/v1/cases/%s/%s" % (urllib.parse.quote(step["id"], safe=""), step["action"])
    connection.request("POST", path, json.dumps(step["body"]), headers)
    answer = connection.getresponse()
    body = json.loads(answer.read())
    kind = body.get("type", "").rpartition(":")[2]
    return {"status": answer.status, "kind": kind, "detail": body.get("detail", ""), "version": body.get("version", 0)}


def at_once(steps):
    answers = [None] * len(steps)
    # All are connected before the first one asks.
    together = threading.Barrier(len(steps))

    def run(place):
        connection = Unix("x")
        connection.connect()
        together.wait(PATIENCE_SECONDS)
        answers[place] = take(connection, steps[place])

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(steps))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(json.dumps(answers))


def loop(steps, people):
    ids = list(dict.fromkeys(step["id"] for step in steps))
    desks = {id: {place % people, (place + 1) % people} for place, id in enumerate(ids)}

    def run(person):
        connection = Unix("x")
        for step in steps:
            if person not in desks[step["id"]]:
                continue
            try:
                answer = take(connection, step)
            except (OSError, http.client.HTTPException, ValueError):
                break
            if answer["status"] == 200:
                # One write, so that no two people's words mix.
                sys.stderr.write("taken %s %s\n" % (step["id"], step["action"]))
                sys.stderr.flush()

    threads = [threading.Thread(target=run, args=(person,)) for person in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("end", file=sys.stderr, flush=True)


with open(sys.argv[2], encoding="utf-8") as file:
    given = [json.loads(line) for line in file]
loop(given, int(sys.argv[3])) if len(sys.argv) > 3 else at_once(given)
