# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by the scripts that run the program: H is the program, $tmp a folder that goes at the end,
# the store's place and the day are set, nothing of the caller's locale or store is left. A script
# ends with exit $failed.
H=$(cd "${BUILD:-build}" && pwd)/hoctap
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
unset LC_ALL LC_MESSAGES LANG LANGUAGE SSH_ORIGINAL_COMMAND SSH_CONNECTION
HOCTAP_DB=$tmp/db HOCTAP_TODAY=2026-11-22
export HOCTAP_DB HOCTAP_TODAY
failed=0
ok() { echo "ok - $1"; }
not_ok() { failed=1; echo "not ok - $1"; sed 's/^/    /' "$tmp/out" "$tmp/err" 2>/dev/null | head -n 12 | cut -c 1-300; }
run() { # NAME EXIT COMMAND...
    name=$1 want=$2; shift 2
    "$@" >"$tmp/out" 2>"$tmp/err" </dev/null; got=$?
    [ "$got" = "$want" ] && ok "$name" || not_ok "$name: exit $got, not $want"
}
# NAME TEXT: what the last command said has it, has it not
has() { grep -qF -- "$2" "$tmp/out" "$tmp/err" && ok "$1" || not_ok "$1: no '$2'"; }
hasnt() { grep -qF -- "$2" "$tmp/out" "$tmp/err" && not_ok "$1: '$2'" || ok "$1"; }
