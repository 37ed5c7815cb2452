#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# make torture: the scenes of build/torture for TORTURE_SECONDS (default 300), then the tests of
# faults in their long form, and SSH logins when there is an sshd to try them with.
# TORTURE_ONLY="kill power": only these scenes and nothing else.
BUILD=${BUILD:-build}
TORTURE_SECONDS=${TORTURE_SECONDS:-300}
export BUILD TORTURE_SECONDS
failed=0
echo "hoctap torture, $(date '+%Y-%m-%d %H:%M'), $TORTURE_SECONDS s; $(getconf _NPROCESSORS_ONLN) cores; $(uname -sr); $(df -T "${TMPDIR:-/tmp}" | awk 'NR == 2 { print $2 " on " $1 }'); commit $(git rev-parse --short HEAD 2>/dev/null)"
"$BUILD/torture" || failed=1
if [ -z "$TORTURE_ONLY" ]; then
    FULL=1 "$BUILD/tests/test_crash" || failed=1
    FULL=1 "$BUILD/tests/test_store_damage" || failed=1
    if [ -f tests/torture/ssh.sh ]; then sh tests/torture/ssh.sh || failed=1; fi
fi
[ "$failed" = 0 ] && echo "torture: nothing was lost"
exit "$failed"
