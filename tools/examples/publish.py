#!/usr/bin/env python3
"""Publishes weighings and pictures to zhichaod, as a weigh station would.

For vendors of sensors: this is the whole of what a station has to do to be heard, in 100 lines. What a
broken connection or a stopped daemon misses is gone; `station.py` beside it shows how to lose nothing.
It needs Python 3.9 or later and pyzmq (`pip install pyzmq`). Try it against a running daemon:

    python3 publish.py --station 410184-07 --passages 10

The contract in short (the daemon's documentation has all fields):

* A message has two frames: a topic, `weigh/<station>/<lane>` or `camera/<station>/<lane>`, and one
  JSON object in UTF-8 of at most 64 KiB. Station and lane of the topic equal those of the payload.
* Masses are whole kilograms, lengths whole millimetres, speeds km/h; instants are RFC 3339 with an
  offset. What you do not know is null: never send a made-up number, it may cost a driver his living.
* `source`, `epoch` and `seq` together are the identity of a reading and are never used twice for
  different content. `seq` starts at 1 in each epoch and rises by 1 a message, without holes; a new
  epoch (the clock in milliseconds will do) begins whenever you cannot go on with the old `seq`.
* A message that is not valid is not lost: the daemon keeps it in quarantine with the reason and a
  JSON Pointer to the field. Ask the operator for `zhichao status` if nothing seems to arrive.
"""

import argparse
import datetime
import json
import sys
import time

import zmq

CHINA = datetime.timezone(datetime.timedelta(hours=8))


def instant(clock: float) -> str:
    """RFC 3339 with milliseconds and an offset: 2026-11-23T10:15:30.123+08:00."""
    return datetime.datetime.fromtimestamp(clock, CHINA).isoformat(timespec="milliseconds")


class Device:
    """A publishing device: it numbers its own messages, and nobody else uses its name."""

    def __init__(self, socket, station: str, name: str, epoch: int):
        self.socket, self.station, self.name, self.epoch, self.seq = socket, station, name, epoch, 0

    def publish(self, kind: str, lane: int, clock: float, body: dict) -> None:
        self.seq += 1
        header = {
            "v": 1,
            "source": f"{self.station}/{self.name}",
            "epoch": self.epoch,
            "seq": self.seq,
            "at": instant(clock),
            "lane": lane,
        }
        payload = json.dumps(header | body, ensure_ascii=False).encode("utf-8")
        self.socket.send_multipart([f"{kind}/{self.station}/{lane}".encode("ascii"), payload])


def weighing(loads_kg, spacings_mm, trigger, instrument) -> dict:
    """A weighing in motion. `spacing_mm` is the distance to the axle in front: null on the first."""
    return {
        "kind": "dynamic",
        "instrument": instrument,            # the id under which the instrument's certificate is registered
        "direction": "up",
        "speed_kmh": 62.5,
        "gross_kg": sum(loads_kg),
        "axles": [
            {"load_kg": load, "spacing_mm": spacing, "tyres": 2 if index == 0 else 4}
            for index, (load, spacing) in enumerate(zip(loads_kg, [None] + spacings_mm))
        ],
        "axle_code": None,                   # the station's axle-type code, if it makes one
        "trigger": trigger,                  # what the camera's message of the same passage carries too
        "quality": [],                       # straddling, tailgating …: any of them bars the reading as evidence
        "clock_synced": True,
    }


def picture(plate, trigger) -> dict:
    """What the camera saw. Send a message with `plate` null when it could not read one."""
    return {
        "plate": plate,
        "plate_colour": "yellow",
        "confidence": 0.97,
        "view": "front",
        "trailer_plate": None,
        "vehicle_form": "articulated",
        "drive_axles": 2,
        "trigger": trigger,
        "clock_synced": True,
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", default="tcp://127.0.0.1:7701", help="the daemon's data socket")
    parser.add_argument("--station", default="410184-07")
    parser.add_argument("--instrument", default="ZZ-113")
    parser.add_argument("--lane", type=int, default=1)
    parser.add_argument("--passages", type=int, default=10)
    parser.add_argument("--wait", type=float, default=30, help="seconds to wait for the daemon")
    options = parser.parse_args()

    # An XPUB socket tells when somebody has subscribed; a plain PUB would drop what comes before.
    # XPUB_NODROP makes send() wait when the daemon is slow, where PUB would drop without a word.
    context = zmq.Context()
    socket = context.socket(zmq.XPUB)
    socket.setsockopt(zmq.XPUB_NODROP, 1)
    socket.setsockopt(zmq.LINGER, 10_000)    # what was sent still leaves after the program has ended
    socket.connect(options.data)
    if not socket.poll(options.wait * 1000):
        print(f"nobody has subscribed at {options.data} in {options.wait:g} s; is zhichaod running?", file=sys.stderr)
        socket.close(linger=0)
        return 69
    socket.recv()                            # the subscription: 0x01 and the topics wanted (all of them)

    epoch = int(time.time() * 1000)
    scale = Device(socket, options.station, "wim-1", epoch)
    camera = Device(socket, options.station, "cam-1", epoch)
    for number in range(1, options.passages + 1):
        now = time.time()
        # Every second truck is a six-axle articulated one with 56 t, the others weigh 42 t.
        tonnes = 56 if number % 2 == 0 else 42
        loads = [6_000] + [(tonnes * 1_000 - 6_000) // 5] * 5
        trigger = str(number % 65_536)       # counters may wrap: a trigger links only within 60 s
        scale.publish("weigh", options.lane, now, weighing(loads, [3_300, 1_350, 7_000, 1_310, 1_310], trigger, options.instrument))
        camera.publish("camera", options.lane, now + 0.2, picture(f"豫A{number:05d}", trigger))
    print(f"published {options.passages} weighings and {options.passages} pictures in epoch {epoch}")
    socket.close()
    context.term()
    return 0


if __name__ == "__main__":
    sys.exit(main())
