"""The forms that texts have in files: what YAML makes of a word, and how PEM gets into a field."""
import base64
import re

from credentials import b64

# YAML's words and numbers, where a text is wanted.
WORDS = ["yes", "No", "on", "OFF", "y", "n", "true", "False", "~", "null", "1", "0", "0x1F", "0o17", "017", "1_000", "1.5", "1e3", ".inf", ".nan", "1:30", "2024-01-01", "2024-01-01T00:00:00Z", "'yes'", '"1"', "''", "=", "-", "<<"]


def forms(pem: bytes) -> dict[str, str]:
    """How PEM gets into a `*-data` field, right and wrong."""
    text = b64(pem)
    body = pem.split(b"-----\n", 1)[1].rsplit(b"-----END", 1)[0]
    inside = {
        "good": pem, "crlf": pem.replace(b"\n", b"\r\n"), "text-before": b"text\n" + pem, "text-behind": pem + b"text\n", "twice": pem + pem, "no-line-feed": pem.rstrip(b"\n"), "bom": b"\xef\xbb\xbf" + pem,
        "one-line": pem.replace(b"\n", b" "), "backslash-n": pem.replace(b"\n", b"\\n"), "body": body, "der": base64.b64decode(body), "base64-again": text.encode(), "half": pem[: len(pem) // 2],
        "indented": pem.replace(b"\n", b"\n  "), "utf-16": pem.decode().encode("utf-16"), "header": pem.replace(b"-----\n", b"-----\nA: b\n\n", 1), "space-behind": pem.replace(b"-----\n", b"----- \n"),
        "no-end": pem.rsplit(b"-----END", 1)[0], "blank": b" ", "hello": b"hello", "empty-block": re.sub(rb"(?s)(-----\n).*(-----END)", rb"\1\2", pem), "lines-of-76": re.sub(rb"(?s)(-----\n).*(-----END)", lambda m: m[1] + base64.encodebytes(base64.b64decode(body)) + m[2], pem),
    }  # fmt: skip
    outside = {
        "raw": pem.decode(), "wrapped": base64.encodebytes(pem).decode(), "no-padding": b64(pem + b"\n" * (1 if (len(pem) + 1) % 3 else 2)).rstrip("="), "urlsafe": base64.urlsafe_b64encode(b"\xff\xfe?>>\n" + pem).decode(),
        "space-behind": text + " ", "space-before": " " + text, "space-within": text[:100] + " " + text[100:], "star": text[:100] + "*" + text[101:], "cut": text[:-1], "one-more": text + "A", "equals-more": text + "=", "data-url": "data:;base64," + text,
        "tab": text[:100] + "\t" + text[100:],
    }  # fmt: skip
    return {**{f"pem-{name}": b64(form) for name, form in inside.items()}, **{f"base64-{name}": form for name, form in outside.items()}}
