#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: deps.sh PACKAGE...   installs what is missing of these Debian packages
missing=
if command -v dpkg-query >/dev/null 2>&1; then
    for p in "$@"; do
        dpkg-query -W -f='${Status}' "$p" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $p"
    done
else
    exit 0 # not Debian: the compiler will say what it lacks
fi
[ -z "$missing" ] && exit 0
if [ "$(id -u)" != 0 ]; then
    echo "Thiếu gói cần để dựng hoctap. Hãy chạy: sudo apt-get install -y --no-install-recommends$missing" >&2
    exit 1
fi
echo "Đang cài:$missing" >&2
DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing >/tmp/hoctap-deps.$$ 2>&1 || {
    tail -n 5 /tmp/hoctap-deps.$$ >&2
    rm -f /tmp/hoctap-deps.$$
    echo "Không cài được:$missing. Hãy chạy 'apt-get update' rồi làm lại." >&2
    exit 1
}
rm -f /tmp/hoctap-deps.$$
