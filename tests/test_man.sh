#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The manual page has every command, option, kind of record, report and key, in both languages, and is
# installed. What there is, is asked from the program itself.
BUILD=${BUILD:-build}
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
failed=0
ok() { echo "ok - $1"; }
no() { echo "not ok - $1"; failed=1; }
hoctap=$BUILD/hoctap
for lang in vi en; do
    page=$BUILD/hoctap.$lang.1
    [ -s "$page" ] || { no "$page"; continue; }
    # as a reader sees it: without fonts, hyphens as they are
    sed 's/\\f[BIR]//g; s/\\-/-/g; s/\\(ti/~/g; s/\\&//g' "$page" >"$tmp/text"
    missing=
    "$hoctap" --lang "$lang" --help | LC_ALL=C sed -n 's/^  \([a-z][a-z]*\( [a-z][a-z]*\)\{0,1\}\) .*/\1/p' >"$tmp/commands"
    [ "$(wc -l <"$tmp/commands")" -ge 20 ] || no "$lang: the help names no commands"
    while read -r command; do
        grep -q "^\.SS \"$command[ \"]" "$tmp/text" || missing="$missing '$command'"
        for o in $("$hoctap" --lang "$lang" $command --help | grep -oE '^ +(-[a-z], )?--[a-z-]+' | grep -oE -- '--[a-z-]+'); do
            grep -qE -- "(^|, )$o( |\$)" "$tmp/text" || missing="$missing $command:$o"
        done
    done <"$tmp/commands"
    for kind in $("$hoctap" list --help | sed -n '/^Các loại:/,$s/^  \([a-z0-9]*\) .*/\1/p'); do
        grep -qx "$kind" "$tmp/text" || missing="$missing $kind"
    done
    # the keys, from README's table, which test_keys compares with the program's
    sed -n '/^| phím /,/^$/p' README.md | sed '1,2d' | cut -d'|' -f2,3 >"$tmp/keys"
    [ "$(wc -l <"$tmp/keys")" -ge 18 ] || no "README has no table of keys"
    while IFS='|' read -r key twins; do
        key=$(echo $key) twins=$(echo $twins)
        [ -z "$key" ] || grep -qF -- "$key${twins:+, $twins}" "$tmp/text" || missing="$missing '$key, $twins'"
    done <"$tmp/keys"
    if [ -z "$missing" ]; then ok "$lang: every command, option, kind and key"; else no "$lang: missing$missing"; fi
    if command -v groff >/dev/null 2>&1; then
        LC_ALL=C.UTF-8 groff -k -man -ww -Tutf8 "$page" 2>"$tmp/warnings" >/dev/null
        grep -v "can't break line\|cannot break line\|cannot adjust line" "$tmp/warnings" | grep -q . && { no "$lang: groff"; head -5 "$tmp/warnings"; }
    fi
done
grep -q 'Exit\|exit' "$BUILD/hoctap.en.1" && ok "the English page is English" || no "the English page is not English"
if ${MAKE:-make} -s install DESTDIR="$tmp/root" PREFIX=/usr BUILD="$BUILD" >"$tmp/log" 2>&1; then
    for f in bin/hoctap libexec/hoctap/hoctap-file share/man/man1/hoctap.1 share/man/vi/man1/hoctap.1 share/locale/en/LC_MESSAGES/hoctap.mo; do
        [ -s "$tmp/root/usr/$f" ] || no "make install does not install $f"
    done
    ok "make install"
else
    no "make install"
    cat "$tmp/log"
fi
exit $failed
