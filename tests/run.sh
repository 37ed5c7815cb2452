#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs every test program, fuzz corpus and script, and ends with one line: N passed, N failed.
# A program prints cmocka's lines; a script (tests/test_*.sh) prints "ok - .." or "not ok - ..".
BUILD=${BUILD:-build}
export BUILD
log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT
passed=0 failed=0
one() { # name, command...
    name=$1; shift
    start=$(date +%s)
    "$@" >"$log" 2>&1 </dev/null; rc=$?
    good=$(grep -acE '^(\[       OK \]|ok )' "$log")
    bad=$(grep -acE '^(\[  FAILED  \] [a-z]|not ok )' "$log" )
    if [ "$rc" != 0 ] && [ "$bad" = 0 ]; then bad=1; fi
    if [ "$rc" = 0 ] && [ "$good" = 0 ]; then bad=1; echo "$name: no test ran"; fi
    passed=$((passed + good)) failed=$((failed + bad))
    echo "$name: $good ok, $bad failed, $(($(date +%s) - start)) s"
    if [ "$bad" != 0 ]; then grep -avE '^\[ (RUN|      OK)' "$log" | tail -n 60; fi
}
for t in "$BUILD"/tests/test_*; do
    case $t in *.o | *.d) continue ;; esac
    [ -f "tests/$(basename "$t").c" ] && one "$(basename "$t")" "$t"
done
for t in "$BUILD"/fuzz/fuzz_*; do
    [ -x "$t" ] && [ -f "tests/fuzz/$(basename "$t").c" ] && one "$(basename "$t")" "$t" "tests/fuzz/corpus/$(basename "$t" | sed s/fuzz_//)"
done
for t in tests/test_*.sh; do
    [ -f "$t" ] && one "$(basename "$t")" sh "$t"
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
