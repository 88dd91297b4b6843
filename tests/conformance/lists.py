"""Kubeconfigs in several files, as KUBECONFIG lists them.

A folder that holds a file `KUBECONFIG` is one such list: in it the paths stand, relative to the folder, joined by colons.
"""
import os
import random

LIST = "KUBECONFIG"


def paths_of(file: str) -> list[str]:
    """The files of a list; a path alone is a list of one."""
    return file.split(":")


def lists_and_files(files: list[str]) -> list[str]:
    """Whole lists in place of the files that are in them."""
    found = {}
    for file in files:
        folder = os.path.dirname(file)
        index = os.path.join(folder, LIST)
        if os.path.exists(index):
            with open(index, encoding="utf-8") as text:
                found.setdefault(":".join(os.path.join(folder, path) for path in text.read().strip().split(":")))
        else:
            found.setdefault(file)
    return list(found)


def split(rng: random.Random, configs: list[dict]) -> list[dict]:
    """Makes files of a list of whole configurations: with names of their own or the same, or each with a part of what belongs together."""
    for number, config in enumerate(configs[1:], 2):
        if rng.random() < 0.6:
            rename(rng, config, number)
    kind = rng.choice(["whole", "whole", "parts", "no current", "empty"])
    if kind == "parts":
        for config in configs:
            for key in rng.sample(["clusters", "users", "contexts", "current-context"], rng.choice([1, 2])):
                config.pop(key, None)
    elif kind == "no current":
        configs[0].pop("current-context", None)
    elif kind == "empty":
        configs.insert(rng.randrange(len(configs) + 1), rng.choice([{}, {"apiVersion": "v1", "kind": "Config"}, {"current-context": rng.choice(["x", "x2", "nope", ""])}]))
    return configs


def rename(rng: random.Random, config: dict, number: int) -> None:
    try:
        context = config["contexts"][0]["context"]
        for entries, key in [("clusters", "cluster"), ("users", "user")]:
            if rng.random() < 0.7:
                config[entries][0]["name"] = context[key] = f"{key[0]}{number}"
        if rng.random() < 0.8:
            config["contexts"][0]["name"] = config["current-context"] = f"x{number}"
    except (KeyError, IndexError, TypeError, AttributeError):
        pass  # a fault has replaced what would be renamed
