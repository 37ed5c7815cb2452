/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/commands.h"

#include <string.h>

#include "locale/detect.h"
#include "locale/msg.h"
#include "locale/typing.h"
#include "tui/hex.h"
#include "tui/input.h"
#include "tui/output.h"
#include "tui/say.h"

enum { DETECT_MOST = 64 << 20 }; /* bytes of a file that are looked at */

enum { LINES, HEX };

const struct command_option detect_options[] = {
    [LINES] = {.name = "lines", .help = N_("xét từng dòng thay vì cả tệp")},
    [HEX] = {.name = "hex", .help = N_("mỗi dòng là một chuỗi số thập lục phân; xét từng dòng")},
    {0},
};

static void put_detection(struct output *out, struct detector *detector, struct span bytes)
{
    struct detection found;
    if (bytes.n >= 2 &&
        (memcmp(bytes.p, "\xFF\xFE", 2) == 0 || memcmp(bytes.p, "\xFE\xFF", 2) == 0)) {
        output_addf(out, "%s\t999.00\n", charset_name(CHARSET_UTF16));
        return;
    }
    detector_text(detector, bytes, &found);
    output_addf(out, "%s\t%.2f%s\n", charset_name(found.best), found.margin,
                found.unsure ? "\tunsure" : "");
}

static enum status detect_lines(struct input *in, struct output *out, bool hex, int *rc,
                                struct detail *d)
{
    struct buf bytes = {0};
    struct detector *detector = detector_new();
    enum status s = STATUS_OK;
    for (size_t n = 1; !output_failed(out); n++) {
        struct span line;
        bool end;
        s = input_line(in, &line, &end, d);
        if (s != STATUS_OK || end)
            break;
        buf_reset(&bytes);
        if (hex && !hex_decode(line, &bytes)) {
            say(_("%s, dòng %zu: không phải là chuỗi số thập lục phân."), in->name, n);
            output_adds(out, "\n"); /* lines out stay lines in */
            *rc = EXIT_FAULTS;
            continue;
        }
        put_detection(out, detector, hex ? buf_span(&bytes) : line);
    }
    buf_release(&bytes);
    detector_free(detector);
    return s;
}

static enum status detect_whole(struct input *in, struct output *out, struct detail *d)
{
    struct buf all = {0};
    struct span piece;
    enum status s;
    do {
        s = input_piece(in, &piece, d);
        buf_add_span(&all, piece);
    } while (s == STATUS_OK && piece.n > 0 && all.n < DETECT_MOST);
    struct detector *detector = detector_new();
    if (s == STATUS_OK)
        put_detection(out, detector, buf_span(&all));
    detector_free(detector);
    buf_release(&all);
    return s;
}

int run_detect(struct app *app, const struct arguments *a)
{
    struct input in;
    struct output out;
    struct detail d = {0};
    int rc = EXIT_DONE;
    bool hex = a->option[HEX] != NULL;
    (void)app;
    enum status s = input_open(&in, a->n ? a->v[0] : NULL, &d);
    if (s != STATUS_OK)
        return say_file_status(s, &d);
    s = output_open(&out, NULL, &d);
    if (s == STATUS_OK)
        s = hex || a->option[LINES] ? detect_lines(&in, &out, hex, &rc, &d)
                                    : detect_whole(&in, &out, &d);
    if (s == STATUS_OK)
        s = output_commit(&out, &d);
    output_abort(&out);
    input_close(&in);
    return s == STATUS_OK ? rc : say_file_status(s, &d);
}

enum { METHOD, STYLE, NO_SPELL, RESTORE, NO_FREE };

const struct command_option type_options[] = {
    [METHOD] = {.name = "method",
                .argument = "telex",
                .words = "telex|vni|viqr",
                .help = N_("kiểu gõ, mặc định telex")},
    [STYLE] = {.name = "style",
               .argument = "old",
               .words = "old|new",
               .help = N_("chỗ đặt dấu: old hòa (mặc định), new hoà")},
    [NO_SPELL] = {.name = "no-spell", .help = N_("không kiểm tra chính tả")},
    [RESTORE] = {.name = "restore", .help = N_("từ không phải tiếng Việt thì trả lại phím đã gõ")},
    [NO_FREE] = {.name = "no-free", .help = N_("dấu phải gõ ngay sau chữ của nó")},
    {0},
};

int run_type(struct app *app, const struct arguments *a)
{
    struct typing_options o = TYPING_DEFAULTS;
    const char *method = a->option[METHOD];
    struct input in;
    struct output out;
    struct buf text = {0};
    struct detail d = {0};
    (void)app;
    if (method && strcmp(method, "vni") == 0)
        o.method = TYPING_VNI;
    else if (method && strcmp(method, "viqr") == 0)
        o.method = TYPING_VIQR;
    if (a->option[STYLE] && strcmp(a->option[STYLE], "new") == 0)
        o.style = TYPING_NEW;
    o.spell = !a->option[NO_SPELL];
    o.restore = a->option[RESTORE] != NULL;
    o.free = !a->option[NO_FREE];
    enum status s = input_open(&in, NULL, &d);
    if (s == STATUS_OK)
        s = output_open(&out, NULL, &d);
    if (s != STATUS_OK)
        return say_file_status(s, &d);
    while (s == STATUS_OK && !output_failed(&out)) {
        struct span line;
        bool end;
        s = input_line(&in, &line, &end, &d);
        if (s != STATUS_OK || end)
            break;
        buf_reset(&text);
        typing_line(o, line, &text);
        buf_addc(&text, '\n');
        output_add(&out, buf_span(&text));
    }
    if (s == STATUS_OK)
        s = output_commit(&out, &d);
    output_abort(&out);
    input_close(&in);
    buf_release(&text);
    return say_file_status(s, &d);
}
