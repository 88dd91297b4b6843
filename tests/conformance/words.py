"""kubectl's own words: where do they point, and does a finding foretell them?"""
import re

# What we mask, cut or leave open in the words of a client.
OPEN = re.compile(r"REDACTED|\\\(all\\\ entries,\\\ secrets\\\ included\\\)|DATA\\\+OMITTED|…|\\\\u\\\{[0-9a-f]+\\\}|\\\\\\\\[nrt]")
# The entry of an address: `[name]` behind a list, or an index.
ENTRY = re.compile(r"^(clusters|users|contexts)\[(.*?)\](?:$|\.(?:name|cluster|user|context))")


def foretold(text: str, findings: list[dict]) -> bool:
    """Whether an error says that kubectl stops with these words."""
    return any(
        client["client"] == "kubectl" and client["outcome"] == "refuses" and client["error"] and pattern(client["error"]).search(text)
        for finding in findings
        if finding["severity"] == "error"
        for client in finding["clients"]
    )


def pattern(error: str) -> re.Pattern:
    return re.compile(OPEN.sub(".*", re.escape(error)), re.S)


def keys(address: str) -> str:
    """`users[ci].user.token` without names and indexes: `users.user.token`."""
    return re.sub(r"\[.*?\](?=\.|$|\[)", "", address)


def at_field(match: re.Match, finding: dict) -> bool:
    """Go names fields as `AuthInfo.users.user.token`; a list that is none has no field below."""
    field = match[1].split(".", 1)[-1]
    return keys(finding["address"]).startswith(field) or field.startswith(keys(finding["address"]) or "?")


def at_line(match: re.Match, finding: dict) -> bool:
    """go-yaml counts from 0 in some of its texts and from 1 in others. What is never closed it notices late."""
    return re.search("unexpected end of stream|expected (',' or '[]}]'|':')", match.string) is not None or abs(finding["start"]["line"] - int(match[1])) <= 1


def in_entry(match: re.Match, finding: dict) -> bool:
    """Entries without a name, or with one that may not be shown, go by their number."""
    entry = ENTRY.match(finding["address"])
    return "extensions[" in finding["address"] or bool(entry) and (entry[2] == match[1] or match[1].startswith(entry[2].split("\\", 1)[0].split("…", 1)[0]) or entry[2].isdigit())


def below(*ends: str):
    return lambda match, finding: any(key in finding["address"] for key in ends)


# The first pattern that is found in the text says where a finding must be.
PLACES = [
    (re.compile(r"Go struct field ([\w.-]+) of type"), at_field),
    (re.compile(r"yaml: line (\d+):"), at_line),
    (re.compile(r"duplicate name \"(.*?)\" in list"), in_entry),
    (re.compile(r"context was not found for specified context: "), below("current-context")),
    (re.compile(r"for (\S.*?) due to (?:open|read|stat) "), in_entry),
    (re.compile(r"^error: \[?(?:\w+(?:-\w+)* or \w+(?:-\w+)* must be specified|\w+ must be specified|env variable name must be specified) (?:for|to) (\S+) to use"), in_entry),
    (re.compile(r"more than one authentication method found for (.*?); found"), in_entry),
    (re.compile(r"requesting uid, groups or user-extra for (.*?) without impersonating"), in_entry),
    (re.compile(r"invalid interactiveMode for (.*?): "), in_entry),
    (re.compile(r"for cluster \"(.*?)\""), in_entry),
    (re.compile(r"unable to load root certificates"), below("certificate-authority")),
    (re.compile(r"illegal base64 data at input byte"), below("-data", ".id-token")),
    (re.compile(r"x509: |tls: "), below("client-certificate", "client-key")),
    (re.compile(r"exec plugin: "), below(".exec")),
    (re.compile(r"Must provide|id-token|parsing claims|Auth Provider|auth plugin has been removed"), below(".auth-provider")),
    (re.compile(r"for \"Authorization\"|read empty token"), below(".token")),
    (re.compile(r"for \"Impersonate-"), below(".as")),
]  # fmt: skip


# What kubectl misses in one place may stand, misspelt, in another.
STRAYS = ("structure/misplaced-field", "structure/unknown-field", "structure/duplicate-key")


def misplaced(text: str, findings: list[dict]) -> str | None:
    """What kubectl points at, where no error is."""
    errors = [finding for finding in findings if finding["severity"] == "error"]
    for place, stands_there in PLACES:
        if match := place.search(text):
            return None if any(finding["rule"] in STRAYS or stands_there(match, finding) for finding in errors) else match[0]
    return None
