"""Speaks to a daemon's sockets what no station would: bytes that are no ZMTP, connections that say nothing, messages that
are too many, too large or no control messages.

    hostile.py DATA CONTROL SEED CONNECTIONS MESSAGES

Prints what came back: how many ERROR messages, and how many connections still lived at the end.
"""

import random
import socket
import struct
import sys
import time

import zmq


def address(endpoint):
    host, port = endpoint.removeprefix("tcp://").rsplit(":", 1)
    return host, int(port)


def garbage(target, chance):
    """One connection that sends noise, some of it after the beginning of a true greeting."""
    try:
        with socket.create_connection(target, timeout=5) as connection:
            start = chance.choice([b"", b"\xff" + b"\0" * 8 + b"\x7f\x03\0NULL", b"GET / HTTP/1.1\r\n\r\n"])
            connection.sendall(start + chance.randbytes(chance.randrange(1, 4096)))
            connection.settimeout(0.01)
            try:
                connection.recv(256)
            except TimeoutError:
                pass
    except OSError:
        pass  # Cut off, as it should be.


def messages(endpoint, count, chance):
    """A DEALER that says everything but what the contract has."""
    context = zmq.Context.instance()
    dealer = context.socket(zmq.DEALER)
    dealer.setsockopt(zmq.LINGER, 2000)
    dealer.connect(endpoint)
    hello = b'{"source":"410184-07/wim-1","epoch":%d,"first":1,"next":1,"now":"2026-11-23T10:15:30Z","instance":1}'
    kinds = [b"HELLO", b"HAVE", b"REPLAY", b"DATA", b"LOST", b"FETCH", b"MEDIUM", b"GONE", b"ERROR", b"", b"\xff"]
    errors = 0
    for number in range(count):
        frames = [chance.choice(kinds)] + [chance.randbytes(chance.randrange(64)) for _ in range(chance.randrange(9))]
        if number % 5 == 0:
            frames = [b"HELLO", b'{"source":"no/such","epoch":1,"first":1,"next":9,"now":"x","instance":1}']
        if number % 7 == 0:
            frames = [b"HELLO", b"[" * 50_000]
        if number % 11 == 0:
            frames = [b"DATA", b'{"source":"410184-07/wim-1","epoch":1,"seq":"../../etc/passwd"}', b"%n%s", b"\0"]
        dealer.send_multipart(frames)
        while dealer.poll(0):
            errors += dealer.recv_multipart()[0] == b"ERROR"
    # What this one asks last is answered last.
    dealer.send_multipart([b"HELLO", hello % 99_999_999_999_999])
    while dealer.poll(10_000):
        answer = dealer.recv_multipart()
        errors += answer[0] == b"ERROR"
        if b"absurd-epoch" in answer[1]:
            break
    dealer.close()
    return errors


def oversized(endpoint, kind, size):
    """A frame beyond the socket's bound: the connection is cut."""
    publisher = zmq.Context.instance().socket(kind)
    publisher.setsockopt(zmq.LINGER, 500)
    publisher.connect(endpoint)
    if kind == zmq.XPUB:
        publisher.poll(5000)
        publisher.recv()
    publisher.send_multipart([b"weigh/410184-07/1", b"x" * size])
    publisher.close()


def main():
    data, control, seed, connections, count = sys.argv[1], sys.argv[2], *map(int, sys.argv[3:6])
    chance = random.Random(seed)
    idle = []
    for number in range(connections):
        connection = socket.create_connection(address(data if number % 2 else control), timeout=10)
        if number % 3 == 0:
            connection.sendall(struct.pack("B", 0xFF))
        idle.append(connection)
    for number in range(200):
        garbage(address(data if number % 2 else control), chance)
    oversized(data, zmq.XPUB, 2 << 20)
    oversized(control, zmq.DEALER, 20 << 20)
    errors = messages(control, count, chance)
    print(f"{errors} errors, {len(idle)} idle")
    for connection in idle:
        connection.close()


if __name__ == "__main__":
    main()
