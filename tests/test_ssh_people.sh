#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Leaders and officers at once over a real sshd, all in the middle of something when the line drops:
# leaders in a new household, some of them with one saved before; officers in one and the same
# record, and in the numbers of a meeting. Nothing that was acknowledged is gone, and whoever comes
# in again finds what was typed. SSH_PEOPLE at once (4), SSH_ROUNDS times (1).
. tests/ssh_world.sh
PEOPLE=${SSH_PEOPLE:-4} ROUNDS=${SSH_ROUNDS:-1}
kind() { echo $(($1 % 4)); } # 1: leader; 2: officer, one record; 3: leader who has saved; 0: officer, numbers
i=0
: >"$tmp/keys"
user add xa --role admin >/dev/null || not_ok "an administrator"
while [ $i -lt "$PEOPLE" ]; do # accounts at once, keys at the end
    i=$((i + 1))
    new_key n$i
    case $(kind $i) in
    1 | 3) role="leader --unit 9999900$((i / 2 % 2 + 1))" ;;
    *) role=officer ;;
    esac
    user add n$i --role $role --key "$tmp/key.n$i.pub" || not_ok "account n$i"
done
text() { # NUMBER ROUND: what that person types
    [ "$(kind "$1")" = 0 ] && echo "1.3 2.4 9$1$2" || echo "Dang Do $1 lan $2"
}
step() { # NUMBER TEXT KEYS: when the text stands there
    wait_for ${SSH_WAIT:-90} shows "$tmp/screen.$1" "$2" || exit 1
    sleep 0.2
    printf "$3"
}
work() { # NUMBER ROUND: the keys of one person
    step "$1" "Tiến độ" ""
    case $(kind "$1") in
    1 | 3)
        printf 1
        step "$1" "Công dân" '\r'
        step "$1" "Chủ hộ" n
        if [ "$(kind "$1")" = 3 ]; then
            step "$1" "trang 1/2" "Luu Xong $1 lan $2"'\023' # Ctrl-S
            step "$1" "Đã ghi đĩa" "" # and the next new one is open
        fi
        step "$1" "trang 1/2" "$(text "$1" "$2")" ;;
    2)
        printf '2\r'
        step "$1" "30 hộ" '\r'
        step "$1" "trang 1/2" " $(text "$1" "$2")" ;;
    0)
        printf 3
        step "$1" "Công dân học tập" 1
        step "$1" "1.15" m
        step "$1" "Việc khác" '3\r'
        step "$1" "Những số đăng ký" "$(text "$1" "$2")" ;;
    esac
    exec sleep 120
}
back() { # NUMBER ROUND: what the same person does in a new session
    step "$1" "Bản nháp" n
    sleep 0.3
    printf '\r'
    exec sleep 60
}
login() { # WHAT NUMBER ROUND
    : >"$tmp/screen.$2"
    rm -f "$tmp/in.$2"
    mkfifo "$tmp/in.$2"
    "$1" "$2" "$3" >"$tmp/in.$2" &
    echo $! >"$tmp/group.$2"
    (EXEC=exec; as "n$2" -tt "$at") <"$tmp/in.$2" >"$tmp/screen.$2" 2>&1 &
    echo $! >"$tmp/pid.$2"
}
everybody() { # COMMAND NUMBER: does it hold for all?
    k=0
    while [ $k -lt "$PEOPLE" ]; do
        k=$((k + 1))
        "$1" $k || return 1
    done
}
typed() { shows "$tmp/screen.$1" "$(text "$1" $round)"; }
drafted() { grep -laqF -- "$(text "$1" $round)" "$D"/drafts/n"$1".* 2>/dev/null; }
all_typed() { everybody typed; }
all_drafted() { everybody drafted; }
count() { # COMMAND: of how many it holds
    k=0 found=0
    while [ $k -lt "$PEOPLE" ]; do
        k=$((k + 1))
        "$1" $k && found=$((found + 1))
    done
    echo $found
}
nobody_left() {
    command -v pgrep >/dev/null || return 0
    ! pgrep -f "hoctap --db $D --as n" >/dev/null
}
cut() { # the line of all, at once
    for p in "$tmp"/pid.*; do kill -9 "$(cat "$p")" 2>/dev/null; done
    for p in "$tmp"/group.*; do kill "$(cat "$p")" 2>/dev/null; done
    wait_for 60 nobody_left || not_ok "round $round: a session is left"
    rm -f "$tmp"/pid.* "$tmp"/group.*
}
all() { # NAME HOW-MANY
    [ "$2" = "$PEOPLE" ] && ok "round $round: $1 $2 of $PEOPLE" || not_ok "round $round: $1 $2 of $PEOPLE"
}
round=0 saved=0 saves=0 drafts=0 returned=0
while [ $round -lt "$ROUNDS" ]; do
    round=$((round + 1))
    rm -f "$D"/drafts/*
    i=0
    while [ $i -lt "$PEOPLE" ]; do i=$((i + 1)); login work $i $round; done
    wait_for ${SSH_WAIT:-90} all_typed
    all "in the middle of an edit:" "$(count typed)"
    cut
    wait_for 10 all_drafted
    n=$(count drafted) drafts=$((drafts + n))
    all "drafts of those cut off:" "$n"
    i=0
    while [ $i -lt "$PEOPLE" ]; do i=$((i + 1)); login back $i $round; done
    wait_for ${SSH_WAIT:-60} all_typed
    n=$(count typed) returned=$((returned + n))
    all "found again in a new session:" "$n"
    cut
    k=3
    while [ $k -le "$PEOPLE" ]; do
        saves=$((saves + 1))
        "$H" --db "$D" list household --find "Luu Xong $k lan $round" 2>/dev/null | grep -q "Luu Xong $k lan $round" && saved=$((saved + 1))
        k=$((k + 4))
    done
done
[ $saved = $saves ] && ok "$saved of $saves acknowledged saves are there" || not_ok "$saved of $saves acknowledged saves are there"
"$H" --db "$D" check >"$tmp/out" 2>&1 && ok "the store is sound" || not_ok "the store is sound"
echo "# $PEOPLE people in 2 roles, $ROUNDS rounds, $((2 * PEOPLE * ROUNDS)) sessions hung up, $drafts drafts, $returned found again, $saved saves, $((PEOPLE * ROUNDS - drafts + saves - saved)) losses"
exit $failed
