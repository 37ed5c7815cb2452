#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The English catalogue has every string of the sources, translated, and none that is gone.
# After new strings: `make po`, then translate what is empty in locale/po/en.po.
po=locale/po/en.po
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
failed=0
if ! command -v xgettext >/dev/null; then
    echo "not ok - xgettext is missing: install the package gettext"
    exit 1
fi
check() { # NAME: what the last command wrote to $tmp/found is wrong
    if [ -s "$tmp/found" ]; then
        failed=1
        echo "not ok - $1 (make po)"
        head -n 12 "$tmp/found"
    else
        echo "ok - $1"
    fi
}
msgids() { # FILE: one msgid a line, sorted
    msgcat --no-wrap "$1" | awk '
        /^msgid / { id = substr($0, 7); on = 1; next }
        /^msgstr/ { if (on) print id; on = 0; next }
        on { id = id $0 }' | LC_ALL=C sort
}
sh tests/po.sh template "$tmp/pot" >"$tmp/found" 2>&1
check "the strings of the sources can be read"
msgids "$tmp/pot" >"$tmp/sources"
msgattrib --no-obsolete "$po" >"$tmp/live.po"
msgids "$tmp/live.po" >"$tmp/catalogue"
[ "$(wc -l <"$tmp/sources")" -gt 100 ] || echo "few strings" >"$tmp/found"
check "there are strings"
LC_ALL=C comm -23 "$tmp/sources" "$tmp/catalogue" >"$tmp/found"
check "none is missing in $po"
LC_ALL=C comm -13 "$tmp/sources" "$tmp/catalogue" >"$tmp/found"
check "none is obsolete in $po"
msgattrib --untranslated "$po" >"$tmp/found"
check "none is untranslated"
msgattrib --only-fuzzy "$po" >"$tmp/found"
check "none is fuzzy"
msgfmt -c -o /dev/null "$po" >"$tmp/found" 2>&1 && : >"$tmp/found"
check "formats agree"
exit $failed
