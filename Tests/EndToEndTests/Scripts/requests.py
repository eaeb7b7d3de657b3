"""Requests that are not what they should be, and those that depend on what somebody has seen."""

import hashlib
import json
import resource
import socket
import threading
import time
import urllib.parse

from api import ARGUMENTS, FACTS, URL, check, client, end

HOST, PORT = urllib.parse.urlsplit(URL).hostname, urllib.parse.urlsplit(URL).port
CONFIRM = {"technical_reviewer": "张三", "legal_reviewer": "李四", "reason": "完整"}


def raw(data, patience=10):
    """What is answered to bytes, until the server closes or falls silent."""
    with socket.create_connection((HOST, PORT), timeout=patience) as peer:
        answer = b""
        try:
            peer.sendall(data)
            while chunk := peer.recv(65536):
                answer += chunk
        except OSError:
            pass
        return answer


def status(answer):
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/1.1 ") else None


def paths():
    token = "Authorization: Bearer " + FACTS["admin"] + "\r\n"
    tricks = [
        "/api/v1/cases/../../../etc/passwd", "/api/v1/cases/%2e%2e%2f%2e%2e%2fetc%2fpasswd", "//etc/passwd",
        "/api/v1//cases", "/api/v1/cases/%00", "/api/v1/cases/%", "/api/v1/cases/%ff%fe", "/api/v1/cases/a%2Fb%2Fc",
        "/api/v1/cases/" + "a" * 4000, "/api/v1/cases/;drop table case_event", "/api/v1/CASES", "/%61pi/v1/cases/x",
        "/api/v1/cases/' OR 1=1 --", "/../health/live", "/api/v1/tokens", "/api/v1/registry/vehicles/imports", "*", "x",
        "/api/v1/cases/x/media/..%2f..%2fcases.sqlite",
    ]
    for path in tricks:
        for method in ("GET", "POST"):
            answer = raw(f"{method} {path} HTTP/1.1\r\nHost: x\r\n{token}Connection: close\r\nContent-Length: 0\r\n\r\n".encode())
            code = status(answer)
            check(code in (200, 400, 404, 405, 428), method, path[:60], "answered", code)
            check(b"SQLite" not in answer and b"root:" not in answer, path[:60], "gives something away")
            if code == 200:
                check(path == "/api/v1//cases" and method == "GET", path, "is taken")
    with client("admin") as http:
        for query in ("plat=x", "limit=0", "limit=501", "limit=x", "state=open", "from=yesterday", "after=zzz", "q=x",
                      "after=" + "QUJD", "order=up", "plate=" + "x" * 300, "plate=%00"):
            answer = http.get("/cases?" + query)
            check(answer.status_code == 400, query, answer.status_code)
            check(answer.headers["content-type"] == "application/problem+json", query, "is no problem")
            check(answer.json()["type"].startswith("urn:zhichao:problem:"), query, answer.text)


def huge():
    token = "Authorization: Bearer " + FACTS["admin"] + "\r\n"
    answer = raw(f"GET /api/v1/whoami HTTP/1.1\r\nHost: x\r\n{token}X-Big: {'a' * 100_000}\r\n\r\n".encode())
    check(status(answer) in (400, 431, None), "a huge header:", answer[:80])
    many = "".join(f"X-{n}: 1\r\n" for n in range(5_000))
    answer = raw(f"GET /api/v1/whoami HTTP/1.1\r\nHost: x\r\n{token}{many}\r\n".encode())
    check(status(answer) in (400, 431, None), "many headers:", answer[:80])
    with client("admin") as http:
        case = http.get("/cases").json()["items"][0]["id"]
        body = json.dumps({"reason": "x" * (2 << 20)}).encode()
        try:
            answer = http.post(f"/cases/{urllib.parse.quote(case, safe='')}/confirm", content=body, headers={"If-Match": "*"})
            check(answer.status_code == 413, "a huge body:", answer.status_code)
        except Exception as error:
            check("reset" in str(error).lower() or "broken" in str(error).lower(), "a huge body:", error)
        for bad in (b"", b"[]", b"{", b"\xff\xfe", b"1", b'{"reason":' + b"[" * 100_000):
            answer = http.post(f"/cases/{urllib.parse.quote(case, safe='')}/confirm", content=bad, headers={"If-Match": "*"})
            check(answer.status_code in (400, 422), "a bad body:", bad[:20], answer.status_code)
        check(http.get("/whoami").status_code == 200, "does not go on")


def loris():
    """Connections that send a byte now and then are closed; so are those that send nothing."""
    began = time.monotonic()
    peers = [socket.create_connection((HOST, PORT)) for _ in range(50)]
    trickled = b"GET /api/v1/whoami HTTP/1.1\r\nHost: x\r\nX-Slow: " + b"a" * 1000
    closed = set()
    for place in range(35):
        for number, peer in enumerate(peers):
            if number in closed:
                continue
            try:
                if number % 2:
                    peer.sendall(trickled[place : place + 1])
                peer.settimeout(0.001)
                if peer.recv(10) == b"":
                    closed.add(number)
            except TimeoutError:
                pass
            except OSError:
                closed.add(number)
        with client("admin") as http:
            check(http.get("/whoami").status_code == 200, "is held up by slow clients")
        if len(closed) == len(peers):
            break
        time.sleep(1)
    took = time.monotonic() - began
    check(len(closed) == len(peers), len(closed), "of", len(peers), "slow connections were closed")
    check(15 < took < 40, "closed after", took, "s")


def idle():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8192), hard))
    peers = [socket.create_connection((HOST, PORT), timeout=10) for _ in range(2_000)]
    slowest = 0
    for _ in range(20):
        began = time.monotonic()
        with client("admin") as http:
            check(http.get("/cases").status_code == 200, "does not answer beside 2 000 idle connections")
        slowest = max(slowest, time.monotonic() - began)
    check(slowest < 2, "the slowest answer took", slowest, "s")
    for peer in peers:
        peer.close()


def conditional():
    with client("admin") as http:
        case = http.get("/cases", params={"plate": "豫A10001"}).json()["items"][0]
        path = "/cases/" + urllib.parse.quote(case["id"], safe="")
        shown = http.get(path)
        tag = shown.headers["etag"]
        check(shown.json()["version"] == int(tag.strip('"')), "the tag is not the version")
        check(http.get("/cases/" + urllib.parse.quote(case["number"])).json()["id"] == case["id"], "not by number")
        check(http.get(path, headers={"If-None-Match": tag}).status_code == 304, "is sent again unchanged")
        check(http.get(path, headers={"If-None-Match": '"99"'}).status_code == 200, "another version is not sent")
        check(http.patch(path, json={"cargo": "砂石"}).status_code == 428, "is changed without If-Match")
        check(http.patch(path, json={"cargo": "砂石"}, headers={"If-Match": '"99"'}).status_code == 412, "not stale")
        done = http.patch(path, json={"cargo": "砂石"}, headers={"If-Match": tag})
        check(done.status_code == 200 and done.headers["etag"] != tag, "is not changed:", done.text)
        check(http.get(path, headers={"If-None-Match": tag}).status_code == 200, "the old version counts as new")
        # What it rests on, by digest, to the byte.
        record = http.get(path).json()["records"][0]["payload"].encode()
        medium = http.get(f"{path}/media/{hashlib.sha256(record).hexdigest()}")
        check(medium.status_code == 200 and medium.content == record, "a record is not given by its digest")


def two_people():
    """Twenty ask to confirm the version that all have seen: one does, the others are told."""
    with client("admin") as http:
        case = http.get("/cases", params={"plate": "豫A10002"}).json()["items"][0]
        path = "/cases/" + urllib.parse.quote(case["id"], safe="")
        tag = http.get(path).headers["etag"]
    answers, together = [], threading.Barrier(20)

    def one():
        with client("reviewer") as http:
            http.get("/whoami")
            together.wait(30)
            answers.append(http.post(path + "/confirm", json=CONFIRM, headers={"If-Match": tag}))

    threads = [threading.Thread(target=one) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    codes = sorted(answer.status_code for answer in answers)
    check(codes == [200] + [412] * 19, "two people at once:", codes)


def repeated():
    with client("admin") as http:
        case = http.get("/cases", params={"plate": "豫A10002"}).json()["items"][0]
        path = "/cases/" + urllib.parse.quote(case["id"], safe="") + "/notify"
        body = {"method": "直接送达", "at": case["at"][:10], "recipient": "王五"}
        key = {"If-Match": "*", "Idempotency-Key": "k-1"}
        first = http.post(path, json=body, headers=key)
        check(first.status_code == 200, "not notified:", first.text)
        again = http.post(path, json=body, headers=key)
        check(again.status_code == 200 and again.content == first.content, "the repetition is another:", again.text)
        check(again.headers.get("idempotency-replayed") == "true", "the repetition is not said to be one")
        check(again.headers["etag"] == first.headers["etag"], "the repetition has another tag")
        other = http.post(path, json=body | {"recipient": "赵六"}, headers=key)
        check(other.status_code == 422, "another request under the same key:", other.status_code)
        check(http.post(path, json=body, headers={"If-Match": "*"}).status_code == 409, "notified twice")
        check(http.post(path, json=body, headers=key | {"Idempotency-Key": "x" * 200}).status_code == 400, "a long key")
    with client("reviewer") as http:
        check(http.post(path, json=body, headers=key).status_code == 403, "another's key is answered")


{"paths": paths, "huge": huge, "loris": loris, "idle": idle, "conditional": conditional, "two_people": two_people,
 "repeated": repeated}[ARGUMENTS[0]]()
end()
