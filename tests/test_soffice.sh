#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Every kind of report as .docx and .xlsx, and a list, opened by LibreOffice and turned into .pdf. Skipped where
# LibreOffice is not installed.
BUILD=${BUILD:-build}
command -v soffice >/dev/null 2>&1 || { echo "ok - no soffice here: reports are not opened with it"; exit 0; }
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
H="$BUILD/hoctap --db $dir/db"
$H demo --hamlets 2 --households 12 >/dev/null 2>&1 || echo "not ok - demo"
kinds=$($H report none -o - 2>&1 | sed -n 's/.*: \(.*\)\. .*/\1/p; s/.*: \([a-z0-9 -]*\)\.$/\1/p' | head -n 1)
[ -n "$kinds" ] || echo "not ok - the kinds of reports"
for kind in $kinds; do
    for ending in docx xlsx; do
        $H report "$kind" --format $ending -o "$dir/$kind-$ending.$ending" 2>"$dir/err" || {
            sed 's/^/# /' "$dir/err"
            echo "not ok - report $kind as .$ending"
        }
    done
done
$H export household --format xlsx -o "$dir/list-xlsx.xlsx" || echo "not ok - export as .xlsx"
# one start of it for all of them: it takes seconds
(cd "$dir" && HOME=$dir timeout 100 soffice --headless --convert-to pdf ./*.docx ./*.xlsx >/dev/null 2>&1)
for kind in $kinds; do
    for ending in docx xlsx; do
        if [ "$(head -c 5 "$dir/$kind-$ending.pdf" 2>/dev/null)" = "%PDF-" ]; then
            echo "ok - LibreOffice opens $kind.$ending"
        else
            echo "not ok - LibreOffice opens $kind.$ending"
        fi
    done
done
[ "$(head -c 5 "$dir/list-xlsx.pdf" 2>/dev/null)" = "%PDF-" ] && echo "ok - LibreOffice opens a list" || echo "not ok - LibreOffice opens a list"
