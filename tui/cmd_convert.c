/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/commands.h"

#include <string.h>

#include "locale/charset.h"
#include "locale/detect.h"
#include "locale/msg.h"
#include "locale/utf8.h"
#include "tui/hex.h"
#include "tui/input.h"
#include "tui/output.h"
#include "tui/say.h"

enum { FROM, TO, HEX, STRICT };

const struct command_option convert_options[] = {
    [FROM] = {.name = "from",
              .argument = N_("auto|TÊN"),
              .help = N_("bảng mã của tệp, mặc định auto: tự nhận ra")},
    [TO] = {.name = "to", .argument = N_("TÊN"), .help = N_("bảng mã muốn có, mặc định utf-8")},
    [HEX] = {.name = "hex", .help = N_("mỗi dòng vào và ra là một chuỗi số thập lục phân")},
    [STRICT] = {.name = "strict",
                .help = N_("dừng ở byte đầu tiên không có nghĩa và nêu vị trí của nó")},
    {0},
};

enum {
    SAMPLE = 1 << 20, /* bytes from the first non-ASCII piece on that decide the charset */
    LAG = 64,         /* strict: bytes kept back; no charset looks further ahead */
};

struct conversion {
    enum charset from, to;
    bool strict, unsure;
    bool strict_stop; /* --hex: a line was not decoded */
    size_t passed;    /* bytes passed on as ASCII before the decoder began */
    size_t faults;    /* --hex: lines that were not decoded */
    struct charset_decoder decoder;
    struct charset_report encoded; /* of the way out */
    struct buf text, bytes;
    bool begun; /* something was written: no further byte order mark */
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

/* c->text, in the charset asked for, to the output. */
static void put_text(struct conversion *c)
{
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
    put_text(c);
}

static void finish(struct conversion *c)
{
    charset_decoder_finish(&c->decoder, &c->text);
    put_text(c);
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
        put_text(c);
        c->passed += n;
        if (n > 0)
            memmove(sample->p, sample->p + n, sample->n - n);
        buf_truncate(sample, sample->n - n);
    }
    guess(c, buf_span(sample));
    return STATUS_OK;
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
    if (c->encoded.lost > 0)
        say(_("%s: %zu ký tự không có trong bảng mã %s nên ghi là '?', ký tự đầu tiên là U+%04X."),
            name, c->encoded.lost, charset_name(c->to), (unsigned)c->encoded.missing);
    if (c->encoded.approximated > 0)
        say(_("%s: %zu chữ hoa không có trong bảng mã %s nên ghi bằng chữ thường."), name,
            c->encoded.approximated, charset_name(c->to));
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
    struct charset_report r = {0};
    struct buf bytes = {0}, coded = {0};
    bool ok = hex_decode(line, &bytes);
    if (ok && guess_it)
        guess(c, buf_span(&bytes));
    buf_reset(&c->text);
    if (ok)
        charset_decode(c->from, buf_span(&bytes), &c->text, &r);
    if (c->to == CHARSET_UTF8)
        buf_add_span(&coded, buf_span(&c->text));
    else
        (void)charset_encode(c->to, buf_span(&c->text), &coded, &c->encoded);
    buf_reset(&c->text);
    hex_add(&c->text, buf_span(&coded));
    buf_addc(&c->text, '\n');
    output_add(&c->out, buf_span(&c->text));
    c->decoder.report.undecoded += r.undecoded;
    c->strict_stop = c->strict && (r.undecoded > 0 || !ok);
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
    return s;
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
    if (s != STATUS_OK)
        return say_file_status(s, &d);
    return stopped || c.faults || c.decoder.report.undecoded || c.encoded.lost ? EXIT_FAULTS
                                                                               : EXIT_DONE;
}
