#!/usr/bin/env python3
"""Writes kubeconfigs made from given ones by slips of the hand, for compare.py.

usage: mutate.py FOLDER SEED COUNT SOURCE...

A SOURCE is a kubeconfig, a folder of them, or a list of labelled cases (`*.jsonl.gz`), which are written out as they are. Every file is
FOLDER/NNNNN/kubeconfig. What the sources name beside them is not there, and no program that they name is found.
"""
import base64
import gzip
import json
import os
import random
import re
import sys

PROGRAMS = re.compile(r"/(usr|s?bin|opt|home|root|work|tmp|proc|etc)\b")
VALUES = ["", "null", "~", "true", "no", "1", "0x1F", "1.5", "[]", "{}", "[a]", "{a: b}", "''", '""', "|", ">-", "*a", "&a", "!!str 1", "!!binary YQ==", "<<", "- a", "@", "`", "%", "? a", "2024-01-01", "\u00e4", ".inf", "a: b", "a #b"]


def slip(rng: random.Random, lines: list[str]) -> None:
    """One change to the lines, in place."""
    at, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    line = lines[at]
    key, colon, value = line.partition(":")
    change = rng.randrange(18)
    if change == 0:
        del lines[at]
    elif change == 1:
        lines.insert(other, line)
    elif change == 2:
        lines[at] = " " * rng.choice([1, 2, 4]) + line
    elif change == 3:
        lines[at] = line[rng.choice([1, 2]) :]
    elif change == 4:
        lines[at], lines[other] = lines[other], line
    elif change == 5 and colon:
        other_key, other_colon, other_value = lines[other].partition(":")
        if other_colon:
            lines[at], lines[other] = key + colon + other_value, other_key + other_colon + value
    elif change == 6 and line:
        place = rng.randrange(len(line))
        lines[at] = line[:place] + rng.choice("aZ09 :-#\"'{}[],&*!|>%@`\\\t/=+~?_.\u00e9\u00a0\x00\x07\x7f\ufeff\u2028\u0085") + line[place + rng.choice([0, 1]) :]
    elif change == 7 and line:
        place = rng.randrange(len(line))
        lines[at] = line[:place] + line[place + 1 :]
    elif change == 8 and line:
        lines[at] = line[: rng.randrange(len(line))]
    elif change == 9 and colon:
        lines[at] = f'{key}: "{value.strip()}"'
    elif change == 10:
        lines[at] = line.replace('"', "").replace("'", "")
    elif change == 11 and colon:
        lines[at] = f"{key}: {rng.choice(VALUES)}"
    elif change == 12 and colon:
        lines[at] = rng.choice([key.upper(), key.replace("-", "_"), key + "s", f'"{key.strip()}"', key[:-1]]) + colon + value
    elif change == 13:
        del lines[at : at + rng.randrange(1, 6)]
    elif change == 14:
        block = lines[at : at + rng.randrange(1, 8)]
        lines[other:other] = block
    elif change == 15:
        del lines[at + 1 :]
    elif change == 16 and colon and len(value) > 80:
        place = rng.randrange(1, len(value))
        lines[at : at + 1] = [f"{key}: {rng.choice(['', '|', '>-'])}" if rng.random() < 0.5 else key + colon + value[:place], " " * 8 + value[place:].strip()]
    else:
        lines.insert(at, rng.choice(["---", "...", "# comment", "", "  ", "\t", "- a", "a:", "{", "}", "<<: {a: b}", "x: &a {b: c}", "? a", "%YAML 1.2", "kind: Config", "apiVersion: v1"]))


def mutate(rng: random.Random, text: str) -> bytes:
    lines = PROGRAMS.sub(r"/nonexistent/\1", text).split("\n")
    for _ in range(rng.choice([1, 1, 1, 2, 3])):
        if lines:
            slip(rng, lines)
    data = rng.choice(["\n"] * 9 + ["\r\n"]).join(lines).encode("utf-8", "surrogateescape")
    return data if rng.random() < 0.97 else data.decode("utf-8", "replace").encode(rng.choice(["utf-16", "utf-16-be", "utf-8-sig", "latin-1"]), "replace")


def main() -> None:
    folder, seed, count, sources = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:]
    rng, texts, labelled = random.Random(seed), [], []
    for source in sources:
        if source.endswith(".jsonl.gz"):
            with gzip.open(source, "rt") as cases:
                labelled += [base64.b64decode(json.loads(case)["b64"]) for case in cases]
            continue
        found = sorted(os.path.join(inner, name) for inner, _, names in os.walk(source) for name in names)
        for path in found or [source]:
            with open(path, encoding="utf-8", errors="surrogateescape", newline="") as file:
                texts.append(file.read())
    made = labelled + ([mutate(rng, rng.choice(texts)) for _ in range(count)] if texts else [])
    for number, data in enumerate(made):
        here = os.path.join(folder, f"{number:05}")
        os.makedirs(here, exist_ok=True)
        with open(os.path.join(here, "kubeconfig"), "wb") as file:
            file.write(data)
    print(len(made), "kubeconfigs")


if __name__ == "__main__":
    main()
