/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages. Source strings are Vietnamese (UTF-8 msgids), so Vietnamese needs neither a catalogue
 * nor an installed locale; English is the catalogue locale/po/en.po. Only LC_CTYPE and
 * LC_MESSAGES are ever set: a Vietnamese LC_NUMERIC would break JSON and CSV.
 */
#ifndef LOCALE_MSG_H
#define LOCALE_MSG_H

#include <libintl.h>

#define _(s)  gettext(s)
#define N_(s) (s) /* marks a string of a table; translated with _() where it is shown */

enum msg_lang { MSG_VI, MSG_EN };

/* Call once in main(). localedir holds en/LC_MESSAGES/hoctap.mo; when it is missing English falls
 * back to Vietnamese. The language of the environment is not asked: the program speaks Vietnamese
 * unless told otherwise. */
void msg_init(enum msg_lang lang, const char *localedir);
enum msg_lang msg_lang(void);

#endif
