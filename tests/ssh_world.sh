# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by tests/test_ssh*.sh: a store, keys and a real sshd on loopback with the configuration
# that server-setup prints. Leaves through `exit 0` where there is nothing to try with.
H=$(cd "${BUILD:-build}" && pwd)/hoctap
SSHD=$(PATH=$PATH:/usr/sbin:/sbin command -v sshd)
if [ -z "$SSHD" ] || ! command -v ssh >/dev/null || ! command -v ssh-keygen >/dev/null; then
    echo "ok - sshd is not installed here: not tried"
    exit 0
fi
tmp=$(mktemp -d) || exit 1
pid=
end() {
    for s in "$tmp"/*.mux; do [ ! -S "$s" ] || ssh -O exit -S "$s" x 2>/dev/null; done
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
new_key() { ssh-keygen -q -t ed25519 -N '' -C "$1@may" -f "$tmp/key.$1"; }

"$H" --db "$D" demo --hamlets 2 --households 30 >/dev/null 2>&1 || not_ok "a store"
new_key plain
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
LogLevel ${SSHD_LOG:-INFO}
Subsystem sftp internal-sftp
AcceptEnv LANG LC_* LANGUAGE HOCTAP_* XDG_* TERMINFO* NCURSES_* ESCDELAY LINES COLUMNS HOME USER TMPDIR NO_COLOR
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
    $EXEC ssh -F none -p "$port" -i "$key" -o IdentitiesOnly=yes -o BatchMode=yes \
        -o StrictHostKeyChecking=no -o UserKnownHostsFile="$tmp/known" -o LogLevel="${SSH_LOG:-ERROR}" \
        -o ConnectTimeout=20 $(mux "$key") "$@"
}
at=$me@127.0.0.1
if [ "$(as plain $at echo in 2>>"$tmp/err" </dev/null)" != in ]; then
    echo "ok - this account cannot log in to sshd here: not tried"
    exit 0
fi
wait_for() { # SECONDS COMMAND..: until it says yes
    left=$(($1 * 20)); shift
    until "$@"; do
        left=$((left - 1))
        [ $left -gt 0 ] || return 1
        sleep 0.05
    done
}
shows() { # FILE TEXT
    grep -aqF -- "$2" "$1" 2>/dev/null
}
