#!/usr/bin/env python3
"""A bad network between a station and zhichaod, for the tests.

Live readings: a relay (SUB that the station connects to, XPUB that connects to the daemon) that drops some of them.
Both connections of the station, data and control, run through TCP relays that are cut every so often.

Prints the two endpoints for the station on standard error when it is ready, and what it has done at the end.
"""

import argparse
import asyncio
import random
import signal
import sys
import threading

import zmq


def relay(station: zmq.Socket, daemon: zmq.Socket, share: float, chance: random.Random, tally: dict, stop) -> None:
    """Passes readings on, but for some. Subscriptions go nowhere: the station has this relay's own."""
    while not stop.is_set():
        if not station.poll(50):
            continue
        frames = station.recv_multipart()
        tally["live"] += 1
        if chance.random() < share:
            tally["dropped"] += 1
            continue
        try:
            daemon.send_multipart(frames, zmq.NOBLOCK)
        except zmq.Again:
            tally["dropped"] += 1           # as a network does that is slower than its sender


class Wires:
    """TCP connections through this process, which it can cut."""

    def __init__(self):
        self.writers, self.cuts = set(), 0

    async def listen(self, host: str, port: int) -> str:
        async def accept(reader, writer):
            try:
                there, back = await asyncio.open_connection(host, port)
            except OSError:
                writer.close()
                return
            await asyncio.gather(self.pump(reader, back), self.pump(there, writer))

        server = await asyncio.start_server(accept, "127.0.0.1", 0)
        return f"tcp://127.0.0.1:{server.sockets[0].getsockname()[1]}"

    async def pump(self, reader, writer) -> None:
        self.writers.add(writer)
        try:
            while chunk := await reader.read(65_536):
                writer.write(chunk)
                await writer.drain()
        except OSError:
            pass
        finally:
            self.writers.discard(writer)
            writer.close()

    def cut(self) -> None:
        for writer in list(self.writers):
            writer.transport.abort()        # what is on its way is lost
            self.cuts += 1


def address(endpoint: str) -> tuple:
    host, port = endpoint.removeprefix("tcp://").rsplit(":", 1)
    return host, int(port)


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", required=True, help="the daemon's data socket")
    parser.add_argument("--control", required=True, help="the daemon's control socket")
    parser.add_argument("--drop", type=float, default=0.05, help="share of live readings that are dropped")
    parser.add_argument("--cut-every", type=float, default=2.0, help="seconds between two cuts")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()

    context, chance = zmq.Context(), random.Random(options.seed)
    station, daemon = context.socket(zmq.SUB), context.socket(zmq.XPUB)
    station.subscribe(b"")
    port = station.bind_to_random_port("tcp://127.0.0.1")
    daemon.setsockopt(zmq.XPUB_NODROP, 1)
    daemon.setsockopt(zmq.LINGER, 0)
    daemon.connect(options.data)
    daemon.recv()                            # the daemon's subscription
    wires = Wires()
    data = await wires.listen("127.0.0.1", port)
    control = await wires.listen(*address(options.control))
    tally, stop = {"live": 0, "dropped": 0}, threading.Event()
    thread = threading.Thread(target=relay, args=(station, daemon, options.drop, chance, tally, stop))
    thread.start()
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    print(f"proxy ready data={data} control={control}", file=sys.stderr, flush=True)
    while not ended.is_set():
        try:
            await asyncio.wait_for(ended.wait(), options.cut_every * chance.uniform(0.5, 1.5))
        except asyncio.TimeoutError:
            wires.cut()
    stop.set()
    thread.join()
    print(f"proxy ended live={tally['live']} dropped={tally['dropped']} cuts={wires.cuts}", file=sys.stderr, flush=True)
    wires.cut()


if __name__ == "__main__":
    asyncio.run(main())
