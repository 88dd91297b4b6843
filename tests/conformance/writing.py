"""How a kubeconfig is written down: as block YAML or JSON, with the variety of YAML, and with slips of the hand."""
import json
import random


class Raw(str):
    """YAML that is written as it is."""


class Again(str):
    """A key that may stand twice in a mapping."""

    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other


def emit(value, indent: int = 0) -> str:
    """Block YAML; scalars as JSON writes them, or plain where that means the same."""
    pad = " " * indent
    if isinstance(value, dict) and value:
        lines = []
        for key, inner in value.items():
            nested = isinstance(inner, (dict, list)) and inner
            step = indent + 2 if isinstance(inner, dict) else indent
            lines.append(f"{pad}{key}:\n{emit(inner, step)}" if nested else f"{pad}{key}: {scalar(inner, indent)}\n")
        return "".join(lines)
    if isinstance(value, list) and value:
        return "".join(f"{pad}- {emit(item, indent + 2)[indent + 2:]}" if isinstance(item, dict) and item else f"{pad}- {scalar(item, indent)}\n" for item in value)
    return f"{pad}{scalar(value, indent)}\n"


def scalar(value, indent: int = 0) -> str:
    if value is None:
        return "null"
    if isinstance(value, Raw):
        return value.replace("\n", "\n" + " " * (indent + 2))
    plain = isinstance(value, str) and value.replace("-", "").replace("/", "").replace(".", "").isalnum() and not value[0].isdigit() and value.lower() not in ("true", "false", "yes", "no", "on", "off", "y", "n", "null")
    return value if plain else json.dumps(value, ensure_ascii=False).replace("\\u0000", "\\0")


def vary(rng: random.Random, config: dict) -> None:
    """Writes one or two values of the config in another way that YAML has, most of them without a change of meaning."""
    for _ in range(rng.choice([1, 1, 2])):
        places = list(mappings(config))
        mapping = rng.choice(places)
        if not mapping:
            continue
        key = rng.choice(list(mapping))
        if isinstance(mapping[key], Raw):
            continue
        rng.choice([flow, block_scalar, folded, wrapped, single_quoted, tagged, anchored, merged, doubled])(rng, config, mapping, key)


def mappings(value):
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from mappings(inner)


def inline(value) -> str:
    """Flow YAML."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {inline(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(inline, value)) + "]"
    return scalar(value)


def flow(rng, config, mapping, key):
    mapping[key] = Raw(rng.choice([inline(mapping[key]), inline(mapping[key]).replace(", ", ",\n"), inline(mapping[key]).replace(": ", ":")]))


def lines_of(rng, text: str) -> str:
    size = rng.choice([20, 64, 76])
    return "\n".join(text[start : start + size] for start in range(0, len(text), size))


def block_scalar(rng, config, mapping, key):
    if isinstance(mapping[key], str):
        mapping[key] = Raw(rng.choice(["|", "|-", "|+", "|2"]) + "\n" + rng.choice([mapping[key], lines_of(rng, mapping[key])]))


def folded(rng, config, mapping, key):
    if isinstance(mapping[key], str):
        mapping[key] = Raw(rng.choice([">", ">-", ">+"]) + "\n" + rng.choice([mapping[key], lines_of(rng, mapping[key])]))


def wrapped(rng, config, mapping, key):
    if isinstance(mapping[key], str) and mapping[key]:
        text = lines_of(rng, mapping[key])
        mapping[key] = Raw(rng.choice([text, f'"{text}"', f"'{text}'", '"' + text.replace("\n", "\\\n") + '"']))


def single_quoted(rng, config, mapping, key):
    mapping[key] = Raw("'" + str(mapping[key]).replace("'", "''") + "'")


def tagged(rng, config, mapping, key):
    tag = rng.choice(["!!str", "!!binary", "!!int", "!!bool", "!!null", "!!map", "!!seq", "!custom", "!!float", "!"])
    mapping[key] = Raw(f"{tag} {inline(mapping[key])}")


def anchored(rng, config, mapping, key):
    """The value moves to the top, behind an anchor."""
    value, mapping[key] = mapping[key], Raw(rng.choice(["*a", "*a", "*a", "*b"]))
    rest = dict(config)
    config.clear()
    config["x-anchor"] = Raw(f"&a {inline(value)}")
    config.update(rest)


def merged(rng, config, mapping, key):
    """The mapping gets some of its keys through `<<`."""
    rest = dict(config)
    base = {key: mapping.pop(key)} if rng.random() < 0.7 else {key: rng.choice(["", None, "x", 1])}
    if mapping is config:
        rest.pop(key, None)
    mapping["<<"] = Raw(rng.choice(["*m", "*m", "[*m]", "[*m, {}]", "*n", "null", inline(base)]))
    if mapping is not config:
        config.clear()
        config["x-base"] = Raw(f"&m {inline(base)}")
        config.update(rest)


def doubled(rng, config, mapping, key):
    """The key stands twice."""
    mapping[Again(key)] = rng.choice([mapping[key], None, "", "other", 1, {}])


def spoil(rng: random.Random, text: str) -> bytes:
    """One slip of the hand in the text itself."""
    lines = text.split("\n")
    at = rng.randrange(len(lines))
    slip = rng.randrange(12)
    if slip == 0:
        lines[at] = "\t" + lines[at]
    elif slip == 1:
        lines[at] = " " + lines[at]
    elif slip == 2:
        lines[at] = lines[at][1:]
    elif slip == 3:
        lines.insert(at, lines[at])
    elif slip == 4:
        del lines[at]
    elif slip == 5:
        lines.insert(at, rng.choice(["---", "...", "# comment", "", "x: &a 1", "<<<<<<< HEAD", "key without colon", "- item"]))
    elif slip == 6:
        lines[at] = lines[at].replace(": ", ":", 1)
    elif slip == 7:
        lines[at] = lines[at].replace('"', "", 1)
    elif slip == 8:
        lines[at] += rng.choice([" # comment", "\t", " ", ":", ' "', " {", " ]", "\u00a0", "\x07"])
    elif slip == 9:
        return "\n".join(lines).encode("utf-16" if rng.random() < 0.5 else "utf-8-sig")
    elif slip == 10:
        return "\r\n".join(lines).encode()
    else:
        return "\n".join(lines).encode()[: rng.randrange(len(text) + 1)]
    return "\n".join(lines).encode("utf-8", "surrogatepass")
