#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs every test program, fuzz corpus and script, as many at a time as there are cores (JOBS=n for
# another number), and ends with one line: N passed, N failed.
# A program prints cmocka's lines; a script (tests/test_*.sh) prints "ok - .." or "not ok - ..".
BUILD=${BUILD:-build}
export BUILD

if [ "$1" = --one ]; then # folder of logs, name: runs one and tells how it went
    dir=$2 name=$3 log=$2/$3.log
    start=$(date +%s)
    case $name in
    *.sh) sh "tests/$name" ;;
    fuzz_*) "$BUILD/fuzz/$name" "tests/fuzz/corpus/${name#fuzz_}" ;;
    *) "$BUILD/tests/$name" ;;
    esac >"$log" 2>&1 </dev/null
    rc=$?
    good=$(grep -acE '^(\[       OK \]|ok )' "$log")
    bad=$(grep -acE '^(\[  FAILED  \] [a-z]|not ok )' "$log")
    none=
    if [ "$rc" != 0 ] && [ "$bad" = 0 ]; then bad=1; fi
    if [ "$rc" = 0 ] && [ "$good" = 0 ]; then bad=1 none="$name: no test ran"; fi
    echo "$good $bad" >"$dir/$name.sum"
    {
        [ -z "$none" ] || echo "$none"
        echo "$name: $good ok, $bad failed, $(($(date +%s) - start)) s"
        if [ "$bad" != 0 ]; then grep -avE '^\[ (RUN|      OK)' "$log" | tail -n 60; fi
    } >"$dir/$name.out"
    cat "$dir/$name.out"
    exit 0
fi

dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
# the long ones first, so that they do not end alone
for t in tests/test_stories.sh tests/test_torture.sh tests/test_ssh.sh tests/test_ssh_people.sh "$BUILD"/tests/test_* "$BUILD"/fuzz/fuzz_* tests/test_*.sh; do
    name=$(basename "$t")
    case $t in
    *.o | *.d) continue ;;
    "$BUILD"/tests/*) [ -f "tests/$name.c" ] || continue ;;
    "$BUILD"/fuzz/*) [ -x "$t" ] && [ -f "tests/fuzz/$name.c" ] || continue ;;
    esac
    [ -f "$t" ] && [ ! -e "$dir/$name.todo" ] && : >"$dir/$name.todo" && echo "$name"
done >"$dir/list"
xargs -n 1 -P "${JOBS:-$(nproc)}" sh tests/run.sh --one "$dir" <"$dir/list"
passed=0 failed=0
while read -r name; do
    read -r good bad <"$dir/$name.sum" || good=0 bad=1
    passed=$((passed + good)) failed=$((failed + bad))
done <"$dir/list"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
