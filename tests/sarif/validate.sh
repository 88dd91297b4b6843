#!/bin/sh
# Validates SARIF logs as their readers would: validate.sh FILE...
#
# Checks each file against the JSON schema and with Microsoft's validator (the rules for SARIF, GitHub and Azure), looks at
# what these leave out, and prints what they say beyond the notes accepted below. Exits 1 when there is any, 2 when the tools cannot be had.
#
# The tools are installed on the first run, into $SARIF_TOOLS (default: ~/.cache/kubeconfig-lint/sarif-tools).
set -eu

MULTITOOL_VERSION=5.7.0
SCHEMA_CHECK_VERSION=0.39.0

# SARIF2003: no version control data, because a viewer would fetch files from the network for it.
# SARIF2009: ids such as `tls/verify-disabled` instead of `ABC1001`, as CodeQL has them.
# SARIF2011: no surrounding lines, because the file is empty or the finding is about all of it.
# SARIF2013: no embedded files, because they would hold secrets.
# SARIF2014: a message in which nothing varies, such as "the file is empty".
# GHAzDO1019, GHAzDO1020: a category in the form of Azure's Advanced Security, with ids of its build, which GitHub's form rules out.
ACCEPTED='SARIF2003 SARIF2009 SARIF2011 SARIF2013 SARIF2014 GHAzDO1019 GHAzDO1020'

[ $# -gt 0 ] || { echo "usage: $0 FILE..." >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
tools=${SARIF_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/kubeconfig-lint/sarif-tools}
multitool=$tools/node_modules/@microsoft/sarif-multitool-linux
check=$tools/venv/bin/check-jsonschema

attempts() {
    for attempt in 1 2 3 4; do
        "$@" && return
        echo "$0: attempt $attempt failed: $*" >&2
        sleep $((attempt * 5))
    done
    return 1
}

install_tools() {
    mkdir -p "$tools"
    [ -e "$multitool/Sarif.Multitool" ] ||
        attempts npm --prefix "$tools" install --silent --no-audit --no-fund "@microsoft/sarif-multitool-linux@$MULTITOOL_VERSION"
    # Newer versions of npm skip the script of the package that does this.
    chmod u+x "$multitool/Sarif.Multitool"
    [ -x "$check" ] || {
        python3 -m venv "$tools/venv"
        attempts "$tools/venv/bin/pip" install --quiet --disable-pip-version-check "check-jsonschema==$SCHEMA_CHECK_VERSION"
    }
}
install_tools >&2 || { echo "$0: cannot install the validators" >&2; exit 2; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
for file; do
    python3 "$here/limits.py" "$file" || failed=1
    # The validator passes over wrong words such as `"level": "fatal"`; the schema does not.
    "$check" --schemafile "$multitool/sarif-2.1.0.json" "$file" || failed=1
    "$multitool/Sarif.Multitool" validate "$file" --rule-kind "Sarif;Gh;Ado" --level "Error;Warning;Note" \
        --config "$here/no-network.xml" --output "$work/report.sarif" --log ForceOverwrite >"$work/log" 2>&1 ||
        { cat "$work/log"; failed=1; continue; }
    # Its exit code is 0 whatever it finds.
    # shellcheck disable=SC2086
    python3 - "$work/report.sarif" "$file" $ACCEPTED <<'PYTHON' || failed=1
import json, sys

report, name, *accepted = sys.argv[1:]
with open(report, encoding="utf-8-sig") as file:
    results = [result for run in json.load(file)["runs"] for result in run.get("results", [])]
found = [result for result in results if result["ruleId"] not in accepted]
for result in found:
    message = result["message"]
    print(f"{name}: {result['ruleId']} {result.get('level', 'warning')}: {' | '.join(message.get('arguments', [message.get('text', '')]))}")
# Every healthy log gets this note: without it, the validator gave up on the file and said nothing.
if not any(result["ruleId"] == "SARIF2003" for result in results):
    sys.exit(f"{name}: the validator did not read it")
print(f"{name}: {len(found)} complaints")
sys.exit(bool(found))
PYTHON
done
exit $failed
