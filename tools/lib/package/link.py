#!/usr/bin/env python3
"""Links a program once more, with the Swift runtime inside: link.py debug|release PROGRAM FILE

SwiftPM's --static-swift-stdlib would compile everything anew for it, and differs in the link alone. So this is the build's own
command, taken from what SwiftPM wrote for it, with the static runtime, without symbols, and with the parts of Foundation named
that objects compiled for the shared one do not ask for.
"""
import json
import os
import re
import subprocess
import sys

STATIC = "-static-stdlib -Xlinker -s -Xlinker --gc-sections".split()
FOUNDATION = "-lCoreFoundation -l_FoundationICU -l_FoundationCShims -l_FoundationCollections".split()


def command(kind, program):
    with open(f".build/{kind}.yaml", encoding="utf-8") as file:
        for line in file:
            args = re.match(r"\s+args: (\[.*\])$", line)
            if args and f"/{program}.product/Objects.LinkFileList" in line and "-emit-executable" in line:
                return json.loads(args[1])
    sys.exit(f".build/{kind}.yaml has no link of {program}; build it first")


def main(kind, program, out):
    args = [arg for arg in command(kind, program) if arg != "-g"]
    args[args.index("-o") + 1] = os.path.abspath(out)
    # No path of the machine that it was built on.
    rpath = args.index("-rpath=$ORIGIN")
    del args[rpath - 1 : rpath + 1]
    sys.exit(subprocess.run(args[:1] + STATIC + args[1:] + FOUNDATION, check=False).returncode)


if __name__ == "__main__":
    main(*sys.argv[1:])
