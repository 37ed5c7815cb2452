#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The example of locale/README.md compiles against the library alone and prints what it says there.
BUILD=${BUILD:-build}
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
block() { awk -v kind="$1" '$0 == "```" { on = 0 } on { print } $0 == "```" kind { on = 1 }' locale/README.md; }
block c >"$tmp/example.c"
block text >"$tmp/expected"
[ -s "$tmp/example.c" ] && [ -s "$tmp/expected" ] || { echo "not ok - no example in locale/README.md"; exit 1; }
case $BUILD in *san) flags="-fsanitize=address,undefined" ;; *) flags= ;; esac
if ! ${CC:-cc} -std=c11 -Wall -Wextra -Werror $flags -I. -o "$tmp/example" "$tmp/example.c" "$BUILD/liblocale.a" \
    >"$tmp/log" 2>&1; then
    echo "not ok - the example does not compile"
    cat "$tmp/log"
    exit 1
fi
echo "ok - the example compiles"
"$tmp/example" >"$tmp/out" 2>&1
if ! cmp -s "$tmp/out" "$tmp/expected"; then
    echo "not ok - the example prints something else"
    diff "$tmp/out" "$tmp/expected"
    exit 1
fi
echo "ok - the example prints what it says"
for h in $(sed -n 's/^| `\([a-z0-9_]*\.h\)`.*/\1/p' locale/README.md); do
    [ -f "locale/$h" ] || { echo "not ok - $h is named and does not exist"; exit 1; }
done
echo "ok - the headers that are named exist"
