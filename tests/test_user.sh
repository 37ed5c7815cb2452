#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Accounts from the command line, the keys file, a person's session without sshd, server-setup.
. tests/cli_world.sh
D=$tmp/so\ moi # a blank has to be quoted for the shell behind sshd
key='ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIBVmVDO92ABlh16Ay322kMZkw3iC8LEAUJk1pLrtGgP'
echo "$key lan@may" >"$tmp/lan.pub"
echo "restrict $key" >"$tmp/bad.pub"
K=$tmp/keys
run "a store" 0 "$H" --db "$D" demo --hamlets 2 --households 20

# ---- accounts ----
run "an administrator" 0 "$H" --db "$D" user add xa --role admin --name "Quản Trị"
has "where keys go is not known yet" "server-setup"
run "a leader" 0 "$H" --db "$D" user add lan --role leader --unit 99999001 --name "Phạm Thị Lan" --key "$tmp/lan.pub" --keys-file "$K"
has "what the person does then" "Host Name gõ $(id -un)@"
[ "$(tail -n 1 "$K")" = "restrict,pty,command=\"$H --db '$D' --as lan\" $key lan@may" ] && ok "the line of the keys file" || { tail -n 1 "$K" >"$tmp/out"; not_ok "the line of the keys file"; }
run "a login is given once" 3 "$H" --db "$D" user add lan --role leader --unit 99999002
run "a login has small letters" 2 "$H" --db "$D" user add Lan --role officer
run "a leader has hamlets" 2 "$H" --db "$D" user add hung --role leader --unit 99999
run "of the book" 3 "$H" --db "$D" user add hung --role leader --unit 99999009
run "an officer has all" 2 "$H" --db "$D" user add hung --role officer --unit 99999
run "a viewer has something" 2 "$H" --db "$D" user add hung --role viewer
run "options in front of a key" 3 "$H" --db "$D" user key xa "$tmp/bad.pub"
run "list" 0 "$H" --db "$D" user list
has "what it tells" "lan	leader	99999001	1	-	-	Phạm Thị Lan"
run "keys" 0 "$H" --db "$D" user key lan
has "as ssh-keygen shows them" "1	ssh-ed25519	SHA256:jRelwB7muv7cpb70sq5R3ouPd5Tn7qw9pcZnSwx5GoM	lan@may"
run "rights" 0 "$H" --db "$D" user rights lan --unit 99999001,99999002
run "no such person" 3 "$H" --db "$D" user rights nobody --role officer
run "the last administrator" 2 "$H" --db "$D" user disable xa
run "a person without a key" 0 "$H" --db "$D" user add mai --role officer --keys-file "$K"
has "what is to be done" "user key mai TỆP"
run "disable" 0 "$H" --db "$D" user disable lan --keys-file "$K"
grep -q lan@may "$K" && not_ok "the key goes" || ok "the key goes"
run "enable" 0 "$H" --db "$D" user enable lan --keys-file "$K"
grep -q lan@may "$K" && ok "and comes back" || not_ok "and comes back"
run "a folder that is not there" 3 "$H" --db "$D" user enable lan --keys-file "$tmp/no/keys"
[ -z "$(ls "$tmp" | grep keys.)" ] && ok "nothing half written" || not_ok "nothing half written"
run "remove a key" 0 "$H" --db "$D" user key lan --remove 1 --keys-file "$K"
run "there is none left" 3 "$H" --db "$D" user key lan --remove 1
"$H" --db "$D" audit --last 20 >"$tmp/out"
grep -q '	user			0	rights lan$' "$tmp/out" && ok "and says what it was" || not_ok "and says what it was"
[ "$(grep -c '	user	' "$tmp/out")" -ge 6 ] && ok "every change is in the audit" || not_ok "every change is in the audit"

# ---- a session, as sshd starts it ----
as() { # NAME EXIT LOGIN COMMAND
    env -i HOCTAP_DB=/nowhere XDG_DATA_HOME=/nowhere HOCTAP_TODAY=2031-01-01 LANGUAGE=en TERM=../x \
        SSH_CONNECTION='10.0.0.7 1 2 3' SSH_ORIGINAL_COMMAND="$4" "$H" --db "$D" --as "$3" >"$tmp/out" 2>"$tmp/err" </dev/null
    got=$?
    [ "$got" = "$2" ] && ok "$1" || not_ok "$1: exit $got, not $2"
}
as "own records" 0 lan "list household -o -"
as "the day is the machine's" 0 lan "progress -o - --format json"
hasnt "HOCTAP_TODAY is not asked" '"year":2031'
{ echo 'Thôn,Chủ hộ'; yes '99999001,Nguyễn Văn Nhiều' | head -n 50001; } >"$tmp/nhieu.csv"
SSH_ORIGINAL_COMMAND='import household -' "$H" --db "$D" --as lan <"$tmp/nhieu.csv" >"$tmp/out" 2>"$tmp/err"
[ $? = 3 ] && grep -q '50.000' "$tmp/err" && ok "no more rows at once than a commune has" || not_ok "no more rows at once than a commune has"
as "of which nothing stays" 0 lan "list household --find nhieu -o -"
hasnt "none" "Nguyễn Văn Nhiều"
as "another command" 4 lan "check"
as "a wrong option" 4 lan "list household --dp"
as "nobody" 4 nobody "list household"
as "no login at all" 4 "../xa" "list household"
as "a screen needs a terminal" 2 lan ""
run "--as needs --db" 2 "$H" --as lan
run "--as stands alone" 2 "$H" --db "$D" --as lan list household
run "not in a shortened form" 2 "$H" --db "$D" --a lan
printf '111111\n' | "$H" --db "$D" user passwd lan 2>/dev/null; [ $? = 2 ] && ok "no PIN that anybody would try" || not_ok "no PIN that anybody would try"
typed() { # NAME EXIT LINE..: a session whose terminal is a pipe, so that it ends where the screen begins
    name=$1 want=$2; shift 2
    printf '%s\n' "$@" | "$H" --db "$D" --as lan >"$tmp/out" 2>"$tmp/err"; got=$?
    [ $got = "$want" ] && ok "$name" || not_ok "$name: exit $got, not $want"
}
printf '739104\n' | "$H" --db "$D" user passwd lan 2>"$tmp/err" && grep -q 'bắt đổi' "$tmp/err" && ok "a PIN of the administrator" || not_ok "a PIN of the administrator"
run "list" 0 "$H" --db "$D" user list
has "it is marked as such" "lan	leader	99999001,99999002	0	first-password	-"
typed "it does not let in by itself" 4 739104
typed "nor does it become one's own" 4 739104 739104 739104 123456 123456 482913 482914
typed "before there is one's own" 2 739104 482913 482914 482913 482913
typed "then the old one is none" 4 739104 739104 739104
"$H" --db "$D" audit --last 5 | grep -q '	user			0	own-passwd lan$' && ok "that is in the audit" || not_ok "that is in the audit"
printf '482913\n' | "$H" --db "$D" user passwd lan --keep && ok "a PIN" || not_ok "a PIN"
printf '4829\n' | "$H" --db "$D" user passwd lan 2>/dev/null; [ $? = 2 ] && ok "too short a PIN" || not_ok "too short a PIN"
as "with a PIN no command" 4 lan "list household"
in=0
for round in 1 2 3 4 5; do # on a slow machine the second of the first wait may be over
    printf '111111\n222222\n333333\n' | "$H" --db "$D" --as lan >"$tmp/out" 2>"$tmp/err"
    printf '482913\n' | "$H" --db "$D" --as lan >"$tmp/out" 2>"$tmp/err"; in=$?
    [ $in != 4 ] || break
done
[ $in = 4 ] && grep -q 'giây' "$tmp/err" && ok "after wrong ones the right one has to wait" || not_ok "after wrong ones the right one has to wait"
run "an administrator opens it again" 0 "$H" --db "$D" user enable lan --keys-file "$K"
printf '482913\n' | "$H" --db "$D" --as lan >"$tmp/out" 2>"$tmp/err"
[ $? = 2 ] && ok "the right one, as far as the terminal" || not_ok "the right one, as far as the terminal"
# forty windows at once are no forty tries
i=0
: >"$tmp/wrong"
while [ $i -lt 40 ]; do
    i=$((i + 1))
    printf '00%04d\n' $((i * 7)) | "$H" --db "$D" --as lan >>"$tmp/wrong" 2>&1 &
done
wait
tries=$(grep -c 'chưa đúng' "$tmp/wrong") waits=$(grep -c 'giây\|cùng lúc' "$tmp/wrong")
[ "$tries" -ge 1 ] && [ "$tries" -le 7 ] && [ $((tries + waits)) = 40 ] && ok "forty windows at once do not get forty tries" || not_ok "forty windows at once: $tries tries, $waits waits"
"$H" --db "$D" user enable lan --keys-file "$K" 2>/dev/null

# what the process of a person is, while it waits for the password: no core dump, no Ctrl-Z, nobody's
# to look into
mkfifo "$tmp/fifo"
"$H" --db "$D" --as lan <"$tmp/fifo" >"$tmp/out" 2>"$tmp/err" &
exec 3>"$tmp/fifo"
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    grep -q '^SigIgn:.*[89a-f].\{4\}$' /proc/$!/status && [ -e "$D/sessions/lan.0" ] && break
    sleep 0.1
done
grep -q '^Max core file size  *0  *0 ' /proc/$!/limits && ok "no core dump" || not_ok "no core dump"
grep -q '^SigIgn:.*[89a-f].\{4\}$' /proc/$!/status && ok "no Ctrl-Z" || not_ok "no Ctrl-Z" # bit 20
if [ "$(id -u)" != 0 ]; then # what root runs is root's either way
    [ "$(stat -c %u /proc/$!/fd)" = 0 ] && ok "not dumpable" || not_ok "not dumpable"
fi
exec 3>&-
wait

mode=$(stat -c %a "$D/files" "$D/files/lan" | tr '\n' ' ')
[ "$mode" = "700 700 " ] && ok "a folder of one's own" || not_ok "a folder of one's own: $mode"

# ---- server-setup ----
run "server-setup shows" 0 "$H" --db /srv/so server-setup
for f in /etc/hoctap/server.conf /etc/ssh/sshd_config.d/hoctap.conf /etc/systemd/system/hoctap-backup.timer; do has "it shows $f" "## $f"; done
has "MaxStartups" "MaxStartups 100:30:200"
run "and makes" 0 "$H" --db /srv/so server-setup --root "$tmp/root" --apply
(cd "$tmp/root" && find . -type f -exec cksum {} + | sort -k 3) >"$tmp/once"
[ "$(stat -c %a "$tmp/root/srv" "$tmp/root/srv/so" "$tmp/root/var/backups/hoctap" "$tmp/root/etc/hoctap/keys" | tr '\n' ' ')" = "700 700 700 644 " ] && ok "modes" || not_ok "modes"
run "twice" 0 "$H" --db /srv/so server-setup --root "$tmp/root" --apply
(cd "$tmp/root" && find . -type f -exec cksum {} + | sort -k 3) >"$tmp/twice"
cmp -s "$tmp/once" "$tmp/twice" && ok "changes nothing" || not_ok "changes nothing"
run "no odd paths" 2 "$H" --db "/srv/'x" server-setup
run "no relative ones" 2 "$H" --db so server-setup
run "no odd users" 2 "$H" --db /srv/so server-setup --user 'x y'
if command -v sshd >/dev/null && command -v ssh-keygen >/dev/null; then
    ssh-keygen -q -t ed25519 -N '' -f "$tmp/host"
    [ "$(id -u)" != 0 ] || mkdir -p /run/sshd
    { echo "HostKey $tmp/host"; cat "$tmp/root/etc/ssh/sshd_config.d/hoctap.conf"; } >"$tmp/config"
    run "sshd takes it" 0 sshd -t -f "$tmp/config"
fi
if command -v systemd-analyze >/dev/null; then
    sed "s|^ExecStart=[^ ]*|ExecStart=/bin/true|; s|^User=.*||" "$tmp/root/etc/systemd/system/hoctap-backup.service" >"$tmp/hoctap-backup.service"
    run "systemd takes the timer" 0 systemd-analyze calendar "$(sed -n 's/^OnCalendar=//p' "$tmp/root/etc/systemd/system/hoctap-backup.timer")"
fi
exit $failed
