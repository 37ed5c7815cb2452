#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# (The here-documents end in END: dash drops a byte of a line that begins like their last line.)
# units import, list, show: a small official list of our own. With HOCTAP_UNITS_DIR the full ones.
. tests/cli_world.sh
import() { # NAME EXIT COUNTS: the list comes on stdin
    cat >"$tmp/list.csv"
    "$H" units import "$tmp/list.csv" >"$tmp/out" 2>"$tmp/err"; got=$?
    [ "$got" = "$2" ] && ok "$1" || not_ok "$1: exit $got, not $2"
    has "$1: counts" "$3"
}
again() { run "$1" 0 "$H" units import "$tmp/list.csv"; has "$1: counts" "$2"; }

run "init" 0 "$H" init --commune 15664 --name "Xã Triệu Sơn mới" --province 38
run "the commune of the store has a row" 0 "$H" units show 15664
has "its name" "15664  Xã Triệu Sơn mới"
has "its province" "P38  Tỉnh Thanh Hóa"
run "a province is built in" 0 "$H" units show P31
has "Hải Phòng" "Thành phố Hải Phòng"
run "a province before 2025" 0 "$H" units show pre2025:P02
has "Hà Giang" "Tỉnh Hà Giang"
run "an unknown commune" 3 "$H" units show 00004
run "no code" 2 "$H" units show Hanoi
run "provinces of the country" 0 "$H" units list --parent VN
[ "$(wc -l <"$tmp/out")" = 34 ] && ok "34 of them" || not_ok "provinces"
HOCTAP_TODAY=2025-06-30 "$H" units list --parent VN >"$tmp/out" 2>"$tmp/err"
[ "$(wc -l <"$tmp/out")" = 63 ] && ok "63 the day before" || not_ok "63 provinces"

import "communes of 2025" 0 "thêm 2, sửa 1, giữ nguyên 0, từ chối 0" <<'END'
code,name,type,province_code
15664,Xã Triệu Sơn,Xã,38
15667,Xã Thọ Bình,Xã,38
25270,Xã Lộc Ninh,Xã,75
END
again "the same again" "thêm 0, sửa 0, giữ nguyên 3, từ chối 0"
run "the official name" 0 "$H" units show 15664
has "replaces that of init" "15664  Xã Triệu Sơn
" ; hasnt "and init's is gone" "mới"
import "mapping before the old communes" 1 "từ chối 1" <<'END'
old_commune_code,new_commune_code,partial,kind,sources,correction
15691,15664,0,full,N,
END
has "says what to import first" "dòng 2: chưa có xã 15691"
import "districts" 0 "thêm 1" <<'END'
code,name,type,province_code
397,Huyện Triệu Sơn,Huyện,38
END
import "communes before 2025, columns in another order" 0 "thêm 3" <<'END'
name,code,district_code,province_code,type
Thị trấn Triệu Sơn,15664,397,38,Thị trấn
Xã Minh Sơn,15691,397,38,Xã
Xã Bình Sơn,15670,397,38,Xã
END
import "closed codes" 0 "thêm 1" <<'END'
code,name,district_code,district_name,province_code,last_snapshot
15665,Thị trấn Cũ,397,Huyện Triệu Sơn,38,2019-11-01
END
import "mapping" 0 "thêm 4, sửa 0, giữ nguyên 0, từ chối 0" <<'END'
old_commune_code,new_commune_code,partial,kind,sources,correction
15664,15664,0,full,N,
15691,15664,0,full,N,
15670,15664,1,part,N,
15670,15667,1,area_allpop,N,
END
again "mapping again" "thêm 0, sửa 0, giữ nguyên 4, từ chối 0"
import "changes of names" 0 "sửa 2" <<'END'
effective_date,code,level,old_name,new_name,basis
2026-04-30,75,province,Tỉnh Đồng Nai,Thành phố Đồng Nai,30/2026/QH16
2026-04-30,25270,commune,Xã Lộc Ninh,Phường Lộc Ninh,237/NQ-UBTVQH16
END
import "spellings" 0 "sửa 1" <<'END'
code,scheme,name,variant,source
15691,pre2025,Xã Minh Sơn,Xã Minh San,test
END
import "other codes" 0 "sửa 1" <<'END'
code,name,variant_code,where,verdict
15667,Xã Thọ Bình,15999,"here, there",kept
END

run "show after the lists" 0 "$H" units show 15664
has "a predecessor, whole" "pre2025:15691  Xã Minh Sơn (toàn bộ)"
has "a predecessor, in part" "pre2025:15670  Xã Bình Sơn (một phần)"
run "show an old commune" 0 "$H" units show pre2025:15670
has "two successors" "15667  Xã Thọ Bình (một phần diện tích và toàn bộ dân số)"
has "its district" "Huyện: Huyện Triệu Sơn"
has "its last day" "30/06/2025"
run "the same code before and after is two units" 0 "$H" units show pre2025:15664
has "the older one" "Thị trấn Triệu Sơn"
run "JSON" 0 "$H" units show pre2025:15670 --json
has "share in JSON" '{"scheme":"2025","code":"15664","name":"Xã Triệu Sơn","share":"part","kind":"part"}'
has "dates in JSON" '"from":null,"to":"2025-06-30"'
run "a unit that was renamed" 0 "$H" units show 25270
has "bears its new name" "25270  Phường Lộc Ninh"
has "since when" "30/04/2026: Xã Lộc Ninh -> Phường Lộc Ninh"
HOCTAP_TODAY=2026-04-29 "$H" units show 25270 >"$tmp/out" 2>"$tmp/err"
has "the day before it had the old one" "25270  Xã Lộc Ninh"
run "a province that was renamed" 0 "$H" units show P75
has "its new name" "P75  Thành phố Đồng Nai"
run "provinces follow their communes" 0 "$H" units show P38
has "the province of before" "pre2025:P38  Tỉnh Thanh Hóa"
run "another code finds the unit" 0 "$H" units show 15999
has "under its own code" "15667  Xã Thọ Bình"
run "communes of a province" 0 "$H" units list --parent P38
[ "$(cut -f1 "$tmp/out" | tr '\n' ' ')" = "15664 15667 " ] && ok "in order" || not_ok "communes of a province"
run "list of today" 0 "$H" units list --json
hasnt "has no unit that ended" "pre2025"
run "communes of an old province" 0 "$H" units list --parent pre2025:P38
[ "$(wc -l <"$tmp/out")" = 4 ] && ok "with those that ended" || not_ok "old communes"

import "rows that cannot be right" 1 "thêm 1, sửa 0, giữ nguyên 0, từ chối 4" <<'END'
code,name,type,province_code
4,Phường Ba Đình,Phường,01
00008,,Phường,01
00025,Phường Giảng Võ,Phường,1
00030,Phường Nơi Khác,Phường,99

00034,Phường Đúng,Phường,01
END
has "the line of the first" "dòng 2: cột code phải có 5 chữ số"
has "the province" "dòng 5: không có tỉnh mã 99"
printf 'code,name,type,province_code\n00004,Ph\255\352ng Ba \247\327nh,X,01\n' | import "a list that is not UTF-8" 1 "từ chối 1"
has "says how to convert it" "hoctap convert"
printf 'a,b,c\n1,2,3\n' >"$tmp/x.csv"
run "a file that is no list" 1 "$H" units import "$tmp/x.csv"
has "says which columns" "code,name,type,province_code"
run "no such file" 3 "$H" units import "$tmp/none.csv"
: >"$tmp/empty.csv"
"$H" units import "$tmp/empty.csv" >"$tmp/out" 2>"$tmp/err" && not_ok "an empty file" || ok "an empty file is refused"
run "the chain holds" 0 "$H" audit --verify

if [ -d "${HOCTAP_UNITS_DIR:-/none}" ]; then
    HOCTAP_DB=$tmp/full
    "$H" init --commune 15664 --name "Xã Triệu Sơn" --province 38 2>/dev/null
    for f in communes_2025 communes_pre2025 districts_pre2025 communes_closed_before_2025 mapping_2025 changes_since_2025 name_variants; do
        run "full $f" 0 "$H" units import "$HOCTAP_UNITS_DIR/$f.csv"
        run "full $f again" 0 "$H" units import "$HOCTAP_UNITS_DIR/$f.csv"
        has "full $f: nothing new" "thêm 0, sửa 0"
    done
    run "full list" 0 "$H" units list
    [ "$(wc -l <"$tmp/out")" = 3355 ] && ok "34 provinces and 3,321 communes" || not_ok "full list"
fi
exit $failed
