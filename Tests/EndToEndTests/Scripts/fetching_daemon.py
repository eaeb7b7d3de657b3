"""A daemon that takes everything of a station and asks for each medium that its pictures name; for zhichao-station.

fetching_daemon.py DATA CONTROL READINGS MEDIA ROUNDS

Binds DATA and CONTROL. Says "taken" when it has heard of READINGS readings and MEDIA media, waits for SIGUSR1, and asks
for all of them ROUNDS times, one after the other, and for one that nobody has. Says for each answer "MEDIUM BYTES
DIGEST" or "GONE DIGEST", and at last "gap SECONDS", the longest time between two HELLOs of a source meanwhile. All of it
on standard error.
"""

import hashlib
import json
import signal
import sys
import time

import zmq

PATIENCE = 120.0


class Daemon:
    def __init__(self, data, control):
        context = zmq.Context.instance()
        self.data, self.control = context.socket(zmq.SUB), context.socket(zmq.ROUTER)
        for socket, endpoint in ((self.data, data), (self.control, control)):
            socket.setsockopt(zmq.LINGER, 0)
            socket.bind(endpoint)
        self.data.setsockopt(zmq.SUBSCRIBE, b"")
        self.poller = zmq.Poller()
        for socket in (self.data, self.control):
            self.poller.register(socket, zmq.POLLIN)
        self.readings, self.media, self.peers, self.hellos = {}, {}, {}, {}
        self.answers, self.gap = [], 0.0

    def store(self, payload):
        reading = json.loads(payload)
        self.readings[reading["source"], reading["epoch"], reading["seq"]] = payload
        for medium in reading.get("media", []):
            self.media[medium["sha256"]] = reading["source"]

    def hello(self, peer, body):
        source, epoch, now = body["source"], body["epoch"], time.monotonic()
        if source in self.hellos:
            self.gap = max(self.gap, now - self.hellos[source])
        self.hellos[source], self.peers[source] = now, peer
        through = body["first"] - 1
        while (source, epoch, through + 1) in self.readings:
            through += 1
        about = {"source": source, "epoch": epoch}
        self.say(peer, b"HAVE", about | {"through": through})
        if through + 1 < body["next"]:
            self.say(peer, b"REPLAY", about | {"from": through + 1, "to": body["next"] - 1})

    def say(self, peer, kind, body):
        self.control.send_multipart([peer, kind, json.dumps(body).encode()])

    def turn(self):
        for socket, _ in self.poller.poll(20):
            frames = socket.recv_multipart()
            if socket is self.data:
                self.store(frames[1])
                continue
            peer, kind, body = frames[0], frames[1], json.loads(frames[2])
            if kind == b"HELLO":
                self.hello(peer, body)
            elif kind == b"DATA":
                self.store(frames[4])
            elif kind == b"MEDIUM":
                digest = hashlib.sha256(frames[3]).hexdigest()
                self.answers.append((body["sha256"], f"MEDIUM {len(frames[3])} {digest}"))
            elif kind == b"GONE":
                self.answers.append((body["sha256"], f"GONE {body['sha256']}"))

    def until(self, what, is_so):
        deadline = time.monotonic() + PATIENCE
        while not is_so():
            if time.monotonic() > deadline:
                sys.exit(f"waited for {what} in vain: {len(self.readings)} readings, {len(self.media)} media")
            self.turn()

    def fetch(self, digest, source):
        # The peer of the last HELLO: a station that was started anew has another one.
        self.say(self.peers[source], b"FETCH", {"source": source, "sha256": digest})
        self.until(digest, lambda: any(asked == digest for asked, _ in self.answers))
        say(*(text for _, text in self.answers))
        self.answers.clear()


def say(*lines):
    print(*lines, sep="\n", file=sys.stderr, flush=True)


def main():
    asked = []
    signal.signal(signal.SIGUSR1, lambda *_: asked.append(True))
    readings, media, rounds = map(int, sys.argv[3:6])
    daemon = Daemon(*sys.argv[1:3])
    daemon.until("readings", lambda: len(daemon.readings) >= readings and len(daemon.media) >= media)
    say("taken")
    # What comes meanwhile is of a station that may be killed.
    daemon.until("SIGUSR1", lambda: asked)
    sources = set(daemon.media.values())
    daemon.hellos, daemon.peers = {}, {}
    daemon.until("HELLO", lambda: sources <= set(daemon.peers))
    daemon.gap = 0.0
    for _ in range(rounds):
        for digest, source in sorted(daemon.media.items()):
            daemon.fetch(digest, source)
    daemon.fetch(hashlib.sha256(b"nobody's").hexdigest(), min(sources))
    say(f"gap {daemon.gap:.3f}")


if __name__ == "__main__":
    main()
