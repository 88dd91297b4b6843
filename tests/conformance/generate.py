#!/usr/bin/env python3
"""Writes random kubeconfigs, composed of features and faults, for compare.py and compare_clients.py.

usage: generate.py FOLDER SEED COUNT [--settled] [--portable] [--lists]

Every file is FOLDER/NNNNN/kubeconfig, with the files it names beside it. The same seed gives the same files, but for the credentials,
which are made anew with openssl. `--settled` leaves out the faults whose outcome depends on the bytes of those;
`--portable` adds faults that matter to clients other than kubectl; with `--lists` every folder holds two or three files for KUBECONFIG,
of which the second lies in a folder of its own (lists.py). Servers are on the loopback of a namespace without a network: nothing
can be reached.
"""
import json
import os
import random
import sys

from case import Case
from credentials import Credentials
from faults import FAULTS, flipped_bytes
from lists import LIST, split
from portable import OTHERS
from writing import emit, spoil, vary


def compose(rng: random.Random, credentials: Credentials, faults: list) -> tuple[bytes, dict]:
    """The text of a kubeconfig, and the files beside it."""
    case = Case(rng, credentials)
    for fault in rng.sample(faults, rng.choice([0, 1, 1, 1, 2, 2, 3])):
        try:
            fault(case)
        except (AttributeError, TypeError, KeyError, IndexError):
            continue  # an earlier fault has replaced what this one would change
    if rng.random() < 0.15:
        text = json.dumps(case.config, indent=rng.choice([None, 1]))
    else:
        if rng.random() < 0.25:
            vary(rng, case.config)
        text = emit(case.config)
    return spoil(rng, text) if rng.random() < 0.15 else text.encode("utf-8", "surrogatepass"), case.files


def compose_list(rng: random.Random, credentials: Credentials, faults: list) -> dict[str, bytes | str | None]:
    """Several files, what lies beside them, and their list."""
    cases = [Case(rng, credentials) for _ in range(rng.choice([2, 2, 3]))]
    for case in cases:
        for fault in rng.sample(faults, rng.choice([0, 0, 1])):
            try:
                fault(case)
            except (AttributeError, TypeError, KeyError, IndexError):
                continue
    names = ["kubeconfig", "more/config", "third", "fourth"]
    configs = split(rng, [case.config for case in cases])
    files = {"more": None, **{name: emit(config).encode("utf-8", "surrogatepass") for name, config in zip(names, configs)}}
    for case in cases:
        for name, content in case.files.items():
            files.setdefault(name, content)
            files.setdefault(f"more/{name}", content)
    return {**files, LIST: ":".join(names[: len(configs)]).encode()}


def write(folder: str, files: dict[str, bytes | str | None]) -> None:
    """Bytes are a file, a text is the target of a link, None is a folder."""
    os.makedirs(folder, exist_ok=True)
    for name, content in files.items():
        path = os.path.join(folder, name)
        if content is None:
            os.makedirs(path, exist_ok=True)
        elif isinstance(content, str):
            if not os.path.lexists(path):
                os.symlink(content, path)
        else:
            with open(path, "wb") as file:
                file.write(content)


def main() -> None:
    folder, seed, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    faults = [fault for fault in FAULTS if fault is not flipped_bytes] if "--settled" in sys.argv[4:] else FAULTS
    # As often as the others, of which there are more.
    faults = faults + OTHERS * (len(faults) // len(OTHERS)) if "--portable" in sys.argv[4:] else faults
    rng, credentials = random.Random(seed), Credentials()
    for number in range(count):
        if "--lists" in sys.argv[4:]:
            write(os.path.join(folder, f"{number:05}"), compose_list(rng, credentials, faults))
            continue
        text, files = compose(rng, credentials, faults)
        write(os.path.join(folder, f"{number:05}"), {"kubeconfig": text, **files})
    print(count, "kubeconfigs")


if __name__ == "__main__":
    main()
