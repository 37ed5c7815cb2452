#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# criteria list, show, import: exit codes, all or nothing, versions.
. tests/cli_world.sh

run "without a store" 3 "$H" criteria list
run "init" 0 "$H" init --commune 15664 --name "Xã Triệu Sơn" --province 38
run "the shipped sets" 0 "$H" criteria list
[ "$(wc -l <"$tmp/out")" = 8 ] && ok "eight of them" || not_ok "eight sets"
has "with their status" "GDHT-NHAP-2026	1	Gia đình học tập	mẫu nháp	chưa áp dụng"
run "as JSON" 0 "$H" criteria list --json
has "fixed words" '"code":"CDXA-TT25","version":"1","title":"commune","status":"partial","method":"checklist","counts_years":4,"adopted_from":null'
run "one set" 0 "$H" criteria show GDHT-NHAP-2026
has "says that it is a draft" "MẪU NHÁP: phải thay bằng văn bản chính thức."
run "an unknown set" 3 "$H" criteria show KHONG-CO
run "a file that is not there" 3 "$H" criteria import "$tmp/no.json"
run "usage" 2 "$H" criteria import
"$H" criteria show CDHT-2022 --json | sed 's/"version": "1"/"version": "2"/' >"$tmp/set.json"
run "dry run" 0 "$H" criteria import --dry-run "$tmp/set.json"
has "says what it would do" "chưa ghi gì: 1 bộ mới"
run "and has written nothing" 3 "$H" criteria show CDHT-2022 --version 2
run "import" 0 "$H" criteria import "$tmp/set.json"
run "the new version is there" 0 "$H" criteria show CDHT-2022 --version 2
run "and the old one" 0 "$H" criteria show CDHT-2022 --version 1
run "again" 0 "$H" criteria import "$tmp/set.json"
has "changes nothing" "Đã nhập 0 bộ mới; 1 bộ đã có"
sed 's/"max": 10,/"max": 11,/' "$tmp/set.json" >"$tmp/bad.json"
run "a sum that is not the total" 1 "$H" criteria import "$tmp/bad.json"
has "says so" "Bộ CDHT-2022: các điểm tối đa (max) cộng lại là 110, không bằng total 100;"
has "and that nothing was imported" "Chưa nhập gì: tệp có"
echo '{"sets": [' >"$tmp/cut.json"
run "a file that is cut off" 1 "$H" criteria import "$tmp/cut.json"
has "names the line" "Tệp dừng giữa chừng ở dòng 2"
run "from stdin" 0 sh -c '"$1" criteria show DVHT-TT24 --json | "$1" criteria import -' sh "$H"
run "in English" 0 "$H" --lang en criteria list
has "English words" "not adopted"
exit $failed
