/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/commands.h"

#include <string.h>

#include "locale/charset.h"
#include "locale/detect.h"
#include "locale/mend.h"
#include "locale/msg.h"
#include "locale/utf8.h"
#include "locale/width.h"
#include "tui/hex.h"
#include "tui/input.h"
#include "tui/output.h"
#include "tui/say.h"

enum { FROM, TO, HEX, STRICT, LOSSY, PAIRS, REPAIR, CAPITALS, NAMES, FONT_H };

const struct command_option convert_options[] = {
    [FROM] = {.name = "from",
              .argument = N_("auto|TÊN"),
              .help = N_("bảng mã của tệp, mặc định auto: tự nhận ra")},
    [TO] = {.name = "to", .argument = N_("TÊN"), .help = N_("bảng mã muốn có, mặc định utf-8")},
    [HEX] = {.name = "hex", .help = N_("mỗi dòng vào và ra là một chuỗi số thập lục phân")},
    [STRICT] = {.name = "strict",
                .help = N_("dừng ở byte đầu tiên không có nghĩa và nêu vị trí của nó")},
    [LOSSY] = {.name = "lossy",
               .help = N_("byte không có nghĩa thành U+FFFD (dấu �), mặc định giữ ký tự Windows")},
    [PAIRS] = {.name = "pairs", .help = N_("TCVN3: chữ hoa viết bằng hai chữ, 'Aá' là Á")},
    [REPAIR] = {.name = "repair",
                .help = N_("TCVN3: chữ ư bị rơi hoặc thành '-', sửa ở chỗ chắc chắn")},
    [CAPITALS] = {.name = "capitals",
                  .help = N_("TCVN3: từ viết hoa cả chữ, 'NGUYễN' thành NGUYỄN; xét cả dòng")},
    [NAMES] = {.name = "names",
               .help = N_("TCVN3: mỗi dòng hoặc ô là một họ tên, 'Lê ái' thành Lê Ái")},
    [FONT_H] = {.name = "font-h", .help = N_("TCVN3: phông chữ hoa (.VnTimeH), viết hoa tất cả")},
    {0},
};

enum {
    SAMPLE = 1 << 20, /* bytes from the first non-ASCII piece on that decide the charset */
    LAG = 64,         /* strict: bytes kept back; no charset looks further ahead */
};

struct conversion {
    enum charset from, to;
    bool strict, lossy, unsure;
    unsigned mend;    /* MEND_.. */
    bool strict_stop; /* --hex: a line was not decoded */
    size_t passed;    /* bytes passed on as ASCII before the decoder began */
    size_t faults;    /* --hex: lines that were not decoded */
    struct charset_decoder decoder;
    struct charset_report encoded; /* of the way out */
    struct charset_letters lost, small;
    struct buf text, bytes;
    struct buf lines, mended; /* to be mended: the line that is not complete yet */
    bool begun;               /* something was written: no further byte order mark */
    struct output out;
};

static bool charset_option(const struct arguments *a, int option, enum charset *out)
{
    struct buf names = {0};
    if (!a->option[option] || charset_by_name(a->option[option], out))
        return true;
    for (int c = option == TO ? CHARSET_ASCII : CHARSET_AUTO; c < CHARSET_COUNT; c++)
        buf_addf(&names, "%s%s", names.n ? " " : "", charset_name((enum charset)c));
    command_usage(a, _("Không có bảng mã '%s'. Các tên dùng được: %s."), a->option[option],
                  buf_str(&names));
    buf_release(&names);
    return false;
}

/* Mends the whole lines of what came before and c->text, all of it at the end. */
static void mend_lines(struct conversion *c, bool last)
{
    const char *nl = c->text.n ? memrchr(c->text.p, '\n', c->text.n) : NULL;
    size_t n = last ? c->text.n : nl ? (size_t)(nl - c->text.p) + 1 : 0;
    if (n > 0 || last) {
        buf_add(&c->lines, c->text.p, n);
        buf_reset(&c->mended);
        mend_text(&c->mended, buf_span(&c->lines), c->mend);
        buf_reset(&c->lines);
    }
    buf_add(&c->lines, buf_str(&c->text) + n, c->text.n - n);
    buf_reset(&c->text);
    buf_add_span(&c->text, buf_span(&c->mended));
    buf_reset(&c->mended);
}

/* c->text, in the charset asked for, to the output. */
static void put_text(struct conversion *c, bool last)
{
    if (c->mend)
        mend_lines(c, last);
    if (c->to == CHARSET_UTF8) {
        output_add(&c->out, buf_span(&c->text));
    } else if (c->text.n > 0) {
        struct span s;
        buf_reset(&c->bytes);
        (void)charset_encode(c->to, buf_span(&c->text), &c->bytes, &c->encoded);
        s = buf_span(&c->bytes);
        if (c->to == CHARSET_UTF16 && c->begun && s.n >= 2)
            s.p += 2, s.n -= 2; /* each piece begins with a mark; the file only once */
        output_add(&c->out, s);
        c->begun = true;
    }
    buf_reset(&c->text);
}

static void feed(struct conversion *c, struct span s)
{
    charset_decoder_feed(&c->decoder, s, &c->text);
    put_text(c, false);
}

static void finish(struct conversion *c)
{
    charset_decoder_finish(&c->decoder, &c->text);
    put_text(c, true);
}

/* Strict: a second decoder runs ahead and finds the first byte without meaning; what stands before
 * it is written, nothing behind it. */
struct probe {
    struct charset_decoder ahead;
    struct buf discard, waiting; /* waiting: probed, not fed yet */
    size_t fed;
};

/* STATUS_INVALID at the first byte without meaning. */
static enum status feed_strict(struct conversion *c, struct probe *p, struct span s, bool last)
{
    size_t n;
    buf_reset(&p->discard);
    buf_add_span(&p->waiting, s);
    if (last)
        charset_decoder_finish(&p->ahead, &p->discard);
    else
        charset_decoder_feed(&p->ahead, s, &p->discard);
    if (p->ahead.report.undecoded > 0) {
        n = p->ahead.report.first > p->fed ? p->ahead.report.first - p->fed : 0;
        feed(c, span_make(p->waiting.p, n < p->waiting.n ? n : p->waiting.n));
        return STATUS_INVALID;
    }
    n = last ? p->waiting.n : p->waiting.n > LAG ? p->waiting.n - LAG : 0;
    feed(c, span_make(p->waiting.p, n));
    if (n > 0)
        memmove(p->waiting.p, p->waiting.p + n, p->waiting.n - n);
    buf_truncate(&p->waiting, p->waiting.n - n);
    p->fed += n;
    return STATUS_OK;
}

/* The rest of the input behind `first`. STATUS_INVALID: strict, and a byte without meaning. */
static enum status convert_rest(struct conversion *c, struct input *in, struct span first,
                                struct detail *d)
{
    struct probe p = {0};
    enum status s = STATUS_OK;
    bool last = false;
    charset_decoder_init(&c->decoder, c->from);
    c->decoder.lossy = c->lossy;
    charset_decoder_init(&p.ahead, c->from);
    while (s == STATUS_OK && !last && !output_failed(&c->out)) {
        struct span piece = first;
        if (first.n > 0)
            first.n = 0;
        else
            s = input_piece(in, &piece, d);
        last = s == STATUS_OK && piece.n == 0;
        if (s == STATUS_OK && c->strict)
            s = feed_strict(c, &p, piece, last);
        else if (s == STATUS_OK)
            feed(c, piece);
    }
    finish(c);
    if (s == STATUS_INVALID)
        c->decoder.report = p.ahead.report;
    if (!last)
        charset_decoder_finish(&p.ahead, &p.discard);
    buf_release(&p.discard);
    buf_release(&p.waiting);
    return s;
}

static bool is_ascii(struct span s)
{
    return utf8_ascii_run(s.p, s.n) == s.n;
}

/* Where the line that is not complete yet begins: a mark of its first byte may belong to a letter
 * before it, so ASCII is passed on by whole lines. */
static size_t whole_lines(struct span s)
{
    const char *nl = s.n ? memrchr(s.p, '\n', s.n) : NULL;
    return nl ? (size_t)(nl - s.p) + 1 : 0;
}

static void guess(struct conversion *c, struct span s)
{
    struct detection found;
    if (s.n >= 2 && (memcmp(s.p, "\xFF\xFE", 2) == 0 || memcmp(s.p, "\xFE\xFF", 2) == 0)) {
        c->from = CHARSET_UTF16;
        return;
    }
    detect_text(s, &found);
    c->from = found.best == CHARSET_ASCII ? CHARSET_UTF8 : found.best;
    c->unsure = found.unsure && found.best != CHARSET_ASCII;
}

/* Reads until the charset can be told, passing on what is ASCII; sample is what comes next. */
static enum status find_charset(struct conversion *c, struct input *in, struct buf *sample,
                                struct detail *d)
{
    for (;;) {
        struct span piece;
        enum status s = input_piece(in, &piece, d);
        if (s != STATUS_OK)
            return s;
        bool ascii = is_ascii(buf_span(sample)) && is_ascii(piece);
        buf_add_span(sample, piece);
        if (piece.n == 0 || (!ascii && sample->n >= SAMPLE))
            break;
        size_t n = ascii ? whole_lines(buf_span(sample)) : 0;
        buf_add(&c->text, sample->p, n);
        put_text(c, false);
        c->passed += n;
        if (n > 0)
            memmove(sample->p, sample->p + n, sample->n - n);
        buf_truncate(sample, sample->n - n);
    }
    guess(c, buf_span(sample));
    return STATUS_OK;
}

/* "Á Ệ 😀": characters that the terminal must not get as they are by their number. */
static const char *letters(const struct charset_letters *l, struct buf *out)
{
    enum { NAMED = 60 };
    buf_reset(out);
    for (size_t i = 0; i < l->n && i < NAMED; i++) {
        struct buf one = {0};
        buf_add_cp(&one, l->cp[i]);
        if (i)
            buf_addc(out, ' ');
        if (text_is_safe(buf_span(&one)))
            buf_add_span(out, buf_span(&one));
        else
            buf_addf(out, "U+%04X", (unsigned)l->cp[i]);
        buf_release(&one);
    }
    if (l->n > NAMED)
        buf_adds(out, " …");
    return buf_str(out);
}

static void report_encoded(const struct conversion *c, const char *name)
{
    struct buf named = {0};
    if (c->encoded.lost > 0)
        say(_("%s: %zu ký tự không có trong bảng mã %s nên ghi là '?': %s"), name, c->encoded.lost,
            charset_name(c->to), letters(&c->lost, &named));
    if (c->encoded.approximated > 0)
        say(_("%s: %zu chữ hoa không có trong bảng mã %s nên ghi bằng chữ thường: %s"), name,
            c->encoded.approximated, charset_name(c->to), letters(&c->small, &named));
    buf_release(&named);
}

static void report(const struct conversion *c, const char *name)
{
    const struct charset_report *r = &c->decoder.report;
    size_t offset = r->first + c->passed;
    if (c->unsure)
        say(_("%s: chưa chắc là bảng mã %s. Hãy thêm --from nếu biết bảng mã."), name,
            charset_name(c->from));
    if (r->undecoded > 0 && c->strict)
        say(_("%s: byte ở vị trí %zu (tính từ 0) không có nghĩa trong bảng mã %s; đã dừng ở đó."),
            name, offset, charset_name(c->from));
    else if (r->undecoded > 0)
        say(_("%s: %zu byte không có nghĩa trong bảng mã %s, byte đầu tiên ở vị trí %zu (tính từ "
              "0). Hãy xem lại --from."),
            name, r->undecoded, charset_name(c->from), offset);
    report_encoded(c, name);
}

static enum status convert_file(struct conversion *c, struct input *in, struct detail *d)
{
    struct buf sample = {0};
    enum status s = STATUS_OK;
    if (c->from == CHARSET_AUTO)
        s = find_charset(c, in, &sample, d);
    if (s == STATUS_OK)
        s = convert_rest(c, in, buf_span(&sample), d);
    if ((s == STATUS_OK || s == STATUS_INVALID) && !output_failed(&c->out))
        report(c, in->name);
    buf_release(&sample);
    return s;
}

/* One line of hexadecimal digits; false when it is none. */
static bool convert_hex_line(struct conversion *c, struct span line, bool guess_it)
{
    struct charset_decoder one;
    struct buf bytes = {0}, coded = {0};
    bool ok = hex_decode(line, &bytes);
    if (ok && guess_it)
        guess(c, buf_span(&bytes));
    buf_reset(&c->text);
    if (ok) {
        charset_decoder_init(&one, c->from);
        one.lossy = c->lossy;
        charset_decoder_feed(&one, buf_span(&bytes), &c->text);
        charset_decoder_finish(&one, &c->text);
        c->decoder.report.undecoded += one.report.undecoded;
        if (c->mend)
            mend_lines(c, true);
    }
    if (c->to == CHARSET_UTF8)
        buf_add_span(&coded, buf_span(&c->text));
    else
        (void)charset_encode(c->to, buf_span(&c->text), &coded, &c->encoded);
    buf_reset(&c->text);
    hex_add(&c->text, buf_span(&coded));
    buf_addc(&c->text, '\n');
    output_add(&c->out, buf_span(&c->text));
    c->strict_stop = c->strict && (!ok || one.report.undecoded > 0);
    buf_release(&coded);
    buf_release(&bytes);
    return ok;
}

static enum status convert_hex(struct conversion *c, struct input *in, struct detail *d)
{
    bool guess_each = c->from == CHARSET_AUTO, end = false;
    size_t n = 0;
    enum status s = STATUS_OK;
    while (!c->strict_stop && !output_failed(&c->out)) {
        struct span line;
        size_t undecoded = c->decoder.report.undecoded;
        s = input_line(in, &line, &end, d);
        if (s != STATUS_OK || end)
            break;
        n++;
        if (!convert_hex_line(c, line, guess_each)) {
            say(_("%s, dòng %zu: không phải là chuỗi số thập lục phân."), in->name, n);
            c->faults++;
        } else if (c->decoder.report.undecoded > undecoded) {
            c->faults++;
            if (c->strict)
                say(_("%s, dòng %zu: có byte không có nghĩa trong bảng mã %s; đã dừng ở đó."),
                    in->name, n, charset_name(c->from));
        }
    }
    if (s == STATUS_OK && c->faults > 0 && !c->strict)
        say(_("%s: %zu dòng có byte không có nghĩa hoặc không phải số thập lục phân."), in->name,
            c->faults);
    report_encoded(c, in->name);
    return s;
}

static unsigned mend_options(const struct arguments *a)
{
    return (a->option[PAIRS] ? MEND_PAIRS : 0u) | (a->option[REPAIR] ? MEND_HORN : 0u) |
           (a->option[CAPITALS] ? MEND_CAPITALS : 0u) | (a->option[NAMES] ? MEND_NAMES : 0u) |
           (a->option[FONT_H] ? MEND_FONT_H : 0u);
}

int run_convert(struct app *app, const struct arguments *a)
{
    struct conversion c = {.from = CHARSET_AUTO, .to = CHARSET_UTF8};
    struct input in;
    struct detail d = {0};
    struct buf nothing = {0};
    (void)app;
    if (!charset_option(a, FROM, &c.from) || !charset_option(a, TO, &c.to))
        return EXIT_USAGE;
    if (c.to == CHARSET_ASCII || c.to == CHARSET_AUTO ||
        !charset_encode(c.to, span_of(""), &nothing, NULL))
        return command_usage(a, _("Chỉ đọc được, không ghi được bảng mã '%s'."), a->option[TO]);
    buf_release(&nothing);
    c.strict = a->option[STRICT] != NULL;
    c.lossy = a->option[LOSSY] != NULL;
    if (c.strict && c.lossy)
        return command_usage(a, _("Chỉ dùng một trong hai: --strict hoặc --lossy."));
    c.mend = mend_options(a);
    c.encoded.lost_letters = &c.lost;
    c.encoded.small_letters = &c.small;
    enum status s = input_open(&in, a->n ? a->v[0] : NULL, &d);
    if (s != STATUS_OK)
        return say_file_status(s, &d);
    s = output_open(&c.out, NULL, &d);
    if (s == STATUS_OK)
        s = a->option[HEX] ? convert_hex(&c, &in, &d) : convert_file(&c, &in, &d);
    bool stopped = s == STATUS_INVALID;
    if (s == STATUS_OK || stopped)
        s = output_commit(&c.out, &d);
    output_abort(&c.out);
    input_close(&in);
    buf_release(&c.text);
    buf_release(&c.bytes);
    buf_release(&c.lines);
    buf_release(&c.mended);
    if (s != STATUS_OK)
        return say_file_status(s, &d);
    return stopped || c.faults || c.decoder.report.undecoded || c.encoded.lost ? EXIT_FAULTS
                                                                               : EXIT_DONE;
}
