#!/usr/bin/env python3
"""Says whose code is in the programs: copyright.py CHECKOUTS Package.resolved > copyright"""
import json
import pathlib
import sys

APACHE = "On Debian systems its text is in /usr/share/common-licenses/Apache-2.0."
HEAD = """zhichao 治超, built by tools/package of its own sources.

{own}

The programs contain the runtime and the libraries of Swift (https://swift.org), Copyright Apple Inc. and the Swift
project authors, under the Apache License, Version 2.0 with Runtime Library Exception, and in its Foundation the ICU
libraries (https://icu.unicode.org), Copyright Unicode, Inc., under the Unicode License.
{apache}

They also contain the following packages.
"""


def words(folder, pattern):
    return [path.read_text(encoding="utf-8", errors="replace").strip() for path in sorted(folder.glob(pattern))]


def main(checkouts, resolved):
    own = words(pathlib.Path("."), "LICENSE*")
    print(HEAD.format(own="\n".join(own) or "Copyright 2026 the maintainers of zhichao. No licence has been stated.", apache=APACHE))
    with open(resolved, encoding="utf-8") as file:
        pins = json.load(file)["pins"]
    for pin in sorted(pins, key=lambda pin: pin["identity"]):
        place = pin["location"].removesuffix(".git")
        folder = pathlib.Path(checkouts) / place.rsplit("/", 1)[1]
        print("-" * 80, f"{place} {pin['state']['version']}", "", sep="\n")
        licences = words(folder, "LICENSE*")
        if not licences:
            sys.exit(f"{folder}: no licence")
        for text in licences:
            print(f"Apache License, Version 2.0. {APACHE}" if "Apache License" in text else text)
        for text in words(folder, "NOTICE*"):
            print("", text, sep="\n")
        print()


if __name__ == "__main__":
    main(*sys.argv[1:])
