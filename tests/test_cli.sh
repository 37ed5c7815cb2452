#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The command line's contract: exit codes, usage errors, help, streams, files, environment.
H=${BUILD:-build}/hoctap
tmp=$(mktemp -d) || exit 1
trap 'chmod -R u+rwx "$tmp"; rm -rf "$tmp"' EXIT
unset HOCTAP_TODAY LC_ALL LANG LANGUAGE XDG_DATA_HOME
HOCTAP_DB=$tmp/db HOME=$tmp
export HOCTAP_DB HOME
failed=0
ok() { echo "ok - $1"; }
not_ok() { failed=1; echo "not ok - $1"; sed 's/^/    /' "$tmp/out" "$tmp/err" | head -n 8; }
# expect NAME EXIT COMMAND...: the exit code, and no word on stderr means trouble only with 0
expect() {
    name=$1 want=$2; shift 2
    "$@" >"$tmp/out" 2>"$tmp/err" </dev/null; got=$?
    if [ "$got" != "$want" ]; then not_ok "$name: exit $got, not $want"; return 1; fi
    if [ "$want" != 0 ] && ! [ -s "$tmp/err" ]; then not_ok "$name: no sentence on stderr"; return 1; fi
    if [ "$want" = 2 ] && [ -s "$tmp/out" ]; then not_ok "$name: data on stdout"; return 1; fi
    ok "$name"
}
said() { # NAME PATTERN: stderr of the last command
    if grep -q -- "$2" "$tmp/err"; then ok "$1"; else not_ok "$1: not said: $2"; fi
}
gave() { # NAME TEXT: stdout of the last command
    if [ "$(cat "$tmp/out")" = "$2" ]; then ok "$1"; else not_ok "$1: not $2"; fi
}

expect "no command, no terminal" 2 "$H"
said "no terminal says what to do" "hoctap --help"
expect "unknown command" 2 "$H" convrt
said "the nearest command" "hoctap convert"
expect "unknown command far from all" 2 "$H" xyzzyx
expect "unknown option" 2 "$H" convert --form x
said "the nearest option" "--from"
expect "unknown letter" 2 "$H" convert -Z
expect "option without its value" 2 "$H" convert --from
expect "flag with a value" 2 "$H" convert --hex=1
expect "option before its command" 2 "$H" --hex convert
expect "option of a family before its second word" 2 "$H" units --json list
expect "family without a word" 2 "$H" units
said "the words of a family" "import, list"
expect "unknown word of a family" 2 "$H" units lst
said "the nearest two words" "hoctap units list"
expect "too many arguments" 2 "$H" convert a b
expect "too few arguments" 2 "$H" units show
expect "wrong word of an option" 2 "$H" type --method qwerty
expect "prefix of a word is no word" 2 "$H" type --method te
expect "empty word of an option" 2 "$H" type --method ""
expect "an option given twice" 2 "$H" type --method vni --method viqr
said "both of its values" "vni.*viqr"
expect "a list given in two options" 2 "$H" user rights lan --unit 15664001 --unit 15664003
said "how to give a list" "dấu phẩy"
expect "wrong language" 2 "$H" --lang fr convert
expect "empty --db" 2 "$H" --db "" check
expect "unknown charset" 2 "$H" convert --from koi8-r
said "the charsets there are" "tcvn3"
expect "charset that can only be read" 2 "$H" convert --to viqr
expect "init without a name" 2 "$H" init --commune 15664 --province 38
said "what init lacks" "--name"
expect "init with a short code" 2 "$H" init --commune 156 --name X --province 38
expect "init with a hamlet's code" 2 "$H" init --commune 15664003 --name X --province 38
expect "init with an unknown province" 2 "$H" init --commune 15664 --name X --province 99
expect "init with an old province's code" 2 "$H" init --commune 15664 --name X --province 02
expect "init with a blank name" 2 "$H" init --commune 15664 --name " " --province 38
expect "init with a broken name" 2 "$H" init --commune 15664 --name "$(printf 'X\303')" --province 38
[ -e "$tmp/db" ] && not_ok "a usage error left a store" || ok "usage errors leave nothing"

for lang in vi en; do
    expect "help $lang" 0 "$H" --lang $lang --help
    # every command the help names has a help of its own
    "$H" --lang $lang --help | sed -n 's/^  \([a-z][a-z -]*\).*/\1/p' | while read -r one two _; do
        case $two in [a-z]*) ;; *) two= ;; esac
        "$H" --lang $lang $one $two --help >"$tmp/help" 2>&1 && grep -q "hoctap $one" "$tmp/help" ||
            echo "$one $two"
    done >"$tmp/without"
    cp "$tmp/without" "$tmp/err"
    [ -s "$tmp/without" ] && not_ok "commands without help ($lang)" || ok "help of every command ($lang)"
done
for lang in vi en; do
    expect "help of report, $lang" 0 "$H" --lang $lang report --help
    for word in annual fund-book organisation2 goal_needed 'fund.opening|in'; do
        grep -qF -- "$word" "$tmp/out" && ok "names $word" || not_ok "names $word ($lang)"
    done
done
n=$("$H" --help | grep -c '^  [a-z]')
: >"$tmp/out"
[ "$n" -ge 20 ] && ok "$n commands in the help" || not_ok "only $n commands in the help"
for lang in vi en; do
    expect "help of import, $lang" 0 "$H" --lang $lang import --help
    for kind in hamlet household citizen clan organisation title yearfact target document; do
        grep -q "^  $kind " "$tmp/out" || not_ok "import --help does not name $kind ($lang)"
    done
    expect "columns of a kind, $lang" 0 "$H" --lang $lang import household --help
    grep -q "(birth)" "$tmp/out" && grep -q "GĐHT 2026" "$tmp/out" && ok "columns and marks ($lang)" ||
        not_ok "columns and marks ($lang)"
done
expect "help of a family" 0 "$H" units --help
expect "help before the command" 0 "$H" --help convert
grep -q "hoctap convert" "$tmp/out" && ok "that command's help" || not_ok "that command's help"
expect "-h" 0 "$H" convert -h
expect "version" 0 "$H" --version
case $(cat "$tmp/out") in "hoctap "[0-9]*.[0-9]*) ok "version is a number" ;; *) not_ok "version" ;; esac
"$H" --lang en --help >"$tmp/out" 2>"$tmp/err"
grep -q "Usage" "$tmp/out" && ok "English catalogue beside the program" || not_ok "English catalogue"
for l in C C.UTF-8 vi_VN.UTF-8 no_such; do
    LC_ALL=$l LANGUAGE=en "$H" --help >"$tmp/out" 2>"$tmp/err"
    grep -q "Cách dùng" "$tmp/out" && ok "Vietnamese under LC_ALL=$l" || not_ok "Vietnamese under LC_ALL=$l"
    LC_ALL=$l "$H" --help --lang=en >"$tmp/out" 2>"$tmp/err"
    grep -q "Usage" "$tmp/out" && ok "English under LC_ALL=$l" || not_ok "English under LC_ALL=$l"
done

# options: anywhere, shortened, ended by --
printf 'B\326nh vi\326n\n' >"$tmp/a.txt"
printf 'B\326nh vi\326n\n' >"$tmp/--hex"
expect "option behind the file" 0 "$H" convert "$tmp/a.txt" --from tcvn3
gave "converted" "Bệnh viện"
expect "shortened option with =" 0 "$H" convert --fr=TCVN3 "$tmp/a.txt"
gave "converted again" "Bệnh viện"
(cd "$tmp" && exec "$OLDPWD/$H" convert --from tcvn3 -- --hex) >"$tmp/out" 2>"$tmp/err" ||
    (cd "$tmp" && exec "$H" convert --from tcvn3 -- --hex) >"$tmp/out" 2>"$tmp/err"
gave "-- ends the options" "Bệnh viện"
expect "global option behind the command" 0 "$H" convert --from tcvn3 --lang en "$tmp/a.txt"

# convert, detect, type
"$H" convert --from tcvn3 - <"$tmp/a.txt" >"$tmp/out" 2>"$tmp/err"
gave "- is stdin" "Bệnh viện"
expect "auto" 0 "$H" convert "$tmp/a.txt"
gave "auto finds TCVN3" "Bệnh viện"
(i=0; while [ $i -lt 3000 ]; do printf 'only ascii here %d\n' $i; i=$((i + 1)); done; cat "$tmp/a.txt") >"$tmp/long.txt"
"$H" convert "$tmp/long.txt" 2>"$tmp/err" | tail -n 1 >"$tmp/out"
gave "auto behind a long head of ASCII" "Bệnh viện"
printf '42d66e68\n\nzz\n' | "$H" convert --hex --from tcvn3 >"$tmp/out" 2>"$tmp/err"; rc=$?
[ $rc = 1 ] && ok "--hex: a line that is none gives 1" || not_ok "--hex exit $rc"
gave "--hex keeps lines" "42e1bb876e68"
[ "$(wc -l <"$tmp/out")" = 3 ] && ok "--hex: as many lines out as in" || not_ok "--hex lines"
printf 'abc\300xyz' >"$tmp/bad.txt"
expect "bytes without meaning" 1 "$H" convert --from utf-8 "$tmp/bad.txt"
said "where they are" "3"
expect "--strict" 1 "$H" convert --strict --from utf-8 "$tmp/bad.txt"
gave "--strict writes what stands before" "abc"
said "--strict names the offset" "3"
printf 'Nguy\341\273\205n' | "$H" convert --to utf-16 | "$H" convert --from utf-16 >"$tmp/out" 2>"$tmp/err"
gave "there and back through UTF-16" "Nguyễn"
awk 'BEGIN { for (i = 0; i < 60000; i++) print "Nguyễn Văn Ứng" }' >"$tmp/big.txt"
"$H" convert --to utf-16 "$tmp/big.txt" | "$H" convert --from utf-16 | cmp - "$tmp/big.txt" >"$tmp/out" 2>&1 &&
    ok "one byte order mark in many pieces" || not_ok "UTF-16 in pieces"
printf '\360\237\230\200' | "$H" convert --to tcvn3 >"$tmp/out" 2>"$tmp/err"; rc=$?
[ $rc = 1 ] && ok "a lost character gives 1" || not_ok "lost character exit $rc"
said "a lost character is named" "😀"
printf 'ĐẶNG ÁNH' | "$H" convert --to tcvn3 2>"$tmp/err" | "$H" convert --from tcvn3 --capitals >"$tmp/out"
said "capitals that TCVN3 lacks are named" "Ặ Á"
gave "and come back by the line" "ĐẶNG ÁNH"
expect "--lossy marks what has no meaning" 1 "$H" convert --lossy --from utf-8 "$tmp/bad.txt"
gave "U+FFFD stands there" "abc�xyz"
printf 'a\377' | "$H" convert --lossy --from tcvn3 >"$tmp/out" 2>"$tmp/err"
gave "in TCVN3 too" "a�"
printf '61ff\n' | "$H" convert --hex --lossy --from tcvn3 >"$tmp/out" 2>"$tmp/err"
gave "and with --hex" "61efbfbd"
expect "--strict and --lossy" 2 "$H" convert --strict --lossy
printf 'Tr-\352ng Tri\326u \270i\n' | "$H" convert --from tcvn3 --repair --names >"$tmp/out" 2>"$tmp/err"
gave "--repair --names" "Trường Triệu Ái"
printf 'c\351ng A\270' | "$H" convert --from tcvn3 --font-h --pairs >"$tmp/out" 2>"$tmp/err"
gave "--font-h --pairs" "CỘNG Á"
awk 'BEGIN { for (i = 0; i < 9000; i++) print "NGUYễN THị HOà " i; printf "Xã HOà" }' >"$tmp/big2.txt"
"$H" convert --capitals "$tmp/big2.txt" >"$tmp/mended" 2>"$tmp/err"
sed 's/ễ/Ễ/; s/ị/Ị/; s/à/À/; s/Xã/XÃ/' "$tmp/big2.txt" | cmp - "$tmp/mended" >"$tmp/out" 2>&1 &&
    ok "--capitals in many pieces" || not_ok "--capitals in pieces"
expect "detect" 0 "$H" detect "$tmp/a.txt"
grep -q "^tcvn3	" "$tmp/out" && ok "detect says tcvn3" || not_ok "detect"
printf 'abc\nB\326nh vi\326n Nguy\324n\n' | "$H" detect --lines >"$tmp/out" 2>"$tmp/err"
[ "$(cut -f1 "$tmp/out" | tr '\n' ' ')" = "ascii tcvn3 " ] && ok "detect --lines" || not_ok "detect --lines"
printf 'vieetj\ntieengs\214\214\n' >"$tmp/keys"
printf 'tieesng\342\214\253\n' | "$H" type >"$tmp/out" 2>"$tmp/err"
gave "type: backspace" "tiến"
printf 'hoaf\n' | "$H" type --style new >"$tmp/out" 2>"$tmp/err"
gave "type --style new" "hoà"
expect "no such file" 3 "$H" convert "$tmp/none"
expect "a folder is no file" 3 "$H" convert "$tmp"
said "the file is named" "$tmp"

if [ "$(id -u)" != 0 ]; then
    cp "$tmp/a.txt" "$tmp/secret" && chmod 0 "$tmp/secret"
    expect "a file without the right to read" 3 "$H" convert "$tmp/secret"
    mkdir "$tmp/closed" && chmod 0 "$tmp/closed"
    expect "a store without the right to read" 3 "$H" --db "$tmp/closed" audit
    expect "init without the right to write" 3 "$H" --db "$tmp/closed/db" init --commune 15664 --name X --province 38
fi

# control characters of data do not reach people's terminals through messages
expect "a file name with an escape" 3 "$H" convert "$(printf 'x\033[31mred')"
if LC_ALL=C grep -q "$(printf '\033')" "$tmp/err"; then not_ok "raw escape on stderr"; else ok "escapes are made safe"; fi

# stdout
if [ -e /dev/full ]; then
    "$H" convert "$tmp/a.txt" >/dev/full 2>"$tmp/err"; rc=$?
    [ $rc = 3 ] && [ -s "$tmp/err" ] && ok "full disk on stdout" || not_ok "full disk on stdout: $rc"
    "$H" --help >/dev/full 2>"$tmp/err"; rc=$?
    [ $rc = 3 ] && ok "full disk under --help" || not_ok "full disk under --help: $rc"
fi
(
    "$H" convert "$tmp/big.txt" 2>"$tmp/err"
    echo $? >"$tmp/rc"
) | head -n 1 >"$tmp/out"
[ -s "$tmp/err" ] && not_ok "a broken pipe is talked about" || ok "a broken pipe ends quietly"
[ "$(cat "$tmp/rc")" != 0 ] && ok "a broken pipe is no success" || not_ok "a broken pipe gives 0"
(
    trap '' PIPE
    "$H" convert "$tmp/big.txt" 2>"$tmp/err"
    echo $? >"$tmp/rc"
) | head -n 1 >"$tmp/out"
[ -s "$tmp/err" ] && not_ok "EPIPE is talked about" || ok "EPIPE ends quietly"

# a terminal: no escape sequence of a file (the screens are played in tests/story)
if command -v script >/dev/null && script -qec true /dev/null >/dev/null 2>&1 </dev/null; then
    on_terminal() { script -qec "$1" /dev/null </dev/null >"$tmp/out" 2>"$tmp/err"; }
    printf 'a\033]0;title\007b\302\233c \303\251\n' >"$tmp/esc.txt"
    on_terminal "'$H' convert --from utf-8 '$tmp/esc.txt'"
    if LC_ALL=C grep -q "$(printf '\033\\|\007\|\302\233')" "$tmp/out"; then not_ok "raw escape on a terminal"; else ok "escapes of data are made safe on a terminal"; fi
    grep -q 'é' "$tmp/out" && ok "and letters stay" || not_ok "letters on a terminal"
fi
printf 'a\033b\n' | "$H" convert --from utf-8 >"$tmp/out" 2>"$tmp/err"
[ "$(cat "$tmp/out")" = "$(printf 'a\033b')" ] && ok "bytes pass as they are into a pipe" || not_ok "bytes into a pipe"

# the store and the day
expect "no store" 3 "$H" audit
said "no store: what to do" "hoctap init"
HOCTAP_TODAY=2026-13-01 expect "HOCTAP_TODAY that is no day" 2 "$H" type
HOCTAP_TODAY=22/11/2026 expect "HOCTAP_TODAY in another form" 2 "$H" type
HOCTAP_TODAY='' expect "empty HOCTAP_TODAY" 0 "$H" type
expect "init" 0 "$H" init --commune 15664 --name "Xã Triệu Sơn" --province 38
expect "init again" 3 "$H" init --commune 15664 --name "Xã Triệu Sơn" --province 38
said "init again says where" "$tmp/db"
expect "init elsewhere with P and an old code" 0 "$H" --db "$tmp/old" init --commune 15691 --name "Xã Minh Sơn" --province P38 --scheme pre2025
expect "--db beats the environment" 0 "$H" --db="$tmp/old" units show 15691
expect "global option between two words" 0 "$H" units --db "$tmp/old" show 15691
mkdir "$tmp/xdg"
(
    unset HOCTAP_DB
    XDG_DATA_HOME=$tmp/xdg "$H" init --commune 15664 --name X --province 38
) >"$tmp/out" 2>"$tmp/err"
[ -d "$tmp/xdg/hoctap" ] && ok "XDG_DATA_HOME" || not_ok "XDG_DATA_HOME"
(
    unset HOCTAP_DB
    "$H" init --commune 15664 --name X --province 38
) >"$tmp/out" 2>"$tmp/err"
[ -d "$tmp/.local/share/hoctap" ] && ok "~/.local/share/hoctap" || not_ok "~/.local/share/hoctap"
expect "check of a sound store" 0 "$H" check
expect "audit" 0 "$H" audit
grep -q "	init	" "$tmp/out" && ok "audit names init" || not_ok "audit"
expect "audit --verify" 0 "$H" audit --verify
expect "audit --last 0" 2 "$H" audit --last 0
expect "a file where the store should be" 3 "$H" --db "$tmp/a.txt" audit
mkdir "$tmp/other" && echo hello >"$tmp/other/file"
expect "init into a folder with other files" 3 "$H" --db "$tmp/other" init --commune 15664 --name X --province 38
[ "$(ls "$tmp/other")" = file ] && ok "which is left as it was" || not_ok "init changed a folder"
expect "a backup" 0 "$H" backup "$tmp/b"
said "its code" "Mã kiểm tra"
expect "what is in it" 0 "$H" restore --dry-run "$tmp/b"
expect "a place that is taken" 3 "$H" restore "$tmp/b"
expect "an empty place" 0 "$H" --db "$tmp/again" restore "$tmp/b"
expect "the same again" 0 "$H" restore --merge "$tmp/b"
printf x >>"$tmp/b"
expect "a damaged backup" 3 "$H" --db "$tmp/third" restore "$tmp/b"
expect "no backup at all" 3 "$H" --db "$tmp/third" restore "$tmp/db/data.mdb"
exit $failed
