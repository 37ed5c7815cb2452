#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# server-setup --apply as root, for real, in a copy of this machine's root that is thrown away (an
# overlay in a mount namespace of its own), then the steps of README: the first store, accounts, a
# login through the machine's own sshd_config, the nightly backup, a restore.
# Where that cannot be made there is nothing to try, and it says so.
if [ "$1" != --inside ]; then
    missing=
    [ "$(id -u)" = 0 ] || missing=root
    for c in unshare sshd ssh-keygen useradd setpriv chroot; do command -v $c >/dev/null || missing="$missing $c"; done
    id hoctap >/dev/null 2>&1 && missing="$missing no-account-hoctap"
    if [ -n "$missing" ]; then
        echo "ok - server-setup as root: not tried here ($missing)"
        exit 0
    fi
    exec unshare -m sh "$0" --inside
fi
build=$(cd "${BUILD:-build}" && pwd)
top=$(mktemp -d) || exit 1
R=$top/root
trap 'kill "$(cat "$R/run/sshd.pid" 2>/dev/null)" 2>/dev/null; umount -l "$top"; rmdir "$top"' EXIT
mount --make-rprivate / 2>/dev/null
if ! { mount -t tmpfs t "$top" && mkdir "$top/up" "$top/work" "$R" &&
    mount -t overlay o -o "lowerdir=/,upperdir=$top/up,workdir=$top/work" "$R" && mount --rbind /dev "$R/dev" &&
    mount -t proc p "$R/proc" && mount -t tmpfs t "$R/tmp" && mount -t tmpfs t "$R/run"; } 2>/dev/null; then
    echo "ok - server-setup as root: no overlay here, not tried"
    exit 0
fi
chmod 1777 "$R/tmp"
failed=0
out=$R/tmp/out
ok() { echo "ok - $1"; }
not_ok() { failed=1; echo "not ok - $1"; head -n 8 "$out"; }
in_root() { chroot "$R" env -i PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root ${ASAN_OPTIONS:+ASAN_OPTIONS="$ASAN_OPTIONS"} "$@"; }
run() { # NAME COMMAND..
    name=$1; shift
    in_root "$@" >"$out" 2>&1 </dev/null && ok "$name" || not_ok "$name"
}
as_hoctap() { in_root setpriv --reuid hoctap --regid hoctap --clear-groups "$@"; }
for p in hoctap hoctap-file hoctap-office; do install -D -m 755 "$build/$p" "$R/usr/local/bin/$p"; done
rm -f "$R"/etc/ssh/sshd_config.d/*
S=/var/lib/hoctap/so

echo 'NoSuchOption yes' >"$R/etc/ssh/sshd_config.d/broken.conf"
in_root hoctap server-setup --apply >"$out" 2>&1
[ $? = 3 ] && [ ! -e "$R/etc/ssh/sshd_config.d/hoctap.conf" ] && ok "sshd's configuration is left as it works" || not_ok "sshd's configuration is left as it works"
rm "$R/etc/ssh/sshd_config.d/broken.conf"
run "server-setup --apply" hoctap server-setup --apply
[ "$(in_root getent passwd hoctap | cut -d: -f6,7)" = /var/lib/hoctap:/bin/sh ] &&
    [ "$(in_root getent shadow hoctap | cut -d: -f2)" = '*' ] && ok "the account, with a password nobody can type" || not_ok "the account"
modes=$(in_root stat -c '%a %U' /var/lib/hoctap $S /var/backups/hoctap /etc/hoctap/keys /etc/ssh/sshd_config.d/hoctap.conf | tr '\n' ' ')
[ "$modes" = "700 hoctap 700 hoctap 700 hoctap 644 root 644 root " ] && ok "owners and modes" || not_ok "owners and modes: $modes"
run "sshd takes it" sshd -t
in_root sshd -T -C user=hoctap,host=x,addr=10.0.0.7 >"$out" 2>&1
for line in 'authorizedkeysfile /etc/hoctap/keys' 'disableforwarding yes' 'permituserrc no' 'passwordauthentication no' 'maxstartups 100:30:200'; do
    grep -qx "$line" "$out" || bad="$bad $line;"
done
in_root sshd -T -C user=root,host=x,addr=10.0.0.7 2>/dev/null | grep -qx 'disableforwarding no' || bad="$bad others too;"
[ -z "$bad" ] && ok "for this account, and no other" || not_ok "for this account, and no other:$bad"
command -v systemd-analyze >/dev/null && run "systemd takes the units" systemd-analyze verify /etc/systemd/system/hoctap-backup.service /etc/systemd/system/hoctap-backup.timer
sums() { find "$R/etc/hoctap" "$R/etc/ssh" "$R"/etc/systemd/system/hoctap* "$R/var/lib/hoctap" -type f -exec cksum {} + | sort; }
sums >"$top/once"
run "twice" hoctap server-setup --apply
sums >"$top/twice"
cmp -s "$top/once" "$top/twice" && ok "changes nothing" || not_ok "changes nothing"

# ---- as README goes on ----
as_hoctap hoctap --db $S init --commune 15664 --name "Xã Triệu Sơn" --province 38 >"$out" 2>&1 && ok "a store" || not_ok "a store"
printf 'Tên,Số thứ tự\nThôn 1,1\nThôn 2,2\nThôn 3,3\n' >"$R/root/thon.csv"
as_hoctap hoctap --db $S import hamlet - <"$R/root/thon.csv" >"$out" 2>&1 && ok "its hamlets" || not_ok "its hamlets"
for u in xa lan; do ssh-keygen -q -t ed25519 -N '' -f "$R/root/$u.key"; done
run "an administrator" hoctap --db $S user add xa --role admin --key /root/xa.key.pub
run "a leader" hoctap --db $S user add lan --role leader --unit 15664003 --key /root/lan.key.pub
grep -q 'hoctap@' "$out" && ok "who is told the account's name" || not_ok "who is told the account's name"
[ "$(in_root stat -c '%a %U' /etc/hoctap/keys $S/data.mdb | tr '\n' ' ')" = "644 root 600 hoctap " ] && ok "the store stays the account's" || not_ok "the store stays the account's"
[ -e "$R/etc/ssh/ssh_host_ed25519_key" ] || ssh-keygen -q -t ed25519 -N '' -f "$R/etc/ssh/ssh_host_ed25519_key"
port=$((22000 + $$ % 8000))
in_root /usr/sbin/sshd -p $port -o ListenAddress=127.0.0.1 -E /tmp/log
for i in 1 2 3 4 5 6 7 8 9 10; do grep -q listening "$R/tmp/log" && break; sleep 0.1; done
lan() {
    ssh -F none -p $port -i "$R/root/lan.key" -o IdentitiesOnly=yes -o BatchMode=yes -o StrictHostKeyChecking=no \
        -o UserKnownHostsFile="$R/tmp/known" -o LogLevel=ERROR hoctap@127.0.0.1 "$@"
}
printf 'Chủ hộ,Năm sinh\nLê Thị Mạng,1960\n' | lan import household - >"$out" 2>&1
lan list household -o - >"$out" 2>&1 </dev/null
grep -q 'Lê Thị Mạng' "$out" && ok "a leader comes in" || not_ok "a leader comes in"
lan id >"$out" 2>&1 </dev/null; [ $? = 4 ] && ok "and not further" || not_ok "and not further"
command=$(sed -n 's/^ExecStart=//p' "$R/etc/systemd/system/hoctap-backup.service")
as_hoctap $command >"$out" 2>&1 && [ -n "$(ls "$R"/var/backups/hoctap)" ] && ok "the nightly backup" || not_ok "the nightly backup"
rm -rf "$R$S"
as_hoctap hoctap --db $S restore - <"$R/var/backups/hoctap/$(ls "$R"/var/backups/hoctap | grep '\.backup$')" >"$out" 2>&1 && ok "and a restore from it" || not_ok "and a restore from it"
grep -q 'user refresh' "$out" && ok "which says how sshd learns its keys" || not_ok "which says how sshd learns its keys"
: >"$R/etc/hoctap/keys"
run "user refresh" hoctap --db $S user refresh
[ "$(grep -c '^restrict,pty' "$R/etc/hoctap/keys")" = 2 ] && ok "writes the keys of the store" || not_ok "writes the keys of the store"
lan list household -o - >"$out" 2>&1 </dev/null
grep -q 'Lê Thị Mạng' "$out" && ok "in which the leader is as before" || not_ok "in which the leader is as before"
cp "$R/root/thon.csv" "$R/tmp"
# what root does in the store of the account is the account's; who works as somebody else cannot look
# for leaks in itself
ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0
for c in 'list household' 'check' 'audit --verify' 'import hamlet /tmp/thon.csv --update' 'backup /var/backups/hoctap/root.backup'; do
    in_root hoctap --db $S $c >"$out" 2>&1 </dev/null || bad="$bad $c;"
done
rm -rf "$R$S"
run "root restores it" hoctap --db $S restore /var/backups/hoctap/root.backup
run "root makes another" hoctap --db /var/lib/hoctap/khac demo --hamlets 1 --households 5
alien=$(in_root find /var/lib/hoctap /var/backups/hoctap ! -user hoctap 2>&1)
[ -z "$bad$alien" ] && ok "root leaves nothing that the account cannot write" || not_ok "root leaves nothing that the account cannot write:$bad $alien"
exit $failed
