"""Who listens to the stream of events: what comes, taking up again, and being too slow."""

import json
import socket
import subprocess
import threading
import time
import urllib.parse

import httpx

from api import ARGUMENTS, FACTS, URL, check, client, end


class Listener:
    """Reads events on a thread of its own."""

    def __init__(self, token, last=None):
        headers = {"Authorization": "Bearer " + FACTS[token]}
        if last:
            headers["Last-Event-ID"] = last
        self.events, self.lines, self.ended = [], [], threading.Event()
        self.open = threading.Event()
        self.thread = threading.Thread(target=self.read, args=(headers,), daemon=True)
        self.thread.start()
        check(self.open.wait(20), "the stream does not begin")

    def read(self, headers):
        event = {}
        try:
            with httpx.stream("GET", URL + "/api/v1/stream", headers=headers, timeout=120, trust_env=False) as answer:
                self.kind = answer.headers["content-type"]
                for line in answer.iter_lines():
                    self.open.set()
                    if not line:
                        if "event" in event:
                            self.events.append(event)
                        event = {}
                    elif ": " in line and not line.startswith(":"):
                        key, value = line.split(": ", 1)
                        event[key] = value
        except httpx.HTTPError:
            pass
        self.ended.set()

    def wait(self, count, kind=None, patience=60):
        until = time.monotonic() + patience
        while time.monotonic() < until:
            found = [event for event in self.events if kind is None or event.get("event") == kind]
            if len(found) >= count:
                return found
            time.sleep(0.05)
        check(False, "only", self.events, "of", count, kind)
        return self.events


def listen():
    """The test makes two cases in each district while this listens; says when it does."""
    both, own, other = Listener("officer"), Listener("officer@410184"), Listener("officer@410122")
    print("listening", flush=True)
    seen = both.wait(4, "case")
    check(both.kind == "text/event-stream", both.kind)
    stations = {json.loads(event["data"])["plate"] for event in own.wait(2, "case")}
    check(stations == {"豫A30001", "豫A30002"}, "the own district's:", stations)
    stations = {json.loads(event["data"])["plate"] for event in other.wait(2, "case")}
    check(stations == {"豫A40001", "豫A40002"}, "the other's:", stations)
    check(len(both.wait(4, "verdict")) >= 4, "no verdicts")
    ids = [event["id"] for event in both.events if "id" in event]
    check(len(ids) == len(set(ids)), "an id is doubled")
    again = Listener("officer", ids[0])
    missed = again.wait(len(ids) - 1)
    check([event["id"] for event in missed][: len(ids) - 1] == ids[1:], "not taken up after the first one")
    strange = Listener("officer", "other.5")
    check(strange.wait(1, "reset"), "a strange id is not said to be one")
    check(client("registrar").get("/stream").status_code == 403, "a registrar may listen")


def slow():
    """Somebody who does not read is cut off; the daemon's memory does not grow for it."""
    token = FACTS["officer"]
    parts = urllib.parse.urlsplit(URL)
    peer = socket.socket()
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    peer.connect((parts.hostname, parts.port))
    peer.sendall(f"GET /api/v1/stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n\r\n".encode())
    check(peer.recv(100).startswith(b"HTTP/1.1 200"), "the stream does not begin")
    print("listening", flush=True)
    until = time.monotonic() + 90
    while time.monotonic() < until:
        text = httpx.get(URL + "/metrics", trust_env=False).text
        if "\nzhichao_stream_listeners 0\n" in text:
            break
        time.sleep(0.2)
    check(time.monotonic() < until, "a listener who does not read is kept")


def gauge(name):
    text = httpx.get(URL + "/metrics", trust_env=False).text
    return next(float(line.split()[1]) for line in text.splitlines() if line.startswith(name + " "))


def revoked():
    """Of two tokens one is revoked while both listen and wait: within seconds it is told nothing any more."""
    ended, kept = Listener("ended"), Listener("kept")
    answers = {}

    def wait(name):
        with client(name) as http:
            after = http.get("/changes").json()["next"]
            answers[name] = http.get("/changes", params={"after": after, "wait": 60})

    threads = {name: threading.Thread(target=wait, args=(name,), daemon=True) for name in ("ended", "kept")}
    for thread in threads.values():
        thread.start()
    until = time.monotonic() + 30
    while gauge("zhichao_changes_waiting") < 2 and time.monotonic() < until:
        time.sleep(0.05)
    print("listening", flush=True)
    last = ended.wait(1, "end", patience=30)
    began = time.monotonic()
    check(last and json.loads(last[0]["data"])["reason"] == "no-longer-allowed", "the stream ends with", last)
    threads["ended"].join(10)
    check("ended" in answers and answers["ended"].status_code == 401, "who waited is told", answers.get("ended"))
    print("revoked: ended after", round(time.monotonic() - began, 2), "s", flush=True)
    check(not kept.ended.is_set() and "kept" not in answers, "another token's stream or wait is ended, too")
    check(gauge("zhichao_stream_listeners") == 1, "a listener is left over")


def waiting():
    """Twenty wait for the same; a case is made, and each is told of it."""
    answers = []

    def wait():
        with client("officer") as http:
            after = http.get("/changes").json()["next"]
            while True:
                page = http.get("/changes", params={"after": after, "wait": 60, "cases": "true"}).json()
                answers.append(page)
                return

    threads = [threading.Thread(target=wait, daemon=True) for _ in range(20)]
    for thread in threads:
        thread.start()
    until = time.monotonic() + 30
    while gauge("zhichao_changes_waiting") < 20 and time.monotonic() < until:
        time.sleep(0.05)
    print("listening", flush=True)
    for thread in threads:
        thread.join(60)
    check(len(answers) == 20, "only", len(answers), "were told")
    for page in answers:
        check([case["plate"] for case in page["cases"]] == ["豫A50001"], "told of", page["items"])


{"listen": listen, "slow": slow, "revoked": revoked, "waiting": waiting}[ARGUMENTS[0]]()
end()
