#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Backups from the command line: where one may be written, through a pipe, what a damaged or foreign
# file says, and a person's work taken away and brought back.
. tests/cli_world.sh
export TMPDIR="$tmp/t"
mkdir "$tmp/t"
cd "$tmp" || exit 1

run "a commune" 0 "$H" demo --hamlets 3 --households 30 --seed 4

# ---- where it is written ----
run "a backup" 0 "$H" backup a.b
[ "$(stat -c %a a.b)" = 600 ] && ok "only its owner reads it" || not_ok "mode $(stat -c %a a.b)"
run "over an older one" 0 "$H" backup a.b
echo "my report" >bao-cao.txt
run "not over a file of another kind" 3 "$H" backup bao-cao.txt
has "which says so" "không phải bản sao lưu nên chưa ghi"
[ "$(cat bao-cao.txt)" = "my report" ] && ok "and is still there" || not_ok "the report is lost"
mkdir folder
run "not in place of a folder" 3 "$H" backup folder
has "with a name to use" "ví dụ folder/hoctap.backup"
ln -s bao-cao.txt link
run "not through a link" 3 "$H" backup link
run "not every night into a file" 3 "$H" backup --nightly a.b
has "which is told" "không phải thư mục"
run "every night into a folder" 0 "$H" backup --nightly nights
[ "$(ls nights)" = hoctap-2026-11-22.backup ] && ok "by the day" || not_ok "$(ls nights)"
run "a folder that is not there" 3 "$H" backup no/where.b

# ---- through a pipe ----
"$H" backup - >pipe.b 2>err && ok "to stdout" || not_ok "to stdout"
has "with its code" "Mã kiểm tra"
run "from stdin" 0 sh -c "'$H' --db '$tmp/piped' restore - <pipe.b"
run "merged from stdin" 0 sh -c "'$H' restore --merge - <pipe.b"
run "looked at from stdin" 0 sh -c "'$H' restore --dry-run - <pipe.b"
run "a full disk behind the pipe" 3 sh -c "'$H' backup - >/dev/full"
[ -z "$(ls t)" ] && ok "nothing is left of it" || not_ok "left: $(ls t)"
[ ! -e ./- ] && ok "no file of that name" || not_ok "a file '-'"

# ---- what cannot be taken back ----
flip() { # file, byte from 0, to
    { head -c "$2" "$1"; printf '\377'; tail -c +$(($2 + 2)) "$1"; } >"$3"
}
run "not into a store" 3 "$H" restore a.b
has "which says where to" "Hãy chọn thư mục khác bằng --db"
head -c 5000 a.b >cut.b
flip a.b 20000 flip.b
run "cut" 3 "$H" --db new restore cut.b
has "which is told" "bị hỏng hoặc bị cắt"
run "a flipped bit" 3 "$H" --db new restore flip.b
has "which is told too" "bị hỏng hoặc bị cắt"
sed '1s/1$/2/' a.b >newer.b
run "a newer kind of stream" 3 "$H" --db new restore newer.b
has "needs a newer program" "cài bản mới"
for f in "$HOCTAP_DB/data.mdb" bao-cao.txt /dev/null; do
    run "no backup: $f" 3 "$H" --db new restore "$f"
done
run "a key" 0 "$H" backup signed.b --sign key
key=$(grep -o '[0-9a-f]\{64\}' err)
run "the right key" 0 "$H" restore --dry-run signed.b --signed-by "$key"
run "without a signature" 3 "$H" --db new restore a.b --signed-by "$key"
size=$(stat -c %s signed.b)
flip signed.b $((size - 2)) forged.b
run "a wrong signature" 3 "$H" --db new restore forged.b --signed-by "$key"
[ ! -e new ] && ok "nothing was made of any of them" || not_ok "there is $(ls new)"

# ---- a person's work ----
"$H" user add xa --role admin --name "Lê Văn Quản" 2>/dev/null
"$H" user add lan --role leader --unit 99999001,99999002 --name "Phạm Thị Lan" 2>/dev/null
run "what is Lan's" 0 "$H" backup lan.part --user lan
has "with what to do next" "restore --merge"
grep -q "unit: 2025:99999001" lan.part && grep -q "unit: 2025:99999002" lan.part &&
    ! grep -q "unit: 2025:99999003" lan.part && ok "her hamlets" || not_ok "her hamlets"
run "a whole commune's is nobody's part" 2 "$H" backup xa.part --user xa
has "which says how" "--unit"
run "nobody" 2 "$H" backup x.part --user nobody
run "either a person or a place" 2 "$H" backup x.part --user lan --unit 99999001
run "on the other machine" 0 "$H" --db away restore lan.part
run "which has only hers" 0 "$H" --db away list household --unit 99999003 --json
[ "$(tr -d ' \n' <out)" = "[]" ] && ok "nobody of another hamlet" || not_ok "$(head -c 200 out)"
printf 'Thôn,Chủ hộ,Năm sinh\n99999002,Người Mới Về,1980\n' >ho.csv
run "work there" 0 "$H" --db away import household ho.csv
run "what is brought back" 0 "$H" --db away backup back
has "with where to" "restore --merge back"
run "seen before it is done" 0 "$H" restore --merge back --dry-run
has "one is new" "thêm 1, sửa 0"
run "merged" 0 "$H" restore --merge back
run "the head" 0 "$H" audit --head
before=$(cat out)
run "merged again" 0 "$H" restore --merge back --json
has "which adds nothing" '"added":0,"changed":0,"deleted":0'
run "the head again" 0 "$H" audit --head
[ "$(cat out)" = "$before" ] && ok "the trail has nothing to tell" || not_ok "$before, now $(cat out)"

# ---- who was erased there does not come back, and hamlets that merged here ----
id=$("$H" list household --json | sed -n 's/^\[*{"id":"\([0-9a-f]*\)".*Người Mới Về.*/\1/p')
run "the new one is erased here" 0 "$H" erase "$id" --reason "tự yêu cầu"
run "and the same file again" 0 "$H" restore --merge back --json
has "brings nothing back" '"added":0,"changed":0,"deleted":0'
has "and says so" '"reason":"erased"'
head=$("$H" list household --unit 99999001 --json | sed -n '1s/.*"head":"\([^"]*\)".*/\1/p')
printf 'Thôn,Chủ hộ,Số khẩu\n99999001,%s,19\n99999001,Người Mới Nữa,2\n' "$head" >ho2.csv
run "more work there" 0 "$H" --db away import household ho2.csv --update
run "brought back" 0 "$H" --db away backup back2
printf 'old_hamlet_code,new_hamlet_code,date,new_name\n99999001,99999004,2026-11-20,Thôn Hợp Nhất\n99999003,99999004,2026-11-20,\n' >map.csv
run "hamlets merge meanwhile" 0 "$H" units merge map.csv
run "it is merged into today's hamlet" 0 "$H" restore --merge back2 --json
has "without a conflict" '"added":1,"changed":1,"deleted":0'
"$H" list household --unit 99999004 --json >out
has "who is new lies there" "Người Mới Nữa"
has "who changed too" '"size":19'
run "once more" 0 "$H" restore --merge back2 --json
has "nothing" '"added":0,"changed":0,"deleted":0'
run "the whole is sound" 0 "$H" check
exit $failed
