#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Plays every tests/story/*.story (see tests/story/story.c), four at a time: they mostly wait.
# UPDATE=1 rewrites their pictures. STORY=name plays one. Then: is the gallery's table complete?
player=${BUILD:-build}/tests/story/story
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
failed=0 running=0
for s in tests/story/${STORY:-*}.story; do
    log=$tmp/$(basename "$s")
    { "$player" "$s" >"$log" 2>&1 || echo failed >>"$tmp/failed"; } &
    running=$((running + 1))
    [ $((running % 4)) = 0 ] && wait
done
wait
for log in $(grep -Lr '^not ok' "$tmp") $(grep -lr '^not ok' "$tmp"); do cat "$log"; done # what failed comes last
[ -s "$tmp/failed" ] && failed=1
table=tests/story/README.md
for f in tests/story/*.story tests/story/*.txt; do
    grep -q "($(basename "$f"))" $table ||
        { echo "not ok - $(basename "$f") has no line in $table: say in one line what it shows"; failed=1; }
done
for f in $(sed -n 's/.*](\([a-z0-9_]*\.[a-z]*\)).*/\1/p' $table); do
    [ -f "tests/story/$f" ] || { echo "not ok - $table names $f, which does not exist"; failed=1; }
done
[ "$failed" = 0 ] && echo "ok - every picture and story has its line in $table"
exit $failed
