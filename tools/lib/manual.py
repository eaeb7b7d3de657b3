#!/usr/bin/env python3
"""Makes the manual pages, so that they say what the programs say.

    manual.py program PAGE.in HELP.json VERSION DATE     HELP.json: what PROGRAM --experimental-dump-help prints
    manual.py configuration PAGE.in FILE.yaml VERSION DATE

PAGE.in is the hand-written part in man(7); in it the lines @SYNOPSIS@, @COMMANDS@, @COMMON@ and @KEYS@ are replaced.
"""
import json
import re
import sys

WIDE = "\u2e80-\u9fff\uff00-\uffef"
# A line of Chinese breaks after any character but before what closes.
BREAK = re.compile(rf"(?<=[{WIDE}])(?=[^\s、。，；：？！）」〕”])")
KEY = re.compile(r"^(?P<indent> *)(?P<key>[a-z_]+):(?P<rest>.*)$")


def roff(text, code=False):
    text = text.replace("\\", "\\e").replace("-", "\\-" if code else "-")
    text = re.sub(r"(?m)^([.'])", r"\\&\1", text)
    return text if code else BREAK.sub(r"\\:", text)


def bold(text):
    return f"\\fB{roff(text, code=True)}\\fR"


def paragraphs(text):
    """Prose is filled; indented lines are examples and stay as they are."""
    out = []
    for block in re.split(r"\n\s*\n", text.strip("\n")):
        for verbatim, lines in grouped(block.split("\n")):
            if verbatim:
                out += [".PP", ".RS 4", ".EX"] + [roff(line.removeprefix("  "), code=True) for line in lines]
                out += [".EE", ".RE"]
            else:
                out += [".PP"] + [roff(line.strip()) for line in lines]
    return out


def grouped(lines):
    groups = []
    for line in lines:
        verbatim = line.startswith("  ")
        if groups and groups[-1][0] == verbatim:
            groups[-1][1].append(line)
        else:
            groups.append((verbatim, [line]))
    return groups


# Commands


def name_of(argument, name):
    return ("-" if name["kind"] == "short" else "--") + name["name"]


def spelled(argument):
    """How an argument stands on the command line, `--to <DIR>`."""
    value = f"<{argument['valueName']}>" if "valueName" in argument else ""
    if argument["kind"] == "positional":
        return value
    name = name_of(argument, argument["preferredName"])
    return name if argument["kind"] == "flag" else f"{name} {value}"


def shown(command):
    return [a for a in command.get("arguments", []) if a.get("shouldDisplay", True)]


def usage(path, command, told=()):
    words = []
    for argument in shown(command):
        word = spelled(argument) + ("..." if argument["isRepeating"] else "")
        if argument not in told:
            words.append(f"[{word}]" if argument["isOptional"] else word)
    return [".HP 4", " ".join([bold(path)] + [roff(word, code=True) for word in words])]


def entry(argument):
    names = [name_of(argument, name) for name in argument.get("names", [])]
    value = f" <{argument['valueName']}>" if argument["kind"] != "flag" else ""
    head = (", ".join(names) + value).strip()
    text = [argument.get("abstract", ""), argument.get("discussion", "")]
    if values := argument.get("allValues"):
        text.append(f"(values: {', '.join(values)})")
    if default := argument.get("defaultValue"):
        text.append(f"(default: {default})")
    return [".TP", bold(head), roff(" ".join(part for part in text if part).replace("\n", " "))]


def leaves(path, command):
    subcommands = [c for c in command.get("subcommands", []) if c["commandName"] != "help"]
    if not subcommands:
        return [(path, command)]
    return [leaf for c in subcommands for leaf in leaves(f"{path} {c['commandName']}", c)]


def common(commands):
    """What most commands take in the same words is told once."""
    counts = {}
    for _, command in commands:
        for argument in shown(command):
            if argument["kind"] != "positional":
                text = json.dumps(argument, sort_keys=True)
                counts[text] = counts.get(text, 0) + 1
    return [json.loads(text) for text, count in counts.items() if count > len(commands) / 2 and len(commands) > 1]


def program(template, tool):
    root = tool["command"]
    commands = leaves(root["commandName"], root)
    told = common(commands)
    pieces = {"SYNOPSIS": [], "COMMANDS": [], "COMMON": [line for argument in told for line in entry(argument)]}
    for path, command in commands:
        if len(commands) > 1:
            pieces["COMMANDS"] += [f".SS {roff(path, code=True)}"] + usage(path, command, told) + [".PP"]
        else:
            pieces["SYNOPSIS"] += usage(path, command)
        pieces["COMMANDS"] += [roff(command.get("abstract", ""))]
        for argument in shown(command):
            if argument not in told:
                pieces["COMMANDS"] += entry(argument)
        pieces["COMMANDS"] += paragraphs(command.get("discussion", ""))
    return filled(template, pieces)


# The configuration


def configuration(template, text):
    out, path, waiting, column, left = [], [], [], None, 0
    for line in text.split("\n")[3:]:
        key = KEY.match(line)
        if key:
            depth = len(key["indent"]) // 2
            path = path[:depth] + [key["key"]]
            value, _, comment = key["rest"].partition("  #")
            value = value.split(" # ")[0] if not comment else value
            column, left = len(line) - len(comment) - 1 if comment else None, len(key["indent"])
            out += [".TP", bold(".".join(path)) + (f": {roff(value.strip(), code=True)}" if value.strip() else "")]
            out += [roff(part) for part in ([comment.strip()] if comment.strip() else []) + waiting] or ["\\&"]
            waiting = []
        elif line.strip().startswith("#"):
            words = line.strip().lstrip("#").strip()
            if column is not None and line.index("#") > left + 8:
                out.append(roff(words))
            else:
                waiting.append(words)
                column = None
    return filled(template, {"KEYS": out})


def filled(template, pieces):
    lines = []
    for line in template.split("\n"):
        name = line.strip("@") if re.fullmatch(r"@[A-Z]+@", line) else None
        lines += [line] if name is None else pieces[name]
    return "\n".join(line for line in lines if line)


def main(kind, page, source, version, date):
    with open(page, encoding="utf-8") as file:
        template = file.read().replace("@VERSION@", version).replace("@DATE@", date)
    with open(source, encoding="utf-8") as file:
        text = file.read()
    made = program(template, json.loads(text)) if kind == "program" else configuration(template, text)
    head, rest = made.split("\n", 1)
    # Neither hyphens nor wide gaps: commands are to be copied.
    print('.\\" -*- coding: UTF-8 -*-', head, ".nr HY 0", ".ad l", rest, sep="\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
