#!/usr/bin/env python3
"""Writes kubeconfigs whose names and paths try to speak to a log, a page or a parser: hostile.py FOLDER"""
import json
import os
import sys

NAMES = ["##[error]x", "##vso[task.complete result=Failed;]x", "::error::x", "]]></failure><x>", "a|b", "`code`", "%0A::error::x", "<script>alert(1)</script>", "a,b;c:d]e", "\x1b[31mred", "\u202eabc",
    "*bold* _em_ ~~s~~", "![i](http://x/y.png)", "[a](javascript:x)", "&amp;&lt;", "x\ny", "'\"", "@team", "https://evil.test", "www.evil.test", "a=b;c", "-->", "x\r::error::y", "title=x,line=3::z",
    "nobody@evil.test", "@octo/team", "octo/repo#1", "#123", "GH-123", "0123456789abcdef0123456789abcdef01234567"]  # fmt: skip


def main() -> None:
    for number, name in enumerate(NAMES):
        folder = os.path.join(sys.argv[1], f"{number:02} {name.replace('/', '_')}")
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, name.replace("/", "_") + ".yaml"), "w") as file:
            json.dump(kubeconfig(name), file, indent=1)
    print(len(NAMES), "kubeconfigs")


def kubeconfig(name: str) -> dict:
    return {
        "apiVersion": "v1",
        "kind": "Config",
        "current-context": name,
        "clusters": [{"name": name, "cluster": {"server": "http://h", "insecure-skip-tls-verify": True}}],
        "contexts": [{"name": name, "context": {"cluster": f"{name}x", "user": name, "namespace": name}}],
        "users": [{"name": name, "user": {"exec": {"command": name, "apiVersion": "v1"}}}],
    }


if __name__ == "__main__":
    main()
