#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A real sshd on loopback: keys of several people and roles, one forced command each. Nothing but
# hoctap can be reached, files come and go by the connection, and people who are cut off in the
# middle of an edit find their drafts. SSH_PEOPLE at once (4), SSH_ROUNDS times (1).
# Without sshd and ssh there is nothing to try, and it says so.
H=$(cd "${BUILD:-build}" && pwd)/hoctap
PEOPLE=${SSH_PEOPLE:-4} ROUNDS=${SSH_ROUNDS:-1}
SSHD=$(PATH=$PATH:/usr/sbin:/sbin command -v sshd)
if [ -z "$SSHD" ] || ! command -v ssh >/dev/null || ! command -v ssh-keygen >/dev/null; then
    echo "ok - sshd is not installed here: not tried"
    exit 0
fi
tmp=$(mktemp -d) || exit 1
pid=
end() {
    for u in lan hung xa; do [ ! -S "$tmp/key.$u.mux" ] || ssh -O exit -S "$tmp/key.$u.mux" x 2>/dev/null; done
    for p in "$tmp"/pid.* "$tmp"/group.*; do [ ! -f "$p" ] || kill "$(cat "$p")" 2>/dev/null; done
    [ -z "$pid" ] || kill "$pid" 2>/dev/null
    [ -n "$KEEP" ] || rm -rf "$tmp"
}
trap end EXIT
trap 'exit 1' INT TERM
unset HOCTAP_DB HOCTAP_TODAY LC_ALL LANG LANGUAGE SSH_ORIGINAL_COMMAND SSH_CONNECTION
failed=0
ok() { echo "ok - $1"; }
not_ok() { failed=1; echo "not ok - $1"; tail -n 5 "$tmp/out" "$tmp/err" "$tmp/log" 2>/dev/null; }
D=$tmp/db me=$(id -un)
user() { "$H" --db "$D" user "$@" --keys-file "$tmp/keys" 2>>"$tmp/err"; }

# ---- a store, keys, sshd ----
"$H" --db "$D" demo --hamlets 2 --households 30 >/dev/null 2>&1 || not_ok "a store"
new_key() { ssh-keygen -q -t ed25519 -N '' -C "$1@may" -f "$tmp/key.$1"; }
for u in plain lan hung xa; do new_key $u; done
user add xa --role admin --name "Quản Trị" --key "$tmp/key.xa.pub" >/dev/null || not_ok "an administrator"
user add lan --role leader --unit 99999001 --key "$tmp/key.lan.pub" || not_ok "a leader"
ssh-keygen -e -f "$tmp/key.hung.pub" >"$tmp/hung.putty"
user add hung --role viewer --unit 99999 --key "$tmp/hung.putty" || not_ok "a viewer, with PuTTYgen's file"
[ "$(grep -c '^restrict,pty,command=' "$tmp/keys")" = 3 ] && ok "three keys in the file" || not_ok "three keys in the file"
cp "$tmp/key.plain.pub" "$tmp/plain"

"$H" --db "$D" server-setup --user "$me" --root "$tmp/etc-of" --apply >"$tmp/out" 2>"$tmp/err" || not_ok "server-setup --root"
ssh-keygen -q -t ed25519 -N '' -f "$tmp/host"
[ "$(id -u)" != 0 ] || mkdir -p /run/sshd
config() { # PORT: the server's own file as server-setup prints it, behind what a test needs
    cat <<END
Port $1
ListenAddress 127.0.0.1
HostKey $tmp/host
PidFile none
UsePAM no
StrictModes no
LogLevel INFO
Subsystem sftp internal-sftp
END
    sed "s|/etc/hoctap/keys|$tmp/keys $tmp/plain|" "$tmp/etc-of/etc/ssh/sshd_config.d/hoctap.conf"
}
port=$((20000 + $$ % 20000))
for try in 1 2 3 4 5; do
    config $port >"$tmp/config"
    "$SSHD" -t -f "$tmp/config" 2>"$tmp/err" || break
    : >"$tmp/log"
    "$SSHD" -D -e -f "$tmp/config" 2>"$tmp/log" &
    pid=$!
    for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
        grep -q "Server listening" "$tmp/log" && break 2
        kill -0 $pid 2>/dev/null || break
        sleep 0.1
    done
    pid=
    port=$((port + 7))
done
[ -n "$pid" ] && ok "sshd takes what server-setup prints" || { not_ok "sshd takes what server-setup prints"; exit 1; }

# one connection for all the commands of a person: each is a session with its command all the same
mux() {
    [ ! -S "$1.mux" ] || echo "-S $1.mux"
}
EXEC= # "exec" in a process of its own
as() { # NAME ssh-arguments..
    key=$tmp/key.$1; shift
    $EXEC ssh -F none -p "$port" -i "$key" -o IdentitiesOnly=yes -o IdentityAgent=none -o BatchMode=yes \
        -o StrictHostKeyChecking=no -o UserKnownHostsFile="$tmp/known" -o LogLevel=ERROR \
        -o ConnectTimeout=20 $(mux "$key") "$@"
}
at=$me@127.0.0.1
if [ "$(as plain $at echo in 2>>"$tmp/err" </dev/null)" != in ]; then
    echo "ok - this account cannot log in to sshd here: not tried"
    exit 0
fi

for u in lan hung xa; do as $u -M -S "$tmp/key.$u.mux" -f -N "$at" </dev/null >/dev/null 2>&1; done
# ---- no way out ----
refused() { # NAME USER COMMAND..
    name=$1 who=$2; shift 2
    as "$who" $at "$@" >"$tmp/out" 2>"$tmp/err" </dev/null; got=$?
    if [ $got = 4 ] && [ ! -s "$tmp/out" ] && [ -s "$tmp/err" ]; then ok "$name"; else not_ok "$name: exit $got"; fi
}
refused "no other program" lan 'cat /etc/passwd'
refused "no shell behind a command" lan 'list household -o -; cat /etc/passwd'
refused "no file of the server is written" lan "export household -o $tmp/there"
refused "no other store" xa "list household --db $tmp/other"
refused "no accounts from afar" xa user list
echo x | as lan "$at" 'import household /etc/passwd' >"$tmp/out" 2>"$tmp/err"
[ $? = 4 ] && ok "no file of the server is read" || not_ok "no file of the server is read"
scp -O -F none -P "$port" -i "$tmp/key.lan" -o IdentitiesOnly=yes -o BatchMode=yes -o StrictHostKeyChecking=no \
    -o UserKnownHostsFile="$tmp/known" "$tmp/plain" "$at:$tmp/stolen" >"$tmp/out" 2>"$tmp/err" </dev/null
[ ! -e "$tmp/stolen" ] && ok "no scp" || not_ok "no scp"
as lan -s "$at" sftp >"$tmp/out" 2>"$tmp/err" </dev/null
grep -aq '^.\{0,8\}SFTP' "$tmp/out" && not_ok "no sftp" || ok "no sftp"
as lan -o ExitOnForwardFailure=yes -W "127.0.0.1:$port" "$at" >"$tmp/out" 2>"$tmp/err" </dev/null
grep -aq SSH- "$tmp/out" && not_ok "no forwarding" || ok "no forwarding"
HOCTAP_DB=$tmp/x LC_ALL=x as lan -o SendEnv=HOCTAP_DB "$at" 'list hamlet -o -' >"$tmp/out" 2>"$tmp/err" </dev/null
[ $? = 0 ] && ok "a list of one's own" || not_ok "a list of one's own"

# ---- files come and go ----
printf 'Thôn,Chủ hộ\r\n99999001,Lê Thị Qua Mạng\r\n99999002,Trần Không Được\r\n' >"$tmp/ho.csv"
as lan "$at" 'import household -' <"$tmp/ho.csv" >"$tmp/out" 2>"$tmp/err"
"$H" --db "$D" list household --find "qua mang" 2>/dev/null | grep -q 'Lê Thị Qua Mạng' && ok "a leader's import" || not_ok "a leader's import"
"$H" --db "$D" list household --find "khong duoc" 2>/dev/null | grep -q 'Trần' && not_ok "not into another hamlet" || ok "not into another hamlet"
as hung "$at" 'import household -' <"$tmp/ho.csv" >"$tmp/out" 2>"$tmp/err"
[ $? != 0 ] && ok "a viewer imports nothing" || not_ok "a viewer imports nothing"
as hung "$at" "export household -o -" >"$tmp/out" 2>"$tmp/err" </dev/null
grep -q 'Lê Thị Qua Mạng' "$tmp/out" && ok "a viewer's export" || not_ok "a viewer's export"
as xa "$at" "hoctap report annual --format docx -o -" >"$tmp/bc.docx" 2>"$tmp/err" </dev/null
[ "$(head -c 2 "$tmp/bc.docx")" = PK ] && ok "a report as .docx" || not_ok "a report as .docx"
printf 'khong-doan-duoc\n' | user passwd hung 2>/dev/null || printf 'khong-doan-duoc\n' | "$H" --db "$D" user passwd hung
refused "with a password no command" hung 'list hamlet -o -'
"$H" --db "$D" user passwd hung --commands key
as hung "$at" 'list hamlet -o -' >"$tmp/out" 2>"$tmp/err" </dev/null
[ $? = 0 ] && ok "unless the key is to do for commands" || not_ok "unless the key is to do for commands"
user disable hung
as hung -O exit "$at" 2>/dev/null
as hung "$at" 'list hamlet -o -' >"$tmp/out" 2>"$tmp/err" </dev/null
[ $? = 255 ] && ok "a disabled account has no key" || not_ok "a disabled account has no key"
"$H" --db "$D" audit --last 30 | grep -q 'lan	ssh 127.0.0.1.*	denied' && ok "refusals are in the audit" || not_ok "refusals are in the audit"

for u in lan xa; do as $u -O exit "$at" 2>/dev/null; done

# ---- many at once, cut off in the middle of an edit ----
i=0
while [ $i -lt "$PEOPLE" ]; do # of two hamlets
    i=$((i + 1))
    new_key n$i
    user add n$i --role leader --unit 9999900$((i % 2 + 1)) --key "$tmp/key.n$i.pub" || not_ok "account n$i"
done
wait_for() { # SECONDS COMMAND..: until it says yes
    left=$(($1 * 10)); shift
    until "$@"; do
        left=$((left - 1))
        [ $left -gt 0 ] || return 1
        sleep 0.1
    done
}
shows() { # FILE TEXT
    grep -aq "$2" "$1" 2>/dev/null
}
person() { # NUMBER ROUND: opens a new household and types its head's name; then sits there
    [ -p "$tmp/in.$1" ] || mkfifo "$tmp/in.$1"
    {
        wait_for 60 shows "$tmp/screen.$1" "Tiến độ" || exit
        printf "1"
        wait_for 60 shows "$tmp/screen.$1" "Công dân" || exit
        sleep 0.2
        printf "\r"
        wait_for 60 shows "$tmp/screen.$1" "Chủ hộ" || exit
        sleep 0.2
        printf "n"
        wait_for 60 shows "$tmp/screen.$1" "trang 1/2" || exit
        sleep 0.2
        printf "Dang Do %s lan %s" "$1" "$2"
        exec sleep 120
    } >"$tmp/in.$1" &
    echo $! >"$tmp/group.$1"
    (EXEC=exec; as n$1 -tt "$at") <"$tmp/in.$1" >"$tmp/screen.$1" 2>&1 &
    echo $! >"$tmp/pid.$1"
}
# What is on everybody's screen; the cursor's moves stand between the letters of a slow line.
all_typed() {
    k=0
    while [ $k -lt "$PEOPLE" ]; do
        k=$((k + 1))
        grep -aq "Do $k lan $round" "$tmp/screen.$k" 2>/dev/null || return 1
    done
}
nobody_left() {
    command -v pgrep >/dev/null || [ "$(drafts)" = "$PEOPLE" ] || return 1
    ! pgrep -f "hoctap --db $D --as n" >/dev/null
}
drafts() {
    k=0 found=0
    while [ $k -lt "$PEOPLE" ]; do
        k=$((k + 1))
        grep -laq "^Dang Do $k lan $round\$" "$D"/drafts/* 2>/dev/null && found=$((found + 1))
    done
    echo $found
}
round=0
while [ $round -lt "$ROUNDS" ]; do
    round=$((round + 1))
    rm -f "$D"/drafts/* "$tmp"/screen.* "$tmp"/pid.*
    i=0
    while [ $i -lt "$PEOPLE" ]; do
        i=$((i + 1))
        person $i $round
    done
    wait_for 60 all_typed && ok "round $round: $PEOPLE people in an edit at once" || not_ok "round $round: $PEOPLE people in an edit at once"
    for p in "$tmp"/pid.*; do kill -9 "$(cat "$p")" 2>/dev/null; done # the line is cut
    wait_for 60 nobody_left && ok "round $round: every session has ended" || not_ok "round $round: every session has ended"
    n=$(drafts)
    [ "$n" = "$PEOPLE" ] && ok "round $round: $n drafts are there" || not_ok "round $round: $n drafts of $PEOPLE"
    for p in "$tmp"/group.*; do kill "$(cat "$p")" 2>/dev/null; done
done
"$H" --db "$D" check >"$tmp/out" 2>&1 && ok "the store is sound" || not_ok "the store is sound"
exit $failed
