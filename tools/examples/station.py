#!/usr/bin/env python3
"""A weigh station with a spool: what it publishes reaches zhichaod, whatever breaks in between.

For vendors of sensors: `publish.py` shows how to be heard, this shows how to lose nothing. It needs Python 3.9 or later
and pyzmq (`pip install pyzmq`). Try it, stop the daemon, start it again, and compare `zhichao status`:

    python3 station.py --station 410184-07 --spool station.db --every 0.5

The contract in short (the daemon's documentation has all of it):

* Nothing is published before it is on disk (here: SQLite with synchronous=FULL). `(source, epoch, seq)` is never used
  twice for different content; `seq` counts from 1 in each epoch, without holes.
* On connect and every second the station says HELLO for each epoch that it holds: `first` is the oldest `seq` still held
  (= `next` when none is), `next` the one to be assigned. ZMQ_IMMEDIATE keeps HELLOs from queuing up for an absent daemon.
* HAVE `through`: everything up to there is settled on the daemon's disk; the station may forget it.
* REPLAY `from`…`to`: send these again as DATA; answer LOST for those that are no longer held. Never invent content.
* ERROR `seq-reused` or `stale-epoch`: begin a new epoch, max(last + 1, `newest` + 1, clock in ms), and send what is not
  acknowledged again under it, with new `epoch` and `seq`; `at` stays. Any other ERROR is for a person to read.
* FETCH asks for a medium that a picture's `media` names by its SHA-256; answer MEDIUM with the bytes (12 MiB at most), or GONE.
  It is kept before the reading that names it is published, until it expires: no off-site case is confirmed without its pictures.
"""

import argparse
import datetime
import hashlib
import json
import os
import random
import signal
import sqlite3
import sys
import time

import zmq

from publish import picture, weighing

CHINA = datetime.timezone(datetime.timedelta(hours=8))
REPLAY_A_TURN = 100      # live readings go first, so a replay is sent in pieces
MEDIA_KEPT = 30 * 86_400 # seconds that a picture is kept for the daemon to fetch
EPOCH_PAUSE = 10.0       # seconds: whatever the daemon says, epochs do not follow faster


def instant(clock: float) -> str:
    """RFC 3339 with milliseconds and an offset: 2026-11-23T10:15:30.123+08:00."""
    return datetime.datetime.fromtimestamp(clock, CHINA).isoformat(timespec="milliseconds")


class Spool:
    """Readings on disk until the daemon has settled them. One row is one reading; the primary key is its identity."""

    def __init__(self, path: str, bytes_max: int = 1 << 30):
        # One process a spool: a second one would assign the same numbers.
        self.db = sqlite3.connect(path, isolation_level=None)
        self.db.execute("PRAGMA locking_mode = EXCLUSIVE")
        self.db.execute("PRAGMA synchronous = FULL")
        self.db.executescript("""
            CREATE TABLE IF NOT EXISTS reading (
                source TEXT, epoch INTEGER, seq INTEGER, topic BLOB, payload BLOB, PRIMARY KEY (source, epoch, seq)
            ) WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS medium (sha256 TEXT PRIMARY KEY, kept REAL, bytes BLOB);
            CREATE TABLE IF NOT EXISTS epoch (source TEXT, epoch INTEGER, next INTEGER, PRIMARY KEY (source, epoch));
        """)
        self.pages_max = bytes_max // self.db.execute("PRAGMA page_size").fetchone()[0]

    def transaction(self, work):
        """Runs `work` whole or not at all; it is on disk when this returns."""
        self.db.execute("BEGIN IMMEDIATE")
        try:
            result = work()
            self.db.execute("COMMIT")
            return result
        except BaseException:
            self.db.execute("ROLLBACK")
            raise

    def is_full(self) -> bool:
        used = self.db.execute("PRAGMA page_count").fetchone()[0] - self.db.execute("PRAGMA freelist_count").fetchone()[0]
        return used >= self.pages_max

    def sources(self):
        return [row[0] for row in self.db.execute("SELECT DISTINCT source FROM epoch ORDER BY source")]

    def current(self, source: str, newest: int = 0, begin: bool = False):
        """The current epoch and its next number; begins an epoch where there is none, or where one is asked for."""
        row = self.db.execute(
            "SELECT epoch, next FROM epoch WHERE source = ? ORDER BY epoch DESC LIMIT 1", (source,)
        ).fetchone()
        if row and not begin:
            return row
        epoch = max((row[0] if row else 0) + 1, newest + 1, int(time.time() * 1000))
        self.db.execute("INSERT INTO epoch VALUES (?, ?, 1)", (source, epoch))
        return epoch, 1

    def put(self, source: str, topic: bytes, body: dict) -> bytes:
        """Gives a reading its identity and stores it; within a transaction."""
        epoch, seq = self.current(source)
        payload = json.dumps(body | {"source": source, "epoch": epoch, "seq": seq}, ensure_ascii=False).encode("utf-8")
        self.db.execute("INSERT INTO reading VALUES (?, ?, ?, ?, ?)", (source, epoch, seq, topic, payload))
        self.db.execute("UPDATE epoch SET next = ? WHERE source = ? AND epoch = ?", (seq + 1, source, epoch))
        return payload

    def keep(self, blob: bytes, view: str) -> dict:
        """Keeps a picture; gives what a reading's `media` says of it."""
        sha256 = hashlib.sha256(blob).hexdigest()
        self.db.execute("INSERT OR REPLACE INTO medium VALUES (?, ?, ?)", (sha256, time.time(), blob))
        self.db.execute("DELETE FROM medium WHERE kept < ?", (time.time() - MEDIA_KEPT,))
        return {"sha256": sha256, "type": "image/jpeg", "bytes": len(blob), "view": view}

    def medium(self, sha256: str):
        row = self.db.execute("SELECT bytes FROM medium WHERE sha256 = ?", (sha256,)).fetchone()
        return row and row[0]

    def held(self, source: str):
        """What HELLO says: (epoch, first, next) of each epoch of which something is held, and of the current one."""
        return [
            (epoch, next_ if first is None else first, next_)
            for epoch, next_, first in self.db.execute(
                "SELECT epoch, next, (SELECT min(seq) FROM reading r WHERE r.source = e.source AND r.epoch = e.epoch)"
                " FROM epoch e WHERE source = ? ORDER BY epoch", (source,)
            )
        ]

    def settle(self, source: str, epoch: int, through: int) -> bool:
        """Forgets what the daemon has; false when it speaks of numbers that were never given out."""
        row = self.db.execute("SELECT next FROM epoch WHERE source = ? AND epoch = ?", (source, epoch)).fetchone()
        if row is None:
            return True
        if through >= row[0] and epoch == self.current(source)[0]:
            return False
        self.db.execute("DELETE FROM reading WHERE source = ? AND epoch = ? AND seq <= ?", (source, epoch, through))
        if epoch != self.current(source)[0] and through == row[0] - 1:
            self.db.execute("DELETE FROM epoch WHERE source = ? AND epoch = ?", (source, epoch))
        return True

    def read(self, source: str, epoch: int, first: int, last: int, limit: int):
        return self.db.execute(
            "SELECT seq, topic, payload FROM reading WHERE source = ? AND epoch = ? AND seq BETWEEN ? AND ?"
            " ORDER BY seq LIMIT ?", (source, epoch, first, last, limit)
        ).fetchall()

    def renumber(self, source: str, epoch: int, newest: int):
        """Moves what is held of an epoch that the daemon will not have into a new one; gives what to publish."""
        rows = self.db.execute(
            "SELECT topic, payload FROM reading WHERE source = ? AND epoch = ? ORDER BY seq", (source, epoch)
        ).fetchall()
        current = self.current(source)[0]
        if epoch == current or newest >= current:
            self.current(source, newest, begin=True)
        self.db.execute("DELETE FROM reading WHERE source = ? AND epoch = ?", (source, epoch))
        self.db.execute("DELETE FROM epoch WHERE source = ? AND epoch = ?", (source, epoch))
        return [(topic, self.put(source, topic, json.loads(payload))) for topic, payload in rows]


class Station:
    """The two sockets, and what is said over them."""

    def __init__(self, options, spool: Spool):
        self.spool, self.instance = spool, random.getrandbits(53)
        self.hello_at, self.epoch_at, self.replays = 0.0, {}, {}
        context = zmq.Context.instance()
        self.data, self.control = context.socket(zmq.XPUB), context.socket(zmq.DEALER)
        for socket in (self.data, self.control):
            if options.key:
                secret = read_key(options.key)
                socket.curve_secretkey, socket.curve_publickey = secret, zmq.curve_public(secret)
                socket.curve_serverkey = options.server_key.encode("ascii")
            socket.setsockopt(zmq.LINGER, 2_000 if socket is self.data else 0)
        self.control.setsockopt(zmq.IMMEDIATE, 1)
        self.data.connect(options.data)
        self.control.connect(options.control)
        self.poller = zmq.Poller()
        self.poller.register(self.control, zmq.POLLIN)
        self.poller.register(self.data, zmq.POLLIN)

    def take(self, readings) -> bool:
        """Stores readings, each (source, topic, body), and then publishes them; false when the spool is full."""
        if self.spool.is_full():
            return False
        stored = self.spool.transaction(
            lambda: [(topic, self.spool.put(source, topic, body)) for source, topic, body in readings]
        )
        for topic, payload in stored:
            self.publish(topic, payload)
        return True

    def publish(self, topic: bytes, payload: bytes) -> None:
        try:
            self.data.send_multipart([topic, payload], zmq.NOBLOCK)
        except zmq.Again:
            pass                             # the daemon will ask for it

    def say(self, *frames) -> bool:
        try:
            self.control.send_multipart(
                [frame if isinstance(frame, bytes) else json.dumps(frame).encode("utf-8") for frame in frames], zmq.NOBLOCK
            )
            return True
        except zmq.Again:                    # no connection, or no room: the daemon asks again, HELLO comes again
            return False

    def turn(self, milliseconds: int) -> None:
        """Does what is due, and waits at most so long for the daemon."""
        now = time.monotonic()
        if now - self.hello_at >= 1.0:
            self.hello_at = now
            self.hello()
        busy = self.replay()
        for socket, _ in self.poller.poll(0 if busy else milliseconds):
            frames = socket.recv_multipart()
            if socket is self.control:
                self.hear(frames)            # on the data socket come subscriptions, which need no answer

    def hello(self) -> None:
        for source in self.spool.sources():
            for epoch, first, next_ in self.spool.held(source):
                self.say(b"HELLO", {
                    "source": source, "epoch": epoch, "first": first, "next": next_,
                    "now": instant(time.time()), "instance": self.instance,
                })

    def hear(self, frames) -> None:
        try:
            kind, body = frames[0], json.loads(frames[1])
            if kind == b"HAVE":
                settle = lambda: self.spool.settle(body["source"], body["epoch"], body["through"])
                if not self.spool.transaction(settle):
                    self.renumber(body["source"], body["epoch"], 0)
            elif kind == b"REPLAY":
                self.replays[body["source"], body["epoch"]] = (body["from"], body["to"])
            elif kind == b"FETCH":
                about = {"source": body["source"], "sha256": body["sha256"]}
                blob = self.spool.medium(body["sha256"])
                self.say(*([b"MEDIUM", about, blob] if blob else [b"GONE", about]))
            elif kind == b"ERROR":
                self.error(body)
        except (IndexError, KeyError, TypeError, ValueError) as error:
            self.say(b"ERROR", {"code": "malformed", "message": f"{type(error).__name__}: {error}"})

    def error(self, body) -> None:
        print(f"the daemon answers {body['code']}: {body['message']}", file=sys.stderr)
        source = body.get("source")
        if body["code"] in ("seq-reused", "stale-epoch") and source in self.spool.sources():
            epoch = body.get("epoch") or self.spool.current(source)[0]
            self.renumber(source, epoch, body.get("newest") or 0)

    def renumber(self, source: str, epoch: int, newest: int) -> None:
        now = time.monotonic()
        if epoch not in [held[0] for held in self.spool.held(source)] or now < self.epoch_at.get(source, 0.0):
            return
        self.epoch_at[source] = now + EPOCH_PAUSE
        for topic, payload in self.spool.transaction(lambda: self.spool.renumber(source, epoch, newest)):
            self.publish(topic, payload)
        self.hello_at = 0.0

    def replay(self) -> bool:
        """Sends a piece of what was asked for; true when more is left and the daemon takes it."""
        for (source, epoch), (first, last) in list(self.replays.items()):
            # What was never given out is not lost, it does not exist; an epoch that is gone is lost as a whole.
            next_ = {held[0]: held[2] for held in self.spool.held(source)}.get(epoch, last + 1)
            last = min(last, next_ - 1)
            about = {"source": source, "epoch": epoch}
            for seq, topic, payload in self.spool.read(source, epoch, first, last, REPLAY_A_TURN):
                if seq > first and not self.say(b"LOST", about | {"from": first, "to": seq - 1}):
                    return False
                if not self.say(b"DATA", about | {"seq": seq}, topic, payload):
                    self.replays[source, epoch] = (seq, last)
                    return False
                first = seq + 1
            if first <= last and not self.spool.read(source, epoch, first, last, 1):
                self.say(b"LOST", about | {"from": first, "to": last})
                first = last + 1
            if first > last:
                del self.replays[source, epoch]
            else:
                self.replays[source, epoch] = (first, last)
        return bool(self.replays)


def read_key(path: str) -> bytes:
    """The secret key in a file as `zhichao keys new` makes it: comments, and one line of 40 characters."""
    if os.stat(path).st_mode & 0o077:
        sys.exit(f"{path} is open to others; chmod 600 {path}")
    with open(path, encoding="ascii") as file:
        return next(line.strip() for line in file if line.strip() and not line.startswith("#")).encode("ascii")


def passage(number: int, options, media=None):
    """What the sensors would say of the next truck: a weighing, and the picture that belongs to it."""
    tonnes = 56 if number % 2 == 0 else 42
    loads = [6_000] + [(tonnes * 1_000 - 6_000) // 5] * 5
    trigger, now = str(number % 65_536), time.time()
    weigh = weighing(loads, [3_300, 1_350, 7_000, 1_310, 1_310], trigger, options.instrument)
    seen = picture(f"豫A{number:05d}", trigger) | (media or {})
    header = {"v": 1, "at": instant(now), "lane": options.lane}
    topic = f"{options.station}/{options.lane}"
    return [
        (f"{options.station}/wim-1", f"weigh/{topic}".encode("ascii"), header | weigh),
        (f"{options.station}/cam-1", f"camera/{topic}".encode("ascii"), header | seen),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", default="tcp://127.0.0.1:7701", help="the daemon's data socket")
    parser.add_argument("--control", default="tcp://127.0.0.1:7702", help="the daemon's control socket")
    parser.add_argument("--spool", default="station.db", help="the file that keeps readings")
    parser.add_argument("--station", default="410184-07")
    parser.add_argument("--instrument", default="ZZ-113")
    parser.add_argument("--lane", type=int, default=1)
    parser.add_argument("--every", type=float, default=1.0, help="seconds between two trucks")
    parser.add_argument("--front", help="a JPEG file: every truck's picture from the front")
    parser.add_argument("--rear", help="the same from behind")
    parser.add_argument("--passages", type=int, help="end when so many are acknowledged (default: run until stopped)")
    parser.add_argument("--wait", type=float, default=60, help="seconds to wait for that after the last truck")
    parser.add_argument("--key", help="the station's secret key file (CURVE)")
    parser.add_argument("--server-key", help="the daemon's public key")
    options = parser.parse_args()
    if bool(options.key) != bool(options.server_key):
        parser.error("--key and --server-key belong together")

    stopped = []
    signal.signal(signal.SIGTERM, lambda *_: stopped.append(True))
    signal.signal(signal.SIGINT, lambda *_: stopped.append(True))
    spool = Spool(options.spool)
    views = [(view, path) for view, path in (("front", options.front), ("rear", options.rear)) if path]
    pictures = [(open(path, "rb").read(), view) for view, path in views]
    media = {"media": [spool.keep(blob, view) for blob, view in pictures]} if pictures else {}
    station = Station(options, spool)
    made, due, refused = 0, time.monotonic(), False
    while not stopped:
        if (options.passages is None or made < options.passages) and time.monotonic() >= due:
            if station.take(passage(made + 1, options, media)):
                made, due, refused = made + 1, due + options.every, False
            elif not refused:
                refused = True
                print("the spool is full: new readings are refused until the daemon takes old ones", file=sys.stderr)
        if options.passages is not None and made >= options.passages:
            if not spool.db.execute("SELECT 1 FROM reading LIMIT 1").fetchone():
                break
            if time.monotonic() > due + options.wait:
                print("the daemon has not acknowledged everything; it stays in the spool", file=sys.stderr)
                return 69
        station.turn(20)
    print(f"{made} passages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
