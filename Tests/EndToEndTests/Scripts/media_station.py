"""A foreign station whose camera keeps pictures, and gives them as it was told to.

media_station.py DATA CONTROL FILE

FILE: {"trucks": [{"plate": …, "media": [{"view": …, "bytes": …, "answers": […]}]}]}. An answer a FETCH of that medium,
the last one from then on:
  right    the bytes
  wrong    as many other bytes
  short    the bytes without the last one
  foreign  a medium that nobody asked for, and then the bytes
  gone     GONE
  hang     nothing; the next answer comes late, for this FETCH and the next one
Publishes all trucks once the daemon has subscribed, keeps and replays all, says on standard error what it answers:
"PLATE VIEW ANSWER".
"""

import datetime
import hashlib
import json
import pathlib
import random
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[3] / "tools" / "examples"))

import zmq  # noqa: E402

from publish import instant, picture, weighing  # noqa: E402

STATION, LANE = "410184-07", 1
SCALE, CAMERA = STATION + "/wim-1", STATION + "/cam-1"
EPOCH = int(datetime.datetime.now().timestamp() * 1_000)
SPACINGS = [3_300, 1_350, 7_000, 1_310, 1_310]


def bytes_of(plate, view, count):
    return random.Random(plate + view).randbytes(count)


class Station:
    def __init__(self, data, control, trucks):
        context = zmq.Context.instance()
        self.data, self.control = context.socket(zmq.XPUB), context.socket(zmq.DEALER)
        for socket in (self.data, self.control):
            socket.setsockopt(zmq.LINGER, 0)
        self.control.setsockopt(zmq.IMMEDIATE, 1)
        self.data.connect(data)
        self.control.connect(control)
        self.trucks, self.instance, self.hello_at = trucks, random.getrandbits(53), 0.0
        self.kept, self.media = {SCALE: [], CAMERA: []}, {}
        self.poller = zmq.Poller()
        self.poller.register(self.control, zmq.POLLIN)

    def keep(self, source, kind, body):
        header = {"v": 1, "source": source, "epoch": EPOCH, "seq": len(self.kept[source]) + 1, "lane": LANE}
        payload = json.dumps(header | body, ensure_ascii=False).encode()
        self.kept[source].append((f"{kind}/{STATION}/{LANE}".encode(), payload))

    def pass_all(self):
        self.data.recv()
        for number, truck in enumerate(self.trucks, 1):
            listed = []
            for medium in truck["media"]:
                content = bytes_of(truck["plate"], medium["view"], medium["bytes"])
                digest = hashlib.sha256(content).hexdigest()
                listed.append({"sha256": digest, "type": "image/jpeg", "bytes": len(content), "view": medium["view"]})
                name = truck["plate"] + " " + medium["view"]
                self.media[digest] = (name, content, list(medium["answers"]))
            at = {"at": instant(time.time() - 1)}
            self.keep(CAMERA, "camera", at | picture(truck["plate"], f"t{number}") | {"media": listed})
            self.keep(SCALE, "weigh", at | weighing([7_000] + [11_000] * 5, SPACINGS, f"t{number}", "ZZ-113"))
        for source in (CAMERA, SCALE):
            for frames in self.kept[source]:
                self.data.send_multipart(frames)

    def say(self, kind, body, *more):
        try:
            self.control.send_multipart([kind, json.dumps(body).encode(), *more], zmq.NOBLOCK)
        except zmq.Again:
            pass

    def hello(self):
        for source, kept in self.kept.items():
            self.say(b"HELLO", {
                "source": source, "epoch": EPOCH, "first": 1, "next": len(kept) + 1, "now": instant(time.time()),
                "instance": self.instance,
            })

    def replay(self, body):
        for seq in range(body["from"], body["to"] + 1):
            identity = {"source": body["source"], "epoch": EPOCH, "seq": seq}
            self.say(b"DATA", identity, *self.kept[body["source"]][seq - 1])

    def fetch(self, body):
        name, content, answers = self.media[body["sha256"]]
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if answer == "right":
            self.say(b"MEDIUM", body, content)
        elif answer == "wrong":
            self.say(b"MEDIUM", body, bytes(len(content)))
        elif answer == "short":
            self.say(b"MEDIUM", body, content[:-1])
        elif answer == "foreign":
            self.say(b"MEDIUM", body | {"sha256": hashlib.sha256(b"?").hexdigest()}, b"?")
            self.say(b"MEDIUM", body, content)
        elif answer == "gone":
            self.say(b"GONE", body)
        print(name, answer, file=sys.stderr, flush=True)

    def turn(self):
        if time.monotonic() >= self.hello_at:
            self.hello_at = time.monotonic() + 1
            self.hello()
        if self.poller.poll(100):
            kind, body = self.control.recv_multipart()[:2]
            body = json.loads(body)
            if kind == b"FETCH":
                self.fetch(body)
            elif kind == b"REPLAY":
                self.replay(body)
            elif kind == b"ERROR":
                print("ERROR", body, file=sys.stderr, flush=True)


with open(sys.argv[3], encoding="utf-8") as file:
    station = Station(sys.argv[1], sys.argv[2], json.load(file)["trucks"])
station.pass_all()
print("passed", file=sys.stderr, flush=True)
while True:
    station.turn()
