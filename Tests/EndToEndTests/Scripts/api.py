"""What the clients of the API share: the address, the tokens, and how a fault is said."""

import json
import sys

import httpx

URL = sys.argv[1]
with open(sys.argv[2], encoding="utf-8") as file:
    FACTS = json.load(file)
ARGUMENTS = sys.argv[3:]
faults = []


def client(name=None, **more):
    """A client with a token of the facts."""
    headers = {"Accept-Language": "en"}
    if name:
        headers["Authorization"] = "Bearer " + FACTS[name]
    # On loopback nothing is encrypted; to make ready for TLS takes longer than a request.
    more["verify"] = URL.startswith("https")
    return httpx.Client(base_url=URL + "/api/v1", headers=headers, timeout=90, trust_env=False, **more)


def check(good, *what):
    if not good:
        faults.append(" ".join(str(part) for part in what))


def end():
    for fault in faults[:40]:
        print(fault)
    sys.exit(1 if faults else 0)
