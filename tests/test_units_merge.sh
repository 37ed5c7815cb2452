#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# units merge: a small map of our own, answers, hamlets. With HOCTAP_UNITS_DIR the full one.
. tests/cli_world.sh
HOCTAP_TODAY=2025-06-15
file() { cat >"$tmp/$1"; }

run "a book of before" 0 "$H" init --scheme pre2025 --commune 15664 --name "Thị trấn Triệu Sơn" --province 38
file com.csv <<'END'
code,name,type,province_code
15664,Xã Triệu Sơn,Xã,38
15667,Xã Thọ Bình,Xã,38
END
file old.csv <<'END'
code,name,type,district_code,province_code
15664,Thị trấn Triệu Sơn,Thị trấn,397,38
15670,Xã Bình Sơn,Xã,397,38
END
run "the new communes" 0 "$H" units import "$tmp/com.csv"
run "the old ones" 0 "$H" units import "$tmp/old.csv"
file ham.csv <<'END'
Mã,Tên
15664001,Tổ dân phố 1
15664002,Tổ dân phố 2
15664003,Tổ dân phố 3
END
file ho.csv <<'END'
Thôn,Chủ hộ,ĐK 2023,CN 2023,ĐK2024,CN2024
15664001,Lê An,x,x,x,
15664001,Lê Bình,x,,x,x
15664002,Lê Cúc,x,x,x,x
15664003,Lê Dung,,,x,x
END
run "hamlets" 0 "$H" import hamlet "$tmp/ham.csv"
run "households" 0 "$H" import household "$tmp/ho.csv"
"$H" progress --year 2024 --format csv | grep -v ,commune, | cut -d, -f1,5-12 >"$tmp/before"

HOCTAP_TODAY=2026-11-22
file map.csv <<'END'
old_commune_code,new_commune_code,partial,kind,sources,correction
15664,15664,1,part,N,
15664,15667,1,part,N,
15670,15667,0,full,N,
END
run "a preview" 1 "$H" units merge "$tmp/map.csv" --dry-run
has "asks hamlet by hamlet" "pre2025:15664001 Tổ dân phố 1: 15664 Xã Triệu Sơn hay 15667 Xã Thọ Bình?"
has "how many" "Còn 3 câu phải trả lời"
run "a preview with a file for the answers" 1 "$H" units merge "$tmp/map.csv" --dry-run --answers "$tmp/answers.csv"
grep -q '^pre2025:15664003,unit,,Tổ dân phố 3,15664 Xã Triệu Sơn | 15667 Xã Thọ Bình' "$tmp/answers.csv" && ok "writes the questions" || not_ok "template"
run "nothing is done while answers are missing" 1 "$H" units merge "$tmp/map.csv" --answers "$tmp/answers.csv"
has "and says so" "Chưa đổi gì: còn 3 câu"
run "the book is as it was" 0 "$H" units show pre2025:15664
hasnt "no successor" "Nay thuộc"
sed -i 's/003,unit,,/003,unit,15667,/; s/,unit,,/,unit,15664,/' "$tmp/answers.csv"
cp "$tmp/answers.csv" "$tmp/kept.csv"
run "a preview with answers" 0 "$H" units merge "$tmp/map.csv" --dry-run --answers "$tmp/answers.csv"
cmp -s "$tmp/answers.csv" "$tmp/kept.csv" && ok "leaves the answers alone" || not_ok "answers"
has "what moves where" "pre2025:15664003 Tổ dân phố 3 → mã mới 15667001, Xã Thọ Bình: 1 hộ, 1 kết quả danh hiệu"
has "the sum" "Cộng: 3 thôn, tổ dân phố, 4 hộ, 7 kết quả danh hiệu"
has "that it is one" "xem thử"
run "the merger" 0 "$H" units merge "$tmp/map.csv" --answers "$tmp/answers.csv"
run "again" 0 "$H" units merge "$tmp/map.csv" --answers "$tmp/answers.csv"
has "changes nothing" "Không có gì phải đổi"
"$H" audit >"$tmp/out" 2>"$tmp/err"
[ "$(grep -c 'regroup' "$tmp/out")" = 1 ] && ok "one audit entry" || not_ok "audit"
run "the store is sound" 0 "$H" check
"$H" progress --unit pre2025:15664 --year 2024 --format csv | grep -v ,commune, | cut -d, -f1,5-12 >"$tmp/out"
cmp -s "$tmp/before" "$tmp/out" && ok "the old total of 2024" || not_ok "the old total of 2024"
run "the new commune in 2024" 0 "$H" progress --year 2024
has "says of which territory" "theo địa giới nay"
run "by hamlet" 0 "$H" progress --year 2025 --by hamlet --format json
has "a new code" '"unit":"15664002","scheme":"2025","name":"Tổ dân phố 2"'
run "a list" 0 "$H" list hamlet
has "bears today's codes" "Tổ dân phố 3  15667001"
run "an export" 0 "$H" export hamlet --format json
has "does too" '{"id":"15667001"'
run "a code of today finds it" 0 "$H" list household --unit 15667001
has "with its people" "Lê Dung"
run "its history" 0 "$H" units show 15667001
has "its first code" "Mã lúc đầu: pre2025:15664003"
has "and since when" "Mã từ ngày 01/07/2025: 15667001"
run "the commune that was split" 0 "$H" units show pre2025:15664
has "its end" "Đến hết ngày: 30/06/2025"
has "what became of it" "15667  Xã Thọ Bình (một phần)"

file hamlets.csv <<'END'
old_hamlet_code,new_hamlet_code,date,partial,new_name
15664001,15664004,1/3/2026,,Thôn Đoàn Kết
15664002,15664004,2026-03-01,0,
END
run "hamlets, a preview in JSON" 0 "$H" units merge "$tmp/hamlets.csv" --dry-run --json
has "who moves" '"what":"joins","unit":"15664001"'
has "is not done" '"dry_run":true,"changed":false'
run "hamlets merge" 0 "$H" units merge "$tmp/hamlets.csv"
run "their people" 0 "$H" list household --unit 15664004
has "are in the new one" "3 hộ"
run "it is made of" 0 "$H" units show 15664004
has "the first" "15664001  Tổ dân phố 1 (toàn bộ)"
file split.csv <<'END'
old_hamlet_code,new_hamlet_code,date,partial,new_name
15664004,15664005,2026-06-01,1,Thôn Mới
END
run "a split asks for every household" 1 "$H" units merge "$tmp/split.csv" --dry-run --answers "$tmp/homes.csv"
grep -q '^15664004,household,2,,Lê Bình,15664005 Thôn Mới | 15664004 Thôn Đoàn Kết' "$tmp/homes.csv" && ok "by name and number" || not_ok "homes"
printf 'number,new_hamlet_code\n1,15664004\n2,15664004\n3,15664005\n' >"$tmp/homes.csv"
run "numbers are enough" 0 "$H" units merge "$tmp/split.csv" --answers "$tmp/homes.csv"
run "who went" 0 "$H" list household --unit 15664005
has "is there" "Lê Cúc"
run "who stayed" 0 "$H" list household --unit 15664004
has "is there too" "2 hộ"
file name.csv <<'END'
old_hamlet_code,new_hamlet_code,date,new_name
15664005,15664005,2026-09-01,Thôn Tân Lập
END
run "a new name" 0 "$H" units merge "$tmp/name.csv"
HOCTAP_TODAY=2026-08-31 "$H" progress --unit 15664005 --year 2026 >"$tmp/out" 2>"$tmp/err"
run "since its day" 0 "$H" progress --unit 15664005
has "it is shown" "Thôn Tân Lập"
run "and before" 0 "$H" units show 15664005
has "it had another" "01/09/2026: Thôn Mới -> Thôn Tân Lập"
"$H" progress --unit pre2025:15664 --year 2024 --format csv | grep -v ,commune, | cut -d, -f1,5-12 >"$tmp/out"
cmp -s "$tmp/before" "$tmp/out" && ok "and 2024 is what it was" || not_ok "2024 at the end"
run "sound at the end" 0 "$H" check
run "the chain holds" 0 "$H" audit --verify

printf 'old_hamlet_code,new_hamlet_code,date\n15664005,15664009,hôm qua\nx,y,2026-01-01\n' >"$tmp/bad.csv"
run "rows that cannot be read" 1 "$H" units merge "$tmp/bad.csv"
has "the line and the column" "bad.csv, dòng 2: cột date phải là một ngày"
has "all of them" "dòng 3: cột old_hamlet_code phải là mã thôn"
printf 'a,b\n1,2\n' >"$tmp/bad.csv"
run "a file that is no map" 1 "$H" units merge "$tmp/bad.csv"
has "says which columns" "old_hamlet_code,new_hamlet_code,date"
run "no such file" 3 "$H" units merge "$tmp/none.csv"
run "no such answers" 3 "$H" units merge "$tmp/map.csv" --answers "$tmp/none.csv"
run "help" 0 "$H" units merge --help

# the lists of three communes that become one, in one book
HOCTAP_DB=$tmp/three
"$H" init --scheme 2025 --commune 15664 --name "Xã Triệu Sơn" --province 38 2>/dev/null
file three.csv <<'END'
Mã,Tên
pre2025:15664001,Tổ dân phố 1
pre2025:15691001,Thôn 1
pre2025:15700001,Thôn 1
END
run "hamlets of other communes, when nothing is known of them" 1 "$H" import hamlet "$tmp/three.csv" --json
has "are refused by name" '"reason":"other-commune"'
file olds.csv <<'END'
code,name,type,district_code,province_code
15664,Thị trấn Triệu Sơn,Thị trấn,397,38
15691,Xã Minh Sơn,Xã,397,38
15700,Xã Dân Lực,Xã,397,38
15670,Xã Bình Sơn,Xã,397,38
END
file becomes.csv <<'END'
old_commune_code,new_commune_code,partial,kind
15664,15664,0,full
15691,15664,0,full
15700,15664,0,full
15670,15667,0,full
END
"$H" units import "$tmp/olds.csv" 2>/dev/null
"$H" units import "$tmp/com.csv" 2>/dev/null
"$H" units import "$tmp/becomes.csv" 2>/dev/null
run "when it is known that they become this one" 0 "$H" import hamlet "$tmp/three.csv"
printf 'Mã,Tên\npre2025:15670001,Thôn 9\n' >"$tmp/else.csv"
run "but not those that become another" 1 "$H" import hamlet "$tmp/else.csv"
file homes3.csv <<'END'
Thôn,Chủ hộ,ĐK 2024,CN 2024
pre2025:15664001,Lê An,x,x
pre2025:15691001,Lê Bình,x,
pre2025:15691001,Lê Cúc,x,x
pre2025:15700001,Lê Dung,x,x
END
run "their households" 0 "$H" import household "$tmp/homes3.csv"
run "the merger of the three" 0 "$H" units merge "$tmp/becomes.csv"
family() { "$H" progress --year 2024 --unit "$1" --format csv | awk -F, '$6 == "family" { print $1, $7, $9, $11, $27 }'; }
{ family pre2025:15664; family pre2025:15691; family pre2025:15700; family 15664; } >"$tmp/out"
printf '%s\n' "15664 1 1 1 " "15691 2 2 1 " "15700 1 1 1 " "15664 4 4 3 present" >"$tmp/want"
cmp -s "$tmp/want" "$tmp/out" && ok "each old total, and their sum" || not_ok "totals of three"
run "sound with three" 0 "$H" check

if [ -d "${HOCTAP_UNITS_DIR:-/none}" ]; then
    HOCTAP_DB=$tmp/full
    "$H" init --scheme pre2025 --commune 15664 --name "Thị trấn Triệu Sơn" --province 38 2>/dev/null
    "$H" import hamlet "$tmp/ham.csv" 2>/dev/null
    "$H" import household "$tmp/ho.csv" 2>/dev/null
    "$H" units import "$HOCTAP_UNITS_DIR/communes_2025.csv" 2>/dev/null
    run "the full map" 0 "$H" units merge "$HOCTAP_UNITS_DIR/mapping_2025.csv"
    has "our three hamlets" "Cộng: 3 thôn"
    run "the full map again" 0 "$H" units merge "$HOCTAP_UNITS_DIR/mapping_2025.csv"
    has "changes nothing" "Không có gì phải đổi"
    run "island districts" 0 "$H" units merge "$HOCTAP_UNITS_DIR/mapping_2025_special.csv"
    run "changes of names" 0 "$H" units merge "$HOCTAP_UNITS_DIR/changes_since_2025.csv"
    run "changes of names again" 0 "$H" units merge "$HOCTAP_UNITS_DIR/changes_since_2025.csv"
    has "change nothing" "Không có gì phải đổi"
    run "a name since April 2026" 0 "$H" units show 25270
    has "its new one" "Phường Lộc Ninh"
    run "sound after the full map" 0 "$H" check
fi
exit $failed
