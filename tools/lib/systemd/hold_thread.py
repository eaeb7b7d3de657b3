"""Stops one thread of a process, by its name, until the process ends: as a debugger would."""

import ctypes
import os
import sys

PTRACE_ATTACH = 16
WALL = 0x40000000

process, name = sys.argv[1:]
threads = os.listdir(f"/proc/{process}/task")
found = [t for t in threads if open(f"/proc/{process}/task/{t}/comm").read().strip() == name]
if len(found) != 1:
    sys.exit(f"{len(found)} threads are named {name}")
if os.fork() > 0:
    os._exit(0)
os.setsid()
for descriptor in range(3):
    os.close(descriptor)
libc = ctypes.CDLL(None, use_errno=True)
if libc.ptrace(PTRACE_ATTACH, int(found[0]), 0, 0) == 0:
    # Until it is killed: whoever holds it is told then.
    while True:
        try:
            _, status = os.waitpid(int(found[0]), WALL)
        except ChildProcessError:
            break
        if os.WIFEXITED(status) or os.WIFSIGNALED(status):
            break
