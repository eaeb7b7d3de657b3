"""Asks the API for tools/bench and prints rows of README's table.

    api-load.py lists URL TOKEN_FILE CASES_SQLITE
    api-load.py entry URL TOKEN_FILE JOURNAL_SQLITE
    api-load.py pull URL TOKEN_FILE CLIENTS SECONDS
    api-load.py files URL TOKEN_FILE SECONDS
    api-load.py watch PID JOURNAL_SQLITE SECONDS
"""

import http.client
import json
import os
import sqlite3
import sys
import threading
import time
import urllib.parse

what, url = sys.argv[1], urllib.parse.urlsplit(sys.argv[2])
HEADERS = {}
if what != "watch":
    with open(sys.argv[3], encoding="utf-8") as file:
        HEADERS["Authorization"] = "Bearer " + file.read().strip()
REQUESTS = 400


def connect():
    return http.client.HTTPConnection(url.hostname, url.port, timeout=90)


def ask(connection, path):
    while True:
        connection.request("GET", "/api/v1" + path, headers=HEADERS)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 429:
            return answer.status, body
        time.sleep(float(answer.headers["Retry-After"]))


def quantiles(times):
    times = sorted(times)
    return f"{times[len(times) // 2] * 1000:.2f} / {times[int(len(times) * 0.99)] * 1000:.2f}"


def measured(paths):
    """p50 / p99 of the time from asking to the last byte, one client, after a few to warm up."""
    connection, times = connect(), []
    for place, path in enumerate(paths):
        began = time.perf_counter()
        status, body = ask(connection, path)
        took = time.perf_counter() - began
        if status != 200:
            sys.exit(f"{path}: {status} {body[:200]}")
        if place >= 10:
            times.append(took)
        # Within what one token may ask.
        time.sleep(max(0, 0.021 - took))
    return quantiles(times)


def cases():
    store = sqlite3.connect(f"file:{sys.argv[4]}?mode=ro", uri=True)
    count, last = store.execute("SELECT count(*), max(row) FROM case_current").fetchone()
    some = store.execute(f"SELECT plate, station, number, at_ms FROM case_current WHERE row % {max(1, last // REQUESTS)} = 0").fetchall()
    quote = urllib.parse.quote
    companies = [row[0] for row in store.execute("SELECT DISTINCT value FROM case_field WHERE field = 'company'")]
    instant = lambda ms: time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(ms / 1000))
    days = [(instant(at), instant(at + 86_400_000)) for _, _, _, at in some]
    halves = [(instant(at), instant(at + 180 * 86_400_000)) for _, _, _, at in some]
    pages, after = [], ""
    connection = connect()
    for _ in range(40):
        body = json.loads(ask(connection, "/cases?limit=50" + after)[1])
        pages.append("/cases?limit=50" + after)
        after = "&after=" + quote(body["next"])
        time.sleep(0.021)
    kinds = [
        ("newest first", ["/cases?order=newest"] * REQUESTS), ("page after page", pages * 10),
        ("by state", ["/cases?state=detected&order=newest"] * REQUESTS),
        ("by plate", ["/cases?plate=" + quote(plate) for plate, _, _, _ in some]),
        ("by how a plate begins", ["/cases?q=" + quote(plate[:4]) for plate, _, _, _ in some]),
        ("by company", ["/cases?company=" + quote(companies[n % len(companies)]) for n in range(REQUESTS)]),
        ("by station", ["/cases?station=" + quote(station) for _, station, _, _ in some]),
        ("by station, what there is to do", ["/cases?state=detected&order=newest&station=" + quote(station) for _, station, _, _ in some]),
        ("by district", ["/cases?district=410184&order=newest"] * REQUESTS),
        ("of a day's 2 880", [f"/cases?from={begin}&to={end}" for begin, end in days]),
        ("of half a year", [f"/cases?from={begin}&to={end}" for begin, end in halves]),
        ("of half a year by station", [f"/cases?from={begin}&to={end}&station={station}" for (begin, end), (_, station, _, _) in zip(halves, some)]),
        ("by number", ["/cases?q=" + quote(number) for _, _, number, _ in some]),
    ]
    for name, paths in kinds:
        # A case that nobody has looked at since the start is read from the file, which is larger than any cache.
        first, again = measured(paths), measured(paths)
        print(f"| case list, {count} cases, {name}, 50 a page, p50 / p99 ms | {again} | {first} when first asked for | |")


def entry():
    journal = sqlite3.connect(f"file:{sys.argv[4]}?mode=ro", uri=True)
    plates = [row[0] for row in journal.execute("SELECT DISTINCT plate FROM passage WHERE plate IS NOT NULL LIMIT ?", (REQUESTS,))]
    paths = ["/entry?plate=" + urllib.parse.quote(plate) for plate in plates] or ["/entry?plate=x"]
    print(f"| entry check, p50 / p99 ms | {measured((paths * REQUESTS)[:REQUESTS])} | | |")


def pull():
    """So many clients go through all changes, page by page with the cases, as far as one token may ask."""
    clients, until = int(sys.argv[4]), time.monotonic() + float(sys.argv[5])
    totals, lock = [0, 0], threading.Lock()

    def one(number):
        connection, cursor = connect(), None
        while time.monotonic() < until:
            path = "/changes?cases=true&limit=20&wait=5" + (f"&after={cursor}" if cursor else "")
            status, body = ask(connection, path)
            if status != 200:
                continue
            page = json.loads(body)
            cursor = page["next"]
            with lock:
                totals[0] += 1
                totals[1] += len(page["cases"])

    threads = [threading.Thread(target=one, args=(number,), daemon=True) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(max(0.1, until + 10 - time.monotonic()))
    print(f"{totals[0]} pages with {totals[1]} cases were pulled")


def files():
    """Case files of all cases, one after another and over again, each a ZIP to its last byte."""
    until, connection = time.monotonic() + float(sys.argv[4]), connect()
    ids = [case["id"] for case in json.loads(ask(connection, "/cases?limit=50")[1])["items"]]
    times, size, began = [], 0, time.monotonic()
    while time.monotonic() < until:
        start = time.perf_counter()
        status, body = ask(connection, "/cases/" + urllib.parse.quote(ids[len(times) % len(ids)], safe="") + "/file")
        if status != 200 or body[:2] != b"PK":
            sys.exit(f"{status} {body[:200]}")
        times.append(time.perf_counter() - start)
        size += len(body)
    rate = len(times) / (time.monotonic() - began)
    print(f"{rate:.1f}/s of {size // len(times) // 1000} kB, p50 / p99 {quantiles(times)} ms")


def watch():
    """What the daemon does for so many seconds: readings committed a second, and the share of a processor that it takes."""
    pid, path, seconds = int(sys.argv[2]), sys.argv[3], float(sys.argv[4])
    journal = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10)

    def now():
        count = (journal.execute("SELECT value FROM counter WHERE name = 'committed'").fetchone() or [0])[0]
        with open(f"/proc/{pid}/stat", encoding="ascii") as file:
            fields = file.read().rpartition(")")[2].split()
        return time.monotonic(), count, (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    begin = now()
    time.sleep(seconds)
    end = now()
    took = end[0] - begin[0]
    print(f"{(end[1] - begin[1]) / took:.0f} readings/s committed, {(end[2] - begin[2]) / took * 100:.0f} % of a processor")


{"lists": cases, "entry": entry, "pull": pull, "files": files, "watch": watch}[what]()
