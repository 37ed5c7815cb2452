/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/action.h"

#include "locale/msg.h"

struct row {
    enum key key, twin;
    char letter;
    const char *shown, *twins, *name, *help;
};

static const struct row rows[ACTION_COUNT] = {
    [ACTION_NONE] = {KEYS_NONE, KEYS_NONE, 0, "", "", "", ""},
#define X(id, key, twin, letter, shown, twins, name, help)                                         \
    [ACTION_##id] = {KEYS_##key, KEYS_##twin, letter, shown, twins, name, help},
    ACTION_LIST(X)
#undef X
};

enum action action_of_key(enum key key)
{
    for (int a = ACTION_NONE + 1; key != KEYS_NONE && a < ACTION_COUNT; a++)
        if (rows[a].key == key || rows[a].twin == key)
            return (enum action)a;
    return ACTION_NONE;
}

bool action_letter_is(struct span text, char letter)
{
    return text.n == 1 &&
           (*text.p == letter || (letter >= 'a' && letter <= 'z' && *text.p == letter - 'a' + 'A'));
}

enum action action_in_list(const struct event *e)
{
    if (e->type == EVENT_KEY)
        return action_of_key(e->key);
    if (e->type != EVENT_EDIT || e->erase != 0 || e->text.n != 1)
        return ACTION_NONE;
    for (int a = ACTION_NONE + 1; a < ACTION_COUNT; a++)
        if (rows[a].letter && action_letter_is(e->text, rows[a].letter))
            return (enum action)a;
    return ACTION_NONE;
}

const char *action_shown(enum action a)
{
    return rows[a].shown;
}

const char *action_twins(enum action a)
{
    return rows[a].twins;
}

char action_letter(enum action a)
{
    return rows[a].letter;
}

/* gettext("") would be the head of the catalogue */
const char *action_name(enum action a)
{
    return *rows[a].name ? _(rows[a].name) : "";
}

const char *action_help(enum action a)
{
    return *rows[a].help ? _(rows[a].help) : "";
}

void action_add_readme(struct buf *out)
{
    buf_adds(out, "| phím | phím thay | trong danh sách | việc |\n|---|---|---|---|\n");
    for (int a = ACTION_NONE + 1; a < ACTION_COUNT; a++) {
        char letter[4] = {rows[a].letter ? '`' : 0, rows[a].letter, '`', 0};
        buf_addf(out, "| %s | %s | %s | %s |\n", rows[a].shown, rows[a].twins, letter,
                 rows[a].help);
    }
}
