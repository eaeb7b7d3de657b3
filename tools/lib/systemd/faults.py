"""Reads a journal as JSON and prints what looks like a fault or a denial of the sandbox; exits with 1 where there is any."""

import json
import re
import sys

# What the checks provoke themselves. The broken file also by its name: of --check-config, which is gone at once, the journal may
# have no command line.
PROVOKED = re.compile(r"reload|cannot listen|socket activation|T9-02\.yaml")
DENIED = re.compile(r"permission denied|not permitted|read-only file system|31/SYS|Failed to set thread", re.IGNORECASE)

found = []
for line in sys.stdin:
    entry = json.loads(line)
    message = entry.get("MESSAGE") or ""
    if not isinstance(message, str) or "--check-config" in entry.get("_CMDLINE", ""):
        continue
    ours = entry.get("_COMM", "").startswith("zhichao")
    if DENIED.search(message) or ours and int(entry.get("PRIORITY", 6)) <= 3 and not PROVOKED.search(message):
        found.append(message)
print("\n".join(found[:20]))
sys.exit(1 if found else 0)
