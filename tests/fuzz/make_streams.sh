#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes the streams the corpora of fuzz_stream, fuzz_restore and fuzz_merge begin with, from a small
# invented commune: a full one, a part taken away, the part brought back with a change, a signed one.
# Ids are drawn anew each time, so run it only when the format has changed.
set -e
BUILD=${BUILD:-build}
here=tests/fuzz/corpus
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
h="$BUILD/hoctap"
"$h" --db "$work/xa" init --commune 00001 --name "Xã tưởng tượng" --province P01
printf 'Tên\nThôn 1\nThôn 2\n' >"$work/thon.csv"
printf 'Thôn,Chủ hộ,Số khẩu,ĐK 2025,CN 2025\n1,Lê Thế Tuấn,4,x,x\n1,Mai Thị Phượng,3,x,\n2,Lý Ngọc Hạnh,2,,\n' >"$work/ho.csv"
"$h" --db "$work/xa" import hamlet "$work/thon.csv"
"$h" --db "$work/xa" import household "$work/ho.csv"
"$h" --db "$work/xa" backup "$work/full"
"$h" --db "$work/xa" backup --sign "$work/key" "$work/signed"
"$h" --db "$work/xa" backup --unit 00001001 "$work/part"
"$h" --db "$work/di" restore "$work/part"
printf 'Thôn,Chủ hộ,Số khẩu\n1,Người mới,5\n' >"$work/moi.csv"
"$h" --db "$work/di" import household "$work/moi.csv"
"$h" --db "$work/di" backup "$work/return"
head -c 700 "$work/full" >"$work/cut"
mkdir -p "$here/stream" "$here/restore" "$here/merge"
cp "$work/full" "$here/stream/full"
cp "$work/signed" "$here/stream/full-signed"
cp "$work/part" "$here/stream/part"
cp "$work/return" "$here/stream/return"
cp "$work/cut" "$here/stream/full-cut"
for f in full part return cut; do cp "$work/$f" "$here/restore/$f"; done
for f in full return cut; do cp "$work/$f" "$here/merge/$f"; done
