#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs the benchmarks one after the other and prints one table. $BENCH_QUICK: small and short.
# $BENCH_DIR: where stores and files are made (a folder on the disk to be measured).
# $BENCH_ONLY: names, e.g. "save convert". Ends with 1 when a program fails, never because of a time.
BUILD=${BUILD:-build}
export BUILD
cpu=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1)
dir=${BENCH_DIR:-$BUILD/bench}
mkdir -p "$dir" || exit 1
disk=$(df -T "$dir" 2>/dev/null | awk 'NR == 2 { print $2 " on " $1 }')
echo "hoctap bench${BENCH_QUICK:+ (quick)}, $(date '+%Y-%m-%d %H:%M')"
echo "machine: ${cpu:-unknown}, $(getconf _NPROCESSORS_ONLN) cores; $(uname -sr); $disk; load $(cut -d' ' -f1-3 /proc/loadavg)"
echo "compiled: $(${CC:-cc} --version | head -n 1); commit $(git rev-parse --short HEAD 2>/dev/null)"
printf '%-50s | %-21s | %-29s | %5s | %-30s | %s\n' "what (median of interleaved rounds)" ours peer ratio "goal" reached
printf '%s\n' "-----------------------------------------------------------------------------------------------------------------------------------------------------------"
failed=0
start=$(date +%s)
for name in ${BENCH_ONLY:-convert detect progress million letters import bulk save backup screen people}; do
    program=$BUILD/bench/bench_$name
    [ -f "tests/bench/bench_$name.c" ] || continue
    begin=$(date +%s)
    echo "$program"
    "$program" || { echo "$program: failed ($?)"; failed=1; }
    echo "    ($(($(date +%s) - begin)) s)"
done
rm -rf "$BUILD/bench/tmp"
echo "total $(($(date +%s) - start)) s; ratio > 1: ours is faster; again: make bench${BENCH_QUICK:+-quick}, one part: BENCH_ONLY=save make bench"
exit $failed
