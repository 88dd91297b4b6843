#!/usr/bin/env python3
"""Looks in SARIF logs for what neither the schema nor Microsoft's validator looks at: limits.py LOG...

The limits are those that GitHub and GitLab write down for what they take; beyond them, they cut or drop without a word.
"""
import json
import os
import re
import sys
import urllib.parse

LEVELS = {"error", "warning", "note"}
# Bytes of a log; results, tags of a rule, characters of texts.
SIZE, RESULTS, TAGS, NAME, SHORT, FULL, MESSAGE, URI = 10_000_000, 5_000, 10, 255, 1_024, 1_024, 2_048, 2_048
# A link in a message, whose brackets are not escaped.
LINK = re.compile(r"(?<!\\)\]\((\d+)\)")
BASE = re.compile(r"%SRCROOT%|HOME|PWD(_UP_\d+)?")


def main() -> int:
    for path in sys.argv[1:]:
        assert os.path.getsize(path) < SIZE, path
        with open(path) as file:
            (run,) = json.load(file)["runs"]
        driver = run["tool"]["driver"]
        rules(driver["rules"])
        assert run["columnKind"] == "utf16CodeUnits" and "versionControlProvenance" not in run
        assert all(set(base) == {"description"} for base in run["originalUriBaseIds"].values()), "a path of the machine"
        assert not {"commandLine", "arguments", "machine", "account", "environmentVariables"} & set(run["invocations"][0])
        assert len(run["results"]) <= RESULTS
        fingerprints = set()
        for found in run["results"]:
            result(found, run, driver["rules"])
            fingerprints.add(found["partialFingerprints"]["kubeconfigFindingHash/v1"])
        assert len(fingerprints) == len(run["results"]), "two results with one fingerprint"
        print(f"{path}: {len(run['results'])} results within the limits")
    return 0


def rules(descriptors: list) -> None:
    ids = [rule["id"] for rule in descriptors]
    assert ids == sorted(set(ids)) and len(ids) >= 170, len(ids)
    for rule in descriptors:
        properties = rule["properties"]
        assert rule["name"] != rule["id"] and len(rule["name"]) <= NAME, rule["name"]
        assert len(rule["shortDescription"]["text"]) <= SHORT and len(rule["fullDescription"]["text"]) <= FULL, rule["id"]
        assert rule["help"]["text"] and rule["help"]["markdown"] and len(rule["helpUri"]) <= URI, rule["id"]
        assert rule["helpUri"].endswith(f"/rules/{rule['id']}.md"), rule["helpUri"]
        assert len(properties["tags"]) <= TAGS and properties["problem.severity"] in {"error", "warning", "recommendation"}, rule["id"]
        if "security-severity" in properties:
            assert isinstance(properties["security-severity"], str) and 0 < float(properties["security-severity"]) <= 10, rule["id"]
            assert "security" in properties["tags"], rule["id"]


def result(found: dict, run: dict, descriptors: list) -> None:
    assert not {"rank", "codeFlows"} & set(found) and found["kind"] == "fail" and found["level"] in LEVELS, found
    assert descriptors[found["ruleIndex"]]["id"] == found["ruleId"]
    message = found["message"]
    assert len(message["text"]) <= MESSAGE and "markdown" not in message, message
    template = descriptors[found["ruleIndex"]]["messageStrings"][message["id"]]["text"]
    assert template.endswith("."), template
    related = found.get("relatedLocations", [])
    links = {int(link) for link in LINK.findall(message["text"])}
    assert links <= {location["id"] for location in related} and len(found["locations"]) == 1, message
    assert all(location["message"]["text"] for location in related)
    prints = found["partialFingerprints"]
    assert re.fullmatch(r"[0-9a-f]{1,16}:\d+", prints["primaryLocationLineHash"]), prints
    assert re.fullmatch(r"[0-9a-f]{16}", prints["kubeconfigFindingHash/v1"]), prints
    for location in found["locations"] + related:
        place(location["physicalLocation"], run)


def place(location: dict, run: dict) -> None:
    artifact, region = location["artifactLocation"], location["region"]
    uri = artifact["uri"]
    assert len(uri) <= URI or len(urllib.parse.unquote(uri)) > 500, uri
    assert run["artifacts"][artifact["index"]]["location"]["uri"] == uri
    if "uriBaseId" in artifact:
        assert BASE.fullmatch(artifact["uriBaseId"]) and artifact["uriBaseId"] in run["originalUriBaseIds"], artifact
        assert not urllib.parse.urlsplit(uri).scheme and not uri.startswith("/"), uri
    else:
        assert uri.startswith("file:///"), uri
    assert ".." not in uri.split("/") and re.fullmatch(r"[A-Za-z0-9._~/%:-]+", uri), uri
    start, end = (region["startLine"], region["startColumn"]), (region["endLine"], region["endColumn"])
    assert (1, 1) <= start <= end, region


if __name__ == "__main__":
    sys.exit(main())
