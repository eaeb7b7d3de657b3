#!/usr/bin/env python3
"""A station whose vehicles have pictures, and that answers FETCH in every way there is.

Usage: evidence.py DATA CONTROL EVIDENCE. Runs until it is ended; prints a line for each FETCH: PLATE VIEW ANSWER.
豫A00001 answers rightly; 豫A00002 with another digest and cut off, then rightly; 豫A00003 is gone in front, and another's
medium comes first; 豫A00004 hangs once; the files of 豫A00005 lie in EVIDENCE already, as after a crash before their event.
"""

import hashlib
import json
import os
import sys
import time

import zmq

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../../tools/examples"))
from publish import Device, instant, picture, weighing  # noqa: E402

STATION = "410184-07"
SOURCE = STATION + "/cam-1"


def bytes_of(plate: str, view: str) -> bytes:
    return f"{plate} {view} ".encode() * 20_000


def main() -> int:
    data, control, evidence = sys.argv[1:4]
    context = zmq.Context()
    publisher = context.socket(zmq.XPUB)
    publisher.connect(data)
    assert publisher.poll(30_000), "nobody subscribes"
    epoch = int(time.time() * 1000)
    scale, camera = Device(publisher, STATION, "wim-1", epoch), Device(publisher, STATION, "cam-1", epoch)
    media = {}
    for number in range(1, 6):
        plate, clock, listed = f"豫A0000{number}", time.time(), []
        for view in ["front", "rear"]:
            content = bytes_of(plate, view)
            digest = hashlib.sha256(content).hexdigest()
            media[digest] = (plate, view)
            listed.append({"sha256": digest, "type": "image/jpeg", "bytes": len(content), "view": view})
            if number == 5:
                folder = os.path.join(evidence, digest[:2])
                os.makedirs(folder, exist_ok=True)
                with open(os.path.join(folder, digest), "wb") as file:
                    file.write(content)
        camera.publish("camera", 1, clock, picture(plate, f"t{number}") | {"media": listed})
        loads, spacings = [9000, 11000, 11000, 11000, 10500, 10500], [3300, 1350, 7000, 1310, 1310]
        scale.publish("weigh", 1, clock, weighing(loads, spacings, f"t{number}", "ZZ-113"))

    dealer = context.socket(zmq.DEALER)
    dealer.connect(control)
    seen, hello_at, instance = {}, 0.0, os.getpid()
    while True:
        if time.time() >= hello_at:
            hello_at = time.time() + 1
            hello = {"source": SOURCE, "epoch": epoch, "first": camera.seq + 1, "next": camera.seq + 1}
            hello |= {"now": instant(time.time()), "instance": instance}
            dealer.send_multipart([b"HELLO", json.dumps(hello).encode()])
        if not dealer.poll(100):
            continue
        frames = dealer.recv_multipart()
        if frames[0] != b"FETCH":
            continue
        key = json.loads(frames[1])
        plate, view = media[key["sha256"]]
        content = bytes_of(plate, view)
        times = seen[key["sha256"]] = seen.get(key["sha256"], 0) + 1
        answer, kind = content, b"MEDIUM"
        if plate == "豫A00002" and times == 1:
            answer = content[::-1] if view == "front" else content[:-1]
        elif plate == "豫A00003" and view == "front":
            kind = b"GONE"
        elif plate == "豫A00003" and times == 1:
            other = json.dumps({"source": SOURCE, "sha256": "ab" * 32}).encode()
            dealer.send_multipart([b"MEDIUM", other, b"another's"])
        elif plate == "豫A00004" and view == "front" and times == 1:
            print(plate, view, "HANGS", file=sys.stderr, flush=True)
            continue
        body = json.dumps({"source": SOURCE, "sha256": key["sha256"]}).encode()
        dealer.send_multipart([kind, body] + ([answer] if kind == b"MEDIUM" else []))
        print(plate, view, kind.decode(), "right" if answer == content else "wrong", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
