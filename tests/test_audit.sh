#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The audit trail and erasing from the command line: heads, a record's history, branches of merges.
. tests/cli_world.sh
cd "$tmp" || exit 1

run "init" 0 "$H" init --commune 15664 --name "Xã Triệu Sơn" --province 38
printf 'Mã thôn,Tên thôn\n15664001,Thôn 1\n' >thon.csv
run "a hamlet" 0 "$H" import hamlet thon.csv
printf 'Thôn,Chủ hộ,Điện thoại,Ngày đồng ý cho ghi điện thoại,ĐK GĐHT 2025,CN GĐHT 2025\nThôn 1,Phùng Văn Tuấn,0912345612,1/2/2026,x,x\nThôn 1,Lê Thị Hoa,,,x,\n' >ho.csv
run "two families" 0 "$H" import household ho.csv
"$H" export household --format json >ho.json
id=$(sed -n 's/^\[*{"id":"\([0-9a-f]*\)".*Phùng Văn Tuấn.*/\1/p' ho.json)
[ ${#id} = 16 ] && ok "an id" || not_ok "an id: $id"

# ---- heads ----
run "the head" 0 "$H" audit --head
head=$(cut -f1 out)
[ ${#head} = 64 ] && ok "of 64 digits" || not_ok "head $head"
printf 'Thôn,Chủ hộ,Điện thoại,Ngày đồng ý cho ghi điện thoại,Số nhân khẩu\nThôn 1,Phùng Văn Tuấn,0987654399,1/2/2026,5\n' >sua.csv
run "a change" 0 "$H" import household sua.csv --update
run "the head of before is contained" 0 "$H" audit --contains "$head"
has "with what came since" "thêm 1 mục"
run "so are its first twelve digits" 0 "$H" audit --contains "$(echo "$head" | cut -c1-12)"
run "in capitals too" 0 "$H" audit --contains "$(echo "$head" | cut -c1-12 | tr a-f A-F)"
run "another is not" 1 "$H" audit --contains 00112233445566778899
has "and what to do is said" "đọc lại mã"
run "too short" 2 "$H" audit --contains 0011
run "no digits" 2 "$H" audit --contains "xin chào các bác"
run "verify" 0 "$H" audit --verify

# ---- a record's history ----
run "the history of a record" 0 "$H" audit --record "$id"
has "who changed what" "import	size	"
has "a number needs consent: masked" "phone	09.. ..12	09.. ..99"
hasnt "never whole" 0912345612
run "a record that is not there" 3 "$H" audit --record 00000000000000ff
run "no id" 2 "$H" audit --record 27
run "explain tells no telephone number" 0 "$H" explain --title family --state recognised --year 2025 --json
has "of whom it counts" "Phùng Văn Tuấn"
hasnt "nor in part" "098765"

# ---- a merge is a branch, a restore a first entry ----
run "a copy" 0 "$H" backup "$tmp/copy"
run "elsewhere" 0 "$H" --db "$tmp/there" restore "$tmp/copy"
run "the head there contains ours" 0 "$H" --db "$tmp/there" audit --contains "$head"
printf 'Thôn,Chủ hộ\nThôn 1,Người Ở Kia\n' >kia.csv
run "work there" 0 "$H" --db "$tmp/there" import household kia.csv
there=$("$H" --db "$tmp/there" audit --head | cut -f1)
run "brought back" 0 "$H" --db "$tmp/there" backup "$tmp/back"
run "not yet known here" 1 "$H" audit --contains "$there"
run "merged" 0 "$H" restore --merge "$tmp/back"
run "verify after a merge" 0 "$H" audit --verify
grep -q "^merge	.* head $(echo "$there" | cut -c1-16)" out && ok "names the other head" || not_ok "names the other head"
run "their head is contained as a branch" 0 "$H" audit --contains "$there"
has "said so" "máy khác"
run "verify there" 0 "$H" --db "$tmp/there" audit --verify
grep -q "^restore	" out && ok "the restore is named" || not_ok "the restore is named"

# ---- erasing ----
"$H" progress --year 2025 --format json >before.json
run "without a reason" 2 "$H" erase "$id"
run "no id" 2 "$H" erase 27 --reason "gia đình yêu cầu"
run "nobody" 3 "$H" erase 00000000000000ff --reason "gia đình yêu cầu"
run "erase" 0 "$H" erase "$id" --reason "gia đình yêu cầu"
has "what was done" "Đã xóa thông tin"
"$H" progress --year 2025 --format json >after.json
cmp -s before.json after.json && ok "the figures are the same" || not_ok "figures differ"
run "the list" 0 "$H" list household
has "has no name" "(đã xóa thông tin)"
hasnt "not the old one" "Phùng"
run "the chain holds" 0 "$H" audit --verify
run "check" 0 "$H" check
run "twice" 3 "$H" erase "$id" --reason "gia đình yêu cầu"
run "a new copy" 0 "$H" backup "$tmp/copy2"
run "an old one beside it" 0 "$H" --db "$tmp/again" restore "$tmp/copy"
run "has nobody" 0 "$H" --db "$tmp/again" export household
hasnt "not the name" "Phùng"
mkdir usb && mv copy usb/
run "a list that is named" 0 "$H" --db "$tmp/usbdb" restore usb/copy --erased erased.list
run "does the same" 0 "$H" --db "$tmp/usbdb" export household
hasnt "not the name there" "Phùng"
exit $failed
