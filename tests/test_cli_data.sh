#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The commands that work on records: import, progress, explain, with the legacy files of a commune.
. tests/cli_world.sh
D=tests/data/legacy/trieu-son
has() { grep -qF -- "$2" "$tmp/out" && ok "$1" || not_ok "$1: no '$2' on stdout"; }
said() { grep -qF -- "$2" "$tmp/err" && ok "$1" || not_ok "$1: not said: $2"; }
quiet() { [ -s "$tmp/out" ] && not_ok "$1: data on stdout" || ok "$1"; }

"$H" init --commune 15664 --name "Xã Triệu Sơn" --province 38 2>"$tmp/err"
run "import of an unknown entity" 2 "$H" import village "$D/thon.csv"
said "which there are" "household"
run "import of no file" 3 "$H" import hamlet "$tmp/none.csv"
run "import of a folder" 3 "$H" import hamlet "$tmp"
run "unknown format" 2 "$H" import hamlet "$D/thon.csv" --format odt
run "unknown charset" 2 "$H" import hamlet "$D/thon.csv" --charset koi8
run "a year to come" 2 "$H" import household "$D/ho_gia_dinh.csv" --year 2027
run "--refused into a folder that is not there" 3 "$H" import hamlet "$D/thon.csv" --refused "$tmp/none/x.csv"
run "--refused - with --json" 2 "$H" import hamlet "$D/thon.csv" --refused - --json
cp "$D/thon.csv" "$tmp/own.csv"; ln "$tmp/own.csv" "$tmp/linked.csv"
run "--refused over the list itself" 2 "$H" import hamlet "$tmp/own.csv" --refused "$tmp/linked.csv"
cmp -s "$D/thon.csv" "$tmp/own.csv" && ok "the list is still there" || not_ok "the list is still there"
"$H" import hamlet - --refused "$tmp/own.csv" <"$tmp/own.csv" >"$tmp/out" 2>"$tmp/err"
[ $? = 2 ] && ok "nor over stdin" || not_ok "nor over stdin"
run "two words are missing" 2 "$H" import
said "both are named" "còn thiếu: LOẠI, TỆP."
run "a word is missing" 2 "$H" import hamlet
said "only the missing one is named" "còn thiếu: TỆP."
run "--format dbf of a text" 3 "$H" import hamlet "$tmp/own.csv" --format dbf
said "is no DBF" "không phải"
head -c 20000 "$H" | tail -c 12000 >"$tmp/code.bin"
printf 'Tên,CN CĐHT 2019,CN CĐHT 2050\nThôn Nọ\000,x,x\n' >"$tmp/years.csv"
run "years the book has not" 0 "$H" import hamlet "$tmp/years.csv" --dry-run
said "one long ago" "CN CĐHT 2019': sổ không ghi năm này"
said "one to come" "CN CĐHT 2050': năm này chưa đến"
said "a character nobody sees" "ký tự không đọc được"
run "a program is no list" 3 "$H" import hamlet "$tmp/code.bin"
said "and is called so" "đây không phải tệp"
run "nothing was imported so far" 0 "$H" units list --parent 15664
quiet "no hamlet yet"
run "dry run" 0 "$H" import hamlet "$D/thon.csv" --dry-run --json
has "says what it would do" '{"imported":14,'
run "and writes nothing" 0 "$H" units list --parent 15664
quiet "still no hamlet"
run "hamlets" 0 "$H" import hamlet "$D/thon.csv" --json
has "14 of them" '{"imported":14,"updated":0,"unchanged":0,"refused":[]'
run "again" 0 "$H" import hamlet "$D/thon.csv" --json
has "unchanged" '{"imported":0,"updated":0,"unchanged":14,'
"$H" import hamlet - <"$D/thon.csv" >"$tmp/out" 2>"$tmp/err"
[ $? = 0 ] && ok "from stdin" || not_ok "from stdin"
quiet "without --json stdout stays empty"
run "hamlets are units" 0 "$H" units list --parent 15664
[ "$(wc -l <"$tmp/out")" = 14 ] && ok "14 units" || not_ok "14 units"
run "clans" 0 "$H" import clan "$D/dong_ho.csv"
run "--strict with a refused row" 1 "$H" import household "$D/ho_gia_dinh.csv" --strict --json
has "imports nothing" '{"imported":0,'
grep -q "đã nhập sẽ được giữ" "$tmp/err" && not_ok "and does not say it did" || ok "and does not say it did"
run "households" 1 "$H" import household "$D/ho_gia_dinh.csv" --refused "$tmp/refused.csv" --json
has "1,201 of them" '{"imported":1201,"updated":0,"unchanged":0,"refused":[{"line":'
said "a sentence per refused row" "Dòng 1202:"
[ "$(wc -l <"$tmp/refused.csv")" -ge 2 ] && ok "refused rows in a file" || not_ok "refused rows in a file"
"$H" detect "$tmp/refused.csv" | grep -q '^utf-8' && ok "which is UTF-8" || not_ok "charset of the refused rows"
run "organisations" 0 "$H" import organisation "$D/don_vi.csv"
run "citizens" 0 "$H" import citizen "$D/cong_dan.csv"
run "English sentences" 1 "$H" --lang en import household "$D/ho_gia_dinh.csv"
said "in English" "is empty, it is needed"

run "progress" 0 "$H" progress
has "for people" "1.201"
run "progress in JSON" 0 "$H" progress --year 2026 --format json
has "head of the object" '{"unit":"15664","scheme":"2025","name":"Xã Triệu Sơn","year":2026,"as_of":"2026-11-22","fingerprint":"'
has "figures of the families" '{"title":"family","total":1201,"denominator":"records","registered":1006,"proposed":865,"recognised":865,"decided":865,"rate":72.02,'
run "a year that is over" 0 "$H" progress --year 2025 --format json
has "counts on its last day" '"as_of":"2025-12-31"'
run "by hamlet in JSON" 0 "$H" progress --by hamlet --format json
has "with a list of units" '"units":[{"unit":"15664001"'
run "by hamlet in CSV" 0 "$H" progress --by hamlet --format csv
[ "$(grep -c ',family,' "$tmp/out")" = 16 ] && ok "commune, 14 hamlets and row 000" || not_ok "rows by hamlet"
[ "$(awk -F, '$6 == "family" { if ($1 == "15664") all = $11; else sum += $11 } END { print all - sum }' "$tmp/out")" = 0 ] && ok "rows add up" || not_ok "rows add up"
run "one hamlet" 0 "$H" progress --unit 15664003 --format json
has "is that hamlet" '{"unit":"15664003"'
run "a phase" 0 "$H" progress --phase 1 --format json
has "with its years" '"years":[{"unit":"15664"'
run "a phase as text" 0 "$H" progress --phase all
run "the province" 0 "$H" progress --unit P38 --format json
has "holds the commune" '"title":"family","total":1201,'
run "a unit that is not there" 3 "$H" progress --unit 15664099
run "what is no unit" 2 "$H" progress --unit Hanoi
run "a year to come" 2 "$H" progress --year 2027
run "a year that is no number" 2 "$H" progress --year 2026x
run "--year with --phase" 2 "$H" progress --year 2025 --phase 1
run "a phase by hamlet" 0 "$H" progress --by hamlet --phase 1 --format json
has "every year has its rows" '"units":[{"unit":"15664001"'
has "and row 000" '{"unit":"15664000"'
run "a phase by hamlet as text" 0 "$H" progress --by hamlet --phase 1
has "its years side by side" "2023   2024   2025"
run "--by hamlet of a hamlet" 2 "$H" progress --unit 15664003 --by hamlet
run "English" 0 "$H" --lang en progress
has "in English" "Learning family"
run "explain" 0 "$H" explain --title family --year 2026 --state recognised
[ "$(wc -l <"$tmp/out")" = 865 ] && ok "as many lines as the number" || not_ok "explain recognised"
run "explain what is missing" 0 "$H" explain --title family --year 2026 --state missing --json
[ "$(grep -c '"id":"' "$tmp/out")" = 336 ] && ok "the rest of 1,201" || not_ok "explain missing"
run "explain in one hamlet" 0 "$H" explain --title family --year 2026 --unit 15664003
[ "$(wc -l <"$tmp/out")" = 66 ] && ok "its households" || not_ok "explain of a hamlet"
run "explain where nothing is" 0 "$H" explain --title family --year 2022 --state recognised
quiet "prints nothing"
said "and says so" "Không có phiếu nào"
run "explain who has left" 0 "$H" explain --title family --year 2026 --state moved
quiet "nobody has"
run "explain without a title" 2 "$H" explain --year 2026
run "explain of an unknown title" 2 "$H" explain --title families
said "which there are" "organisation2"

run "export" 0 "$H" export household --unit 15664003
[ "$(wc -l <"$tmp/out")" = 67 ] && ok "a head and 66 rows" || not_ok "rows of an export"
run "export into a file" 0 "$H" export household -o "$tmp/x.csv" --format csv
quiet "nothing on stdout"
[ "$(wc -l <"$tmp/x.csv")" = 1202 ] && ok "a head and 1,201 rows" || not_ok "rows of the file"
[ "$(ls "$tmp" | grep -c '^x\.csv')" = 1 ] && ok "no temporary file is left" || not_ok "temporary files"
run "what was exported is known" 0 "$H" import household "$tmp/x.csv" --json
has "and unchanged" '{"imported":0,"updated":0,"unchanged":1201,'
run "export of one year" 0 "$H" export title --year 2025 --format json
[ "$(grep -c '"year":' "$tmp/out")" = "$(grep -c '"year":2025' "$tmp/out")" ] && ok "has that year only" || not_ok "years of an export"
echo old >"$tmp/keep.csv"
run "a failed export" 3 "$H" export household --unit 99999 -o "$tmp/keep.csv"
[ "$(cat "$tmp/keep.csv")" = old ] && ok "leaves the old file" || not_ok "the old file"
run "export into a folder that is not there" 3 "$H" export clan -o "$tmp/none/x.csv"
if [ -e /dev/full ]; then
    run "export to a full disk" 3 "$H" export household -o /dev/full
    said "names it" "/dev/full"
fi
ln -s x.csv "$tmp/link.csv"
run "export through a link" 0 "$H" export clan -o "$tmp/link.csv"
[ -L "$tmp/link.csv" ] && [ "$(wc -l <"$tmp/x.csv")" = 29 ] && ok "keeps the link" || not_ok "export through a link"
run "export as .xlsx" 0 "$H" export household --format xlsx -o "$tmp/x.xlsx"
quiet "nothing on stdout"
run "what was exported as .xlsx is known" 0 "$H" import household "$tmp/x.xlsx" --json
has "and unchanged" '{"imported":0,"updated":0,"unchanged":1201,'
run "export of titles as .xlsx" 0 "$H" export title --format xlsx -o -
mv "$tmp/out" "$tmp/t.xlsx"
run "comes back the same" 0 "$H" import title "$tmp/t.xlsx" --json
has "all of it" '"imported":0,"updated":0,'
has "nothing refused" '"refused":[]'
echo old >"$tmp/keep.xlsx"
run "a failed export as .xlsx" 3 "$H" export household --unit 99999 --format xlsx -o "$tmp/keep.xlsx"
[ "$(cat "$tmp/keep.xlsx")" = old ] && ok "leaves the old file" || not_ok "the old .xlsx"
run "report as .docx on stdout" 0 "$H" report annual --format docx -o -
[ "$(head -c 2 "$tmp/out")" = PK ] && ok "is a package" || not_ok "a .docx on stdout"
sed -n 's/^    \(\(title\|column\|note\): .*\)/\1/p' README.md >"$tmp/form"
run "statistics by the template of README.md" 0 "$H" report statistics --template "$tmp/form" -o -
has "its title" "Biểu số 01: Xây dựng xã hội học tập năm 20"
has "its columns" "Tổng số hộ"
echo "column: x = family.none" >>"$tmp/form"
run "a template with an unknown code" 2 "$H" report statistics --template "$tmp/form" -o "$tmp/none.txt"
said "names the codes" "family.total|registered"
run "a template that is not there" 3 "$H" report statistics --template "$tmp/nowhere" -o -
run "a template for another report" 2 "$H" report annual --template "$tmp/form" -o -
for code in $(sed -n '/^| Mã /,/^$/s/^| \([^|]*\)|.*/\1/p' README.md | grep -o '`[a-z_.0-9]*`' | tr -d '`' | grep -v '^\.'); do
    case $code in family | clan | community | organisation* | citizen* | commune | officer_*) code=$code.rate ;; esac
    echo "column: x = $code"
done >"$tmp/all"
[ "$(wc -l <"$tmp/all")" -gt 35 ] || not_ok "codes of README.md"
run "every code of README.md is one" 0 "$H" report statistics --template "$tmp/all" -o "$tmp/all.docx"
run "report of an unknown kind of file" 2 "$H" report annual -o "$tmp/x.pdf"
run "export of an unknown entity" 2 "$H" export clans
run "list" 0 "$H" list clan
run "list in JSON" 0 "$H" list hamlet --json
[ "$(grep -c '"id":"' "$tmp/out")" = 14 ] && ok "14 hamlets" || not_ok "hamlets in JSON"
run "find without marks" 0 "$H" list household --find huong
has "finds with marks" "Hương"
run "list of an unknown unit" 3 "$H" list household --unit 99999

run "report" 0 "$H" report annual -o -
has "on stdout" "1.201"
run "report into a file" 0 "$H" report annual --year 2025 --unit 15664003 -o "$tmp/r.txt"
[ -s "$tmp/r.txt" ] && ok "which has text" || not_ok "an empty report"
quiet "nothing on stdout"
run "a form for nobody in particular" 0 "$H" report registration-form --title citizen --unit 15664003 -o -
has "it is a form" "PHIẾU ĐĂNG KÝ"
"$H" list household --unit 15664003 --json >"$tmp/out" 2>/dev/null
head=$(sed -n 's/.*"head":"\([^"]*\)".*/\1/p' "$tmp/out" | head -n 1)
[ -n "$head" ] && ok "a household to make a form for" || not_ok "a household to make a form for"
run "a form for one household" 0 "$H" report registration-form --unit 15664003 --subject "$head" -o -
has "with the name of its head" "$head"
run "a form for somebody who is not there" 2 "$H" report assessment-form --subject "Không Có Ai" -o -
said "who" "Không Có Ai"
run "the annual report of one household" 2 "$H" report annual --subject "$head" -o -
run "a fund book of a title" 2 "$H" report fund-book --title family -o -
run "a review of a phase that has not begun" 2 env HOCTAP_TODAY=2025-06-01 "$H" report phase2 -o -
run "report without a file" 2 "$H" report annual
run "an unknown report" 2 "$H" report anual -o -
said "which there are" "annual"
run "an unknown ending" 2 "$H" report annual -o "$tmp/r.odt"
run "report into a folder that is not there" 3 "$H" report annual -o "$tmp/none/r.txt"

# a year whose report is handed in: results change only with a reason
printf 'unit,report,year,state,handed_in_on\n15664,annual,2026,handed_in,20/11/2026\n' >"$tmp/s.csv"
run "a report that came on paper" 0 "$H" import submission "$tmp/s.csv"
printf 'Chủ hộ,ĐK GĐHT 2026\nHoàng Văn Mới,x\n' >"$tmp/h.csv"
run "a result of that year" 1 "$H" import household "$tmp/h.csv" --hamlet 15664003
said "what to do" "--reason"
run "other years and lists are free" 0 "$H" import clan "$D/dong_ho.csv"
run "with its reason" 0 "$H" import household "$tmp/h.csv" --hamlet 15664003 --reason "bỏ sót một hộ"

run "check" 0 "$H" check
run "audit" 0 "$H" audit --last 3
[ "$(wc -l <"$tmp/out")" = 3 ] && ok "three entries" || not_ok "three entries"
exit $failed
