#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# locale <- storage <- core <- forms <- tui: fails on an #include against the arrow, on curses.h
# outside tui/, lmdb.h outside the LMDB backend, iconv.h outside the charset module, and on
# core/foreign/ being used by the main program (or using more than locale/).
bad=$(
    check() { # folder, allowed layers
        grep -nE '^[[:space:]]*#[[:space:]]*include[[:space:]]*"' "$1"/*.[ch] /dev/null 2>/dev/null |
            grep -vE "include[[:space:]]*\"($2)/" | sed 's/$/   <- not allowed here/'
    }
    check locale 'locale'
    check storage 'storage|locale'
    check core 'core|storage|locale'
    check core/foreign 'core/foreign|locale'
    check forms/office 'forms/office|forms|core|storage|locale'
    check forms 'forms|core|storage|locale'
    check tui 'tui|forms|core|storage|locale'
    grep -nE 'include.*"core/foreign/' core/*.[ch] forms/*.[ch] tui/*.[ch] 2>/dev/null | grep -v 'core/foreign/protocol.h'
    grep -nE 'include.*"forms/office/' locale/*.[ch] storage/*.[ch] core/*.[ch] forms/*.[ch] tui/*.[ch] 2>/dev/null
    grep -nE 'include.*<(zip|xlsxwriter)\.h>' */*.[ch] 2>/dev/null | grep -v '^tests/'
    grep -nE 'include.*[</](n?cursesw?|curses|term)\.h' locale/*.[ch] storage/*.[ch] core/*.[ch] core/foreign/*.[ch] forms/*.[ch] 2>/dev/null
    grep -nE 'include.*<lmdb\.h>' */*.[ch] 2>/dev/null | grep -v '^storage/store_lmdb'
    grep -nE 'include.*<iconv\.h>' */*.[ch] */*/*.[ch] 2>/dev/null | grep -v '^locale/charset'
)
if [ -n "$bad" ]; then
    echo "$bad"
    echo "layers: broken (see house rules in README.md)"
    exit 1
fi
echo "layers: ok"
