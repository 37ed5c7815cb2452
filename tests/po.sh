#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: po.sh template FILE   every _() and N_() of the sources
#        po.sh merge           brings locale/po/en.po up to date with them (make po)
po=locale/po/en.po
template() {
    xgettext --from-code=UTF-8 --language=C --keyword --keyword=_ --keyword=N_ --sort-output \
        --no-location -o "$1" $(find locale storage core forms tui -name '*.[ch]' | LC_ALL=C sort)
}
case $1 in
template) template "$2" ;;
merge)
    tmp=$(mktemp -d) && trap 'rm -rf "$tmp"' EXIT || exit 1
    template "$tmp/pot" || exit 1
    msgmerge -q --no-fuzzy-matching --no-location --sort-output -o "$tmp/po" "$po" "$tmp/pot" || exit 1
    # without the date of the template two branches do not conflict
    msgattrib --no-obsolete "$tmp/po" | sed '/^"POT-Creation-Date:/d; /^"Report-Msgid-Bugs-To:/d' >"$po"
    msgfmt --statistics -c -o /dev/null "$po"
    ;;
*) exit 2 ;;
esac
