#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A real sshd on loopback: keys of several people and roles, one forced command each. Nothing but
# hoctap can be reached whatever a client asks for, and files come and go by the connection.
SSHD_LOG=DEBUG1
. tests/ssh_world.sh
for u in lan hung xa; do new_key $u; done
user add xa --role admin --name "Quản Trị" --key "$tmp/key.xa.pub" >/dev/null || not_ok "an administrator"
user add lan --role leader --unit 99999001 --key "$tmp/key.lan.pub" || not_ok "a leader"
ssh-keygen -e -f "$tmp/key.hung.pub" >"$tmp/hung.putty"
user add hung --role viewer --unit 99999 --key "$tmp/hung.putty" || not_ok "a viewer, with PuTTYgen's file"
[ "$(grep -c '^restrict,pty,command=' "$tmp/keys")" = 3 ] && ok "three keys in the file" || not_ok "three keys in the file"

# ---- what sshd itself is asked for: each on a connection of its own ----
lp=$((port + 1))
forward() { # NAME OPTIONS..: a connection without a command, that fails when it cannot forward
    name=$1; shift
    as lan -N -o ExitOnForwardFailure=yes "$@" "$at" >"$tmp/out" 2>"$tmp/err" </dev/null; got=$?
    [ $got = 255 ] && grep -q 'forwarding failed' "$tmp/err" && ok "$name" || not_ok "$name: exit $got"
}
through() { # NAME OPTIONS..: what listens here leads nowhere there; the tunnel is tried from outside
    name=$1; shift
    as lan -f -N -M -S "$tmp/through.mux" "$@" "$at" >"$tmp/out" 2>"$tmp/err" </dev/null || not_ok "$name: no connection"
    reach >"$tmp/out" 2>>"$tmp/err"
    grep -aq SSH- "$tmp/out" && not_ok "$name" || ok "$name"
    ssh -O exit -S "$tmp/through.mux" x 2>/dev/null
}
reach() { ssh-keyscan -T 3 -p $lp 127.0.0.1 2>&1 | sed 's/^# [^ ]* SSH-/SSH-/'; }
as plain -f -N -M -S "$tmp/through.mux" -L $lp:127.0.0.1:$port "$at" </dev/null >/dev/null 2>&1
reach | grep -aq SSH- && reaches=yes
ssh -O exit -S "$tmp/through.mux" x 2>/dev/null
[ -n "$reaches" ] && not_ok "the account itself may forward: the test would see nothing" || ok "no -L for the account at all, whatever the key"
lp=$((lp + 1))
through "no -L" -L $lp:127.0.0.1:$port
grep -q "refused local port forward" "$tmp/log" && ok "sshd says so" || not_ok "sshd says so"
if command -v curl >/dev/null; then # it speaks SOCKS; what asks for a connection by -D is refused as with -L
    lp=$((lp + 1))
    as lan -f -N -M -S "$tmp/through.mux" -D $lp "$at" >"$tmp/out" 2>"$tmp/err" </dev/null
    refusals=$(grep -c "refused local port forward" "$tmp/log")
    curl -s --max-time 3 --socks5 127.0.0.1:$lp "telnet://127.0.0.1:$port" >"$tmp/out" 2>>"$tmp/err" </dev/null
    grep -aq SSH- "$tmp/out" || [ "$(grep -c "refused local port forward" "$tmp/log")" -le "$refusals" ] && not_ok "no -D" || ok "no -D"
    ssh -O exit -S "$tmp/through.mux" x 2>/dev/null
fi
lp=$((lp + 1))
through "no -L to a socket" -L $lp:"$tmp/agent.sock"
forward "no -R" -R 0:127.0.0.1:$port
forward "no -R of a socket" -R "$tmp/there.sock":127.0.0.1:$port
[ ! -e "$tmp/there.sock" ] && ok "nothing was made there" || not_ok "nothing was made there"
as lan -o ExitOnForwardFailure=yes -W "127.0.0.1:$port" "$at" >"$tmp/out" 2>"$tmp/err" </dev/null
grep -aq SSH- "$tmp/out" && not_ok "no -W" || ok "no -W"
eval "$(ssh-agent -a "$tmp/agent.sock" -s)" >/dev/null; echo "$SSH_AGENT_PID" >"$tmp/pid.agent"
DISPLAY=127.0.0.1:7 SSH_LOG=INFO as lan -tt -A -Y "$at" 'list hamlet -o -' >"$tmp/out" 2>"$tmp/err" </dev/null
grep -q "agent forwarding disabled" "$tmp/log" && ok "no -A" || not_ok "no -A"
grep -q "X11 forwarding request failed" "$tmp/err" "$tmp/out" && ok "no -X" || not_ok "no -X"
unset SSH_AUTH_SOCK
scp -O -F none -P "$port" -i "$tmp/key.lan" -o IdentitiesOnly=yes -o BatchMode=yes -o StrictHostKeyChecking=no \
    -o UserKnownHostsFile="$tmp/known" "$tmp/plain" "$at:$tmp/stolen" >"$tmp/out" 2>"$tmp/err" </dev/null
[ ! -e "$tmp/stolen" ] && ok "no scp" || not_ok "no scp"
as lan -s "$at" sftp >"$tmp/out" 2>"$tmp/err" </dev/null
grep -aq '^.\{0,8\}SFTP' "$tmp/out" && not_ok "no sftp" || ok "no sftp"

# ---- what hoctap is asked for ----
for u in lan hung xa; do as $u -M -S "$tmp/key.$u.mux" -f -N "$at" </dev/null >/dev/null 2>&1; done
refused() { # NAME USER COMMAND..
    name=$1 who=$2; shift 2
    as "$who" $at "$@" >"$tmp/out" 2>"$tmp/err" </dev/null; got=$?
    if [ $got = 4 ] && [ ! -s "$tmp/out" ] && grep -qv '^debug' "$tmp/err"; then ok "$name"; else not_ok "$name: exit $got"; fi
}
refused "no other program" lan 'cat /etc/passwd'
refused "no shell" lan sh -c "id; touch $tmp/was-there"
refused "no shell by its path" lan /bin/sh
refused "no shell behind a command" lan 'list household -o -; cat /etc/passwd'
refused "nor in one" lan "list household -o - --find \$(touch $tmp/was-there) \`touch $tmp/was-there\`"
refused "nor behind a pipe" lan "list household -o - | tee $tmp/was-there"
refused "nor on a line of its own" lan "list household -o -
touch $tmp/was-there"
refused "no file of the server is written" lan "export household -o $tmp/was-there"
refused "in no spelling of it" lan "export household --out=$tmp/was-there"
refused "nor of the refused rows" lan "import household --refused $tmp/was-there -"
refused "nor with a > of theirs" lan "export household -o - > $tmp/was-there"
[ ! -e "$tmp/was-there" ] && ok "nobody was there" || not_ok "nobody was there"
refused "no file of the server is read" lan 'import household /etc/passwd'
refused "nor as a map" lan 'import household --map /etc/passwd -'
refused "nor as a form" xa 'report statistics --template /etc/passwd -o -'
refused "no other store" xa "list household --db $tmp/other -o -"
refused "nobody else" lan "list household --as xa -o -"
refused "no accounts from afar" xa user list
refused "no audit, no backup, no restore" xa "backup -"
refused "a command that is too long" lan "list household --find $(head -c 5000 /dev/zero | tr '\0' a) -o -"
refused "control bytes" lan "$(printf 'list household \033]0;x\007 -o -')"
refused "bytes that are no text" lan "$(printf 'list household \377\376 -o -')"
"$H" --db "$D" audit --last 40 >"$tmp/out"
grep -q 'lan	ssh 127.0.0.1.*	denied' "$tmp/out" && ok "refusals are in the audit" || not_ok "refusals are in the audit"
LANG=$(printf '../../x\033[2J') LC_ALL=xx_XX.TCVN LC_MESSAGES=en_US LANGUAGE=en HOCTAP_DB=$tmp/x HOCTAP_TODAY=2031-01-01 \
    XDG_DATA_HOME=$tmp/x HOME=$tmp/x TERMINFO=$tmp/x NCURSES_TRACE=9 TMPDIR=$tmp/x \
    as lan -o SendEnv="LANG LC_* LANGUAGE HOCTAP_* XDG_* HOME TERMINFO NCURSES_* TMPDIR" "$at" 'hoctap progress --format json -o -' \
    >"$tmp/out" 2>"$tmp/err" </dev/null
[ $? = 0 ] && grep -q '"unit":"99999001"' "$tmp/out" && ! grep -q 2031 "$tmp/out" && ok "no environment comes along" || not_ok "no environment comes along"
screen() { # TERM: what the menu looks like there; Esc Esc leaves it
    : >"$tmp/menu"
    { wait_for 10 shows "$tmp/menu" "Tiến độ"; printf '\033\033'; exec sleep 0.3; } | TERM=$1 as lan -tt "$at" >"$tmp/menu" 2>&1
    shows "$tmp/menu" "Tiến độ"
}
for term in '../../../../etc/passwd' "$(head -c 3000 /dev/zero | tr '\0' x)" "$(printf 'a\033[2Jb')" ''; do
    screen "$term" || bad=$bad.
done
[ -z "$bad" ] && ok "any TERM gets the menu" || not_ok "any TERM gets the menu: $bad"

# ---- files come and go ----
printf 'Thôn,Chủ hộ\r\n99999001,Lê Thị Qua Mạng\r\n99999002,Trần Không Được\r\n' >"$tmp/ho.csv"
as lan "$at" 'import household -' <"$tmp/ho.csv" >"$tmp/out" 2>"$tmp/err"
"$H" --db "$D" list household --find "qua mang" 2>/dev/null | grep -q 'Lê Thị Qua Mạng' && ok "a leader's import" || not_ok "a leader's import"
"$H" --db "$D" list household --find "khong duoc" 2>/dev/null | grep -q 'Trần' && not_ok "not into another hamlet" || ok "not into another hamlet"
as hung "$at" 'import household -' <"$tmp/ho.csv" >"$tmp/out" 2>"$tmp/err"
[ $? != 0 ] && ok "a viewer imports nothing" || not_ok "a viewer imports nothing"
{ echo 'Thôn,Chủ hộ'; yes '99999001,Nguyễn Văn Quá Nhiều' | head -c 68000000; } | as lan "$at" 'import household -' >"$tmp/out" 2>"$tmp/err"
[ $? = 3 ] && grep -q '64 MiB' "$tmp/err" && ok "no more than 64 MiB" || not_ok "no more than 64 MiB"
"$H" --db "$D" list household --find "qua nhieu" 2>/dev/null | grep -q Nguyễn && not_ok "of which nothing stays" || ok "of which nothing stays"
as hung "$at" "export household -o -" >"$tmp/out" 2>"$tmp/err" </dev/null
grep -q 'Lê Thị Qua Mạng' "$tmp/out" && ok "a viewer's export" || not_ok "a viewer's export"
as xa "$at" "hoctap report annual --format docx -o -" >"$tmp/bc.docx" 2>"$tmp/err" </dev/null
[ "$(head -c 2 "$tmp/bc.docx")" = PK ] && ok "a report as .docx" || not_ok "a report as .docx"
# what the screens tell people to type (tui/fetch.h)
for line in 'report register --format docx' 'report meeting-sheet --title family --format docx' 'report statistics --format xlsx' \
    'export household --format xlsx' 'progress' 'explain --title family --state missing'; do
    as lan "$at" "$line -o -" >"$tmp/out" 2>"$tmp/err" </dev/null && [ -s "$tmp/out" ] || bad="$bad $line;"
done
[ -z "$bad" ] && ok "the lines that screens show" || not_ok "the lines that screens show:$bad"
for line in 'list household --unit 99999002' 'export citizen --unit 99999002' 'progress --unit 99999' 'explain --title family --unit 99999002' \
    'report annual --unit 99999002' 'report recognised --unit 99999'; do
    as lan "$at" "$line -o -" >"$tmp/out" 2>"$tmp/err" </dev/null; got=$?
    [ $got = 4 ] && [ ! -s "$tmp/out" ] || bad="$bad $line ($got);"
done
[ -z "$bad" ] && ok "a leader sees no other hamlet by any of them" || not_ok "a leader sees no other hamlet by any of them:$bad"
printf 'khong-doan-duoc\n' | "$H" --db "$D" user passwd hung 2>/dev/null || not_ok "a password"
refused "with a password no command" hung 'list hamlet -o -'
"$H" --db "$D" user passwd hung --commands key
as hung "$at" 'list hamlet -o -' >"$tmp/out" 2>"$tmp/err" </dev/null
[ $? = 0 ] && ok "unless the key is to do for commands" || not_ok "unless the key is to do for commands"
user disable hung
as hung "$at" 'list hamlet -o -' >"$tmp/out" 2>"$tmp/err" </dev/null
[ $? = 4 ] && ok "a disabled account is refused on an open connection" || not_ok "a disabled account is refused on an open connection"
as hung -O exit "$at" 2>/dev/null
as hung "$at" 'list hamlet -o -' >"$tmp/out" 2>"$tmp/err" </dev/null
[ $? = 255 ] && ok "and has no key" || not_ok "and has no key"
exit $failed
