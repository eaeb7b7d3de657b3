"""Tokens that are wrong, expired, too busy; what is masked; what a barrier is told; the stream; the metrics."""

import sqlite3
import subprocess
import threading
import urllib.parse

import httpx

from api import ARGUMENTS, FACTS, URL, check, client, end


def masked():
    with client("admin") as http:
        case = http.get("/cases", params={"plate": "豫A10001"}).json()["items"][0]
        path = "/cases/" + urllib.parse.quote(case["id"], safe="")
        body = {"driver": {"licence": "410184199001011234", "name": "王小明"}, "notes": "车主王小明电话 13800000000"}
        check(http.patch(path, json=body, headers={"If-Match": "*"}).status_code == 200, "not filled in")
    secrets = ["410184199001011234", "王小明", "13800000000"]
    for role, sees in [("admin", True), ("officer", True), ("reviewer", True), ("registrar", False), ("auditor", False)]:
        with client(role) as http:
            for where in (path, path + "/events", "/changes?cases=true"):
                text = http.get(where).text
                for secret in secrets:
                    check((secret in text) == sees, role, "at", where.split("/")[-1][:20], "sees:" if not sees else "misses:", secret)
            whole = http.get(path).json()
            check(whole.get("masked", False) != sees, role, "is not told that it is masked")
            check(all((record["payload"] is None) != sees for record in whole["records"]), role, "payloads")


def tokens():
    with httpx.Client(base_url=URL + "/api/v1", trust_env=False) as http:
        def code(text):
            return http.get("/whoami", headers={"Authorization": text}).status_code
        check(http.get("/whoami").status_code == 401, "without a token")
        check("bearer" in http.get("/cases").headers["www-authenticate"].lower(), "does not say what is needed")
        check(code("Bearer " + FACTS["revoked"]) == 401, "a revoked token is taken")
        check(code("Bearer " + FACTS["officer"]) == 200, "a good token is not taken")
        good = FACTS["officer"]
        wrong = good[:-2] + ("AA" if not good.endswith("AA") else "BB")
        codes = [code("Bearer " + wrong)]
        codes += [code(text) for text in ("Basic x", "Bearer", "Bearer zct_x_y", "Bearer " + "x" * 5000, "Bearer zct_0123456789ab_" + "A" * 43)]
        check(codes == [401] * 6, "wrong tokens:", codes)
        while (answer := code("Bearer " + wrong)) == 401:
            codes.append(answer)
            if len(codes) > 30:
                break
        check(answer == 429 and len(codes) == 10, "locked out after", len(codes), "with", answer)
        locked = http.get("/whoami", headers={"Authorization": "Bearer " + good})
        check(locked.status_code == 429 and int(locked.headers["retry-after"]) > 200, "a right token during the lock-out")
        check(http.get("/../health/live").status_code in (200, 404) and httpx.get(URL + "/health/live", trust_env=False).status_code == 200, "health is locked, too")


def rate():
    """Of a token that may ask five times a second, ten at once."""
    with client("officer") as http:
        answers = [http.get("/whoami") for _ in range(40)]
        refused = [answer for answer in answers if answer.status_code == 429]
        check(len(refused) >= 15 and all(int(answer.headers["retry-after"]) >= 1 for answer in refused), len(refused), "refused")
        check(refused[0].json()["type"].endswith("rate-limited"), refused[0].text)
    with client("auditor") as http:
        check(http.get("/whoami").status_code == 200, "another token is refused for it")


def entry():
    with client("officer") as http:
        def ask(plate, **more):
            return http.get("/entry", params={"plate": plate} | more)
        over = ask("豫A10001").json()
        check(over["may_enter"] is False and over["verdict"]["verdict"] == "overloaded", over)
        check(ask("豫A10001", station="410184-07").json()["may_enter"] is False, "not by station")
        check(ask("豫A10001", station="410122-03").json()["may_enter"] is None, "another station's verdict counts")
        check(ask("豫Z99999").json()["may_enter"] is None, "somebody unknown may enter")
        check(ask("豫B00001").json()["may_enter"] is True, "a light vehicle may not:", ask("豫B00001").json())
        watched = ask("豫A77777").json()
        check(watched["may_enter"] is False and watched["watchlist"][0]["reason"] == "stolen", watched)
        check(ask("豫A10001", station="410999-01").status_code == 404, "an unknown station")
        check(http.get("/entry").status_code == 400, "without a plate")


def metrics():
    httpx.get(URL + "/metrics", trust_env=False)
    page = httpx.get(URL + "/metrics", trust_env=False)
    check(page.headers["content-type"].startswith("text/plain; version=0.0.4"), page.headers)
    done = subprocess.run(["promtool", "check", "metrics"], input=page.content, capture_output=True, timeout=60)
    check(done.returncode == 0, "promtool:", done.stdout.decode(), done.stderr.decode())
    for name in ("zhichao_messages_received_total", "zhichao_readings_committed_total", "zhichao_intake_lag_seconds_bucket",
                 "zhichao_readings_lost", "zhichao_quarantine_messages", 'zhichao_passages{verdict="unpaired"}',
                 'zhichao_passages{verdict="overloaded"}', 'zhichao_cases{state="detected"}', "zhichao_forwarder_backlog",
                 "zhichao_journal_commit_duration_seconds_count", "zhichao_http_requests_total",
                 "zhichao_http_request_duration_seconds_bucket"):
        check("\n" + name in page.text, "there is no", name)
    check(httpx.get(URL + "/health/ready", trust_env=False).json() == {"problems": [], "status": "ok"}, "not ready")


def unaudited():
    """While somebody else holds the audit, no case is shown, and everything else goes on."""
    holder = sqlite3.connect(FACTS["store"], isolation_level=None)
    with client("admin") as http:
        case = http.get("/cases").json()["items"][0]
        path = "/cases/" + urllib.parse.quote(case["id"], safe="")
        holder.execute("BEGIN IMMEDIATE")
        for where in ("/cases", path, path + "/events", "/changes"):
            answer = http.get(where)
            check(answer.status_code == 503 and answer.json()["type"].endswith("not-audited"), where, answer.text)
            check("豫A" not in answer.text and int(answer.headers["retry-after"]) >= 1, where, "gives something away")
        step = http.patch(path, json={"cargo": "砂石"}, headers={"If-Match": "*"})
        check(step.status_code == 503, "is changed unaudited:", step.status_code)
        check(http.get("/stations").status_code == 200, "stations are refused, too")
        holder.execute("ROLLBACK")
        answer = http.get(path)
        check(answer.status_code == 200 and "砂石" not in answer.text, "not back:", answer.text[:200])


{"unaudited": unaudited, "masked": masked, "tokens": tokens, "rate": rate, "entry": entry, "metrics": metrics}[ARGUMENTS[0]]()
end()
