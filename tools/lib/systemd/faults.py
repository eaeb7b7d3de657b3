"""Reads a journal as JSON and prints what looks like a fault or a denial of the sandbox; exits with 1 where there is any."""

import json
import re
import sys

# What the checks provoke themselves.
PROVOKED = re.compile(r"reload|cannot listen|socket activation")
# Whoever begins so is the --check-config that a reload starts, on the file that the checks have broken; it says more in further
# lines. Not by its command line: it is gone at once, and the journal may have none.
BROKEN = "/etc/zhichao/stations.d/T9-02.yaml:"
DENIED = re.compile(r"permission denied|not permitted|read-only file system|31/SYS|Failed to set thread", re.IGNORECASE)

entries = [entry for entry in map(json.loads, sys.stdin) if isinstance(entry.get("MESSAGE"), str)]
checkers = {entry.get("_PID") for entry in entries if entry["MESSAGE"].startswith(BROKEN)}
found = []
for entry in entries:
    message = entry["MESSAGE"]
    if entry.get("_PID") in checkers:
        continue
    ours = entry.get("_COMM", "").startswith("zhichao")
    if DENIED.search(message) or ours and int(entry.get("PRIORITY", 6)) <= 3 and not PROVOKED.search(message):
        found.append(message)
print("\n".join(found[:20]))
sys.exit(1 if found else 0)
