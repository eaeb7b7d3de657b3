"""Holds case.json of real case files against the schema, and the schema against what is broken.

case_schema.py SCHEMA CASE.json…
"""

import copy
import json
import sys

import jsonschema_rs


def broken(case):
    """What no reader may take for a case, each with what is wrong with it."""
    for key in case:
        if key != "masked":
            yield "without " + key, {name: value for name, value in case.items() if name != key}
    yield "with a key that nobody knows", case | {"colour": "red"}
    for key, value in (
        ("state", "open"), ("at", "yesterday"), ("gross_kg", "62000"), ("gross_kg", 1.5), ("limit_kg", -1), ("axles", 0),
        ("passages", []), ("events", []), ("version", 0), ("fields", {"colour": {"value": "red"}}), ("decision", "1号"),
    ):
        yield f"with {key} = {value}", case | {key: value}
    for path, value in (
        (("media", 0, "sha256"), "0" * 63), (("media", 0, "state"), "lost"), (("events", 0, "kind"), "guessed"),
        (("records", 0, "kind"), "sound"), (("passages", 0, "carries"), "yes"), (("unloadings", 0, "of"), None),
        (("on_site", 0, "officers", 0, "name"), 7),
    ):
        changed = copy.deepcopy(case)
        place = changed
        try:
            for step in path[:-1]:
                place = place[step]
        except IndexError:
            continue
        place[path[-1]] = value
        yield f"with {path} = {value}", changed


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        schema = json.load(file)
    validator = jsonschema_rs.validator_for(schema, validate_formats=True)
    faults, refused = [], 0
    for path in sys.argv[2:]:
        with open(path, encoding="utf-8") as file:
            case = json.load(file)
        faults += [f"{path}: {error.instance_path}: {error.message}" for error in validator.iter_errors(case)]
        for what, changed in broken(case):
            refused += 1
            if validator.is_valid(changed):
                faults.append(f"{path}: taken {what}")
    print("\n".join(faults[:40]) or f"{len(sys.argv) - 2} cases, {refused} broken ones refused")
    sys.exit(1 if faults else 0)


main()
