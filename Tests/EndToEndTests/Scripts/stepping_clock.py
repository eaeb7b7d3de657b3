"""A station whose clock steps by an hour, forwards and backwards, while trucks pass; for the rest it is the example.

    stepping_clock.py DATA CONTROL SPOOL PASSAGES

So many trucks pass at each step; the one numbered 203 is the third of the second step, its plate 豫A00203. Even ones
are overloaded. Ends when the daemon has acknowledged everything, with 69 when it does not.
"""

import argparse
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "tools" / "examples"))

import station  # noqa: E402

STEPS = [0, 3600, 0, -3600, 0]
EVERY = 0.2
PATIENCE = 60.0


class SteppingTime:
    """The module `time`, as far as a station uses it, on a machine whose clock steps."""

    step = 0

    def time(self):
        return time.time() + self.step

    def monotonic(self):
        return time.monotonic()


def main() -> int:
    data, control, path, passages = sys.argv[1:5]
    clock = station.time = SteppingTime()
    options = argparse.Namespace(
        data=data, control=control, key=None, server_key=None, station="410184-07", instrument="ZZ-113", lane=1
    )
    spool = station.Spool(path)
    here = station.Station(options, spool)
    for number, step in enumerate(STEPS, 1):
        clock.step = step
        here.hello_at = 0.0                  # a station that sets its clock says so at once
        due = time.monotonic()
        for passage in range(1, int(passages) + 1):
            due += EVERY
            while time.monotonic() < due:
                here.turn(20)
            here.take(station.passage(number * 100 + passage, options))
    deadline = time.monotonic() + PATIENCE
    while spool.db.execute("SELECT 1 FROM reading LIMIT 1").fetchone():
        if time.monotonic() > deadline:
            return 69
        here.turn(20)
    return 0


if __name__ == "__main__":
    sys.exit(main())
