/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Records out and in again: nothing is lost on the way.
 */
#include "tests/support.h"

#include <jansson.h>

#include "core/export.h"
#include "core/sheet_stream.h"
#include "core/export_cell.h"
#include "core/import_parts.h"
#include "locale/fold.h"
#include "tests/import_support.h"
#include "tests/random_record.h"

enum { HAMLETS = 3, RECORDS = 25 };

static void set(struct record *r, const char *field, const char *text)
{
    int i = entity_field(r->e, field);
    assert_true(i >= 0);
    enum reason why = field_parse(&r->e->fields[i], span_of(text), NULL, &r->v[i]);
    if (why != REASON_NONE && why != REASON_UNKNOWN_REFERENCE)
        fail_msg("%s = %s: %s", field, text, reason_word(why));
}

static uint64_t save(struct lab *l, struct record *r)
{
    if (save_one(l->book, &l->who, r, NULL, &l->d) != STATUS_OK)
        fail_msg("%s: %s", r->e->name, l->d.text);
    uint64_t id = r->id;
    record_release(r);
    return id;
}

/* Fields and texts in turn, NULL behind the last. */
static uint64_t add(struct lab *l, const char *entity, ...)
{
    struct record r;
    va_list ap;
    record_init(&r, entity_by_name(entity));
    va_start(ap, entity);
    for (const char *f; (f = va_arg(ap, const char *)) != NULL;)
        set(&r, f, va_arg(ap, const char *));
    va_end(ap);
    return save(l, &r);
}

static void add_title(struct lab *l, const char *entity, uint64_t id, const char *title,
                      const char *year, const char *state)
{
    char subject[64];
    snprintf(subject, sizeof subject, "%s:%016llx", entity, (unsigned long long)id);
    add(l, "title", "subject", subject, "title", title, "year", year, "state", state, NULL);
}

/* ---- exports as texts ---- */

static enum status collect(void *context, struct span bytes)
{
    buf_add_span(context, bytes);
    return STATUS_OK;
}

typedef enum status (*export_fn)(struct book *, const struct caller *, const struct entity *,
                                 const struct export_options *, export_sink, void *,
                                 struct detail *);

static void take(struct lab *l, export_fn fn, const char *entity, struct export_options o,
                 struct buf *out)
{
    buf_reset(out);
    enum status s = fn(l->book, &l->who, entity_by_name(entity), &o, collect, out, &l->d);
    if (s != STATUS_OK)
        fail_msg("%s: %s", entity, l->d.text);
}

static void list(struct lab *l, const char *entity, struct find_options o, size_t width,
                 struct buf *out)
{
    buf_reset(out);
    assert_int_equal(
        list_text(l->book, &l->who, entity_by_name(entity), &o, width, collect, out, &l->d),
        STATUS_OK);
}

static json_t *parse(const struct buf *b)
{
    json_error_t err;
    json_t *j = json_loadb(b->p, b->n, JSON_REJECT_DUPLICATES, &err);
    if (!j)
        fail_msg("%s at %d in %s", err.text, err.position, buf_str(b));
    assert_true(json_is_array(j));
    return j;
}

/* Ids are of their book: ",0123456789abcdef\r\n" -> "\r\n", "[clan:0123456789abcdef]" -> "[clan".
 */
static void drop_ids(struct buf *b)
{
    struct buf out = {0};
    for (size_t i = 0; i < b->n; i++) {
        size_t hex = 0;
        const char *end = b->p[i] == ',' ? "\r\n" : "]";
        while ((b->p[i] == ',' || b->p[i] == ':') && hex < 16 &&
               strchr("0123456789abcdef", b->p[i + 1 + hex]))
            hex++;
        if (hex == 16 && memcmp(b->p + i + 17, end, strlen(end)) == 0)
            i += 16;
        else
            buf_addc(&out, b->p[i]);
    }
    buf_release(b);
    *b = out;
}

static size_t count(const struct buf *b, const char *what)
{
    size_t n = 0;
    for (const char *p = buf_str(b); (p = strstr(p, what)) != NULL; p++)
        n++;
    return n;
}

/* ---- a book with something of everything ---- */

/* References by name, to records that are there. */
static void refer(struct record *r, int n)
{
    char name[64];
    for (size_t i = 0; i < r->e->n_fields; i++) {
        const struct field *f = &r->e->fields[i];
        if (f->type == &field_stays)
            value_clear(&r->v[i]);
        if (f->type != &field_ref || !r->v[i].known)
            continue;
        if (!chance(4)) {
            set(r, f->name, "Chưa có phiếu này");
            continue;
        }
        snprintf(name, sizeof name, "%s số %d", entity_by_id(f->ref)->label, n);
        value_set_s(&r->v[i], span_of(name));
    }
}

static enum status resolve_fn(struct book_tx *t, void *context)
{
    struct record *r = context;
    struct resolver res = book_resolver(t, r->unit);
    for (size_t i = 0; i < r->e->n_fields; i++) {
        struct value *v = &r->v[i], found = {0};
        if ((r->e->fields[i].type != &field_ref && r->e->fields[i].type != &field_subject) ||
            !v->known || v->n)
            continue;
        struct buf text = {0};
        field_add_text(&r->e->fields[i], v, NULL, &text);
        field_parse(&r->e->fields[i], buf_span(&text), &res, &found);
        value_copy(v, &found);
        value_clear(&found);
        buf_release(&text);
    }
    return STATUS_OK;
}

/* What the rules between fields ask for. */
static void put_right(struct record *r, int n)
{
    static const struct {
        enum entity_id id;
        const char *field, *text; /* NULL: empty */
    } right[] = {
        {ENTITY_CITIZEN, "household", "Hộ gia đình số 3"},
        {ENTITY_YEARFACT, "subject", NULL},
        {ENTITY_DEADLINE, "month", "12"},
        {ENTITY_DEADLINE, "mday", "6"},
        {ENTITY_ACTIVITY, "participants", "100000"},
        {ENTITY_ACTIVITY, "invited", "100000"},
        {ENTITY_CONTRIBUTION, "giver", "Hộ gia đình số 4"},
        {ENTITY_FUND, "owner", "Dòng họ số 2"},
        {ENTITY_FUND, "direction", "thu"},
        {ENTITY_BUDGET, "planned", "1000"},
        {ENTITY_AWARD, "recipient", "Chưa có phiếu này"},
        {ENTITY_AWARD, "reason", "nhiều năm liền"},
        {ENTITY_SUBMISSION, "reason", "số hộ \"lệch\"; xem lại"},
        {ENTITY_CRITERIA, "from", "2022"},
        {ENTITY_CRITERIA, "to", "2030"},
        {ENTITY_CHECKLIST, "subject", "Công dân số 1"},
    };
    for (size_t i = 0; i < sizeof right / sizeof *right; i++)
        if (right[i].id == r->e->id && right[i].text)
            set(r, right[i].field, right[i].text);
        else if (right[i].id == r->e->id)
            value_clear(record_value(r, right[i].field));
    if (entity_field(r->e, "phone_consent") >= 0)
        set(r, "phone_consent", "28/9/2019");
    if (entity_field(r->e, "ethnic_consent") >= 0)
        set(r, "ethnic_consent", "28/9/2019");
    if (entity_field(r->e, "year") >= 0)
        value_set_n(record_value(r, "year"), 2021 + n % 5);
    if (r->e->id == ENTITY_TARGET)
        set(r, "value", n % 2 ? "70" : "65,25");
}

static void add_random(struct lab *l, const struct entity *e, int n)
{
    struct record r;
    char name[64];
    random_record(&r, e);
    r.id = r.version = r.number = 0;
    buf_release(&r.unknown);
    r.unit = unit_hamlet(l->book->commune, n % HAMLETS + 1);
    int unit = entity_field_flag(e, FIELD_UNIT), key = entity_field_flag(e, FIELD_NAME);
    if (unit >= 0 && e->id != ENTITY_HAMLET)
        value_set_s(&r.v[unit], unit_span(&r.unit));
    else if (unit >= 0)
        value_clear(&r.v[unit]), r.unit = (struct unit_key){0};
    if (key >= 0) {
        snprintf(name, sizeof name, "%s số %d", e->label, n);
        value_set_s(&r.v[key], span_of(name));
    }
    refer(&r, n);
    put_right(&r, n);
    if (n % 4 == 1 && entity_field(e, "note") >= 0)
        set(&r, "note", n % 8 == 1 ? "dòng \"một\"\ndòng hai, hết" : "= 1; a\r\n'@b");
    assert_int_equal(book_read(l->book, &l->who, resolve_fn, &r, &l->d), STATUS_OK);
    uint64_t id = save(l, &r);
    static const char *const years[] = {"2023", "2024", "2026"};
    const struct title_kind *k = title_of_entity(e->id);
    for (size_t i = 0; k && i < 3; i++)
        if (chance(2))
            add_title(l, e->name, id, k->name, years[i], chance(2) ? "registered" : "recognised");
}

struct move {
    uint64_t id;
    struct record r;
};

static enum status load_fn(struct book_tx *t, void *context)
{
    struct move *m = context;
    return book_get(t, m->id, &m->r);
}

static void move(struct lab *l, uint64_t id, int hamlet)
{
    struct move m = {.id = id};
    assert_int_equal(book_read(l->book, &l->who, load_fn, &m, &l->d), STATUS_OK);
    m.r.unit = unit_hamlet(l->book->commune, hamlet);
    value_set_s(record_value(&m.r, "hamlet"), unit_span(&m.r.unit));
    save(l, &m.r);
}

static const char *const entities[] = {
    "hamlet", "clan",       "organisation", "household",  "citizen",      "document", "yearfact",
    "target", "initiative", "deadline",     "activity",   "contribution", "fund",     "budget",
    "award",  "task",       "officer",      "submission", "criteria",     "checklist"};
enum { ENTITIES = sizeof entities / sizeof *entities };

static void fill(struct lab *l)
{
    seed = 7;
    for (size_t i = 0; i < ENTITIES; i++) {
        const struct entity *e = entity_by_name(entities[i]);
        bool named = entity_field_flag(e, FIELD_NAME) >= 0; /* else year and kind tell them apart */
        int n = e->id == ENTITY_HAMLET ? HAMLETS : named ? RECORDS : 4;
        for (int k = 0; k < n; k++)
            add_random(l, e, k);
    }
}

/* ---- tests ---- */

static void out_and_in_again(void **state)
{
    struct lab a, b;
    struct buf first = {0}, again = {0}, path = {0};
    const struct export_options o = {.private = true};
    (void)state;
    lab_open(&a, "mem:");
    lab_open(&b, "mem:");
    fill(&a);
    buf_addf(&path, "%s/x.csv", b.dir);
    for (size_t i = 0; i < ENTITIES; i++) {
        take(&a, export_csv, entities[i], o, &first);
        test_write_file(buf_str(&path), first.p, first.n);
        assert_int_equal(lab_import(&b, entities[i], buf_str(&path), (struct import_options){0}),
                         STATUS_OK);
        if (b.result.refused.n) {
            struct buf note = {0};
            import_note_add_text(&b.result.refused.v[0], &note);
            fail_msg("%s: %s\n%s", entities[i], buf_str(&note), buf_str(&first));
        }
        take(&b, export_csv, entities[i], o, &again);
        drop_ids(&first);
        drop_ids(&again);
        if (!span_eq(buf_span(&first), buf_span(&again)))
            fail_msg("%s differs:\n%s\n%s", entities[i], buf_str(&first), buf_str(&again));
    }
    lab_close(&a);
    lab_close(&b);
    buf_release(&first);
    buf_release(&again);
    buf_release(&path);
}

/* A household that moved has a list of stays. The last one had left before; it is listed where its
 * record lies all the same. */
static void who_moved(void **state)
{
    struct lab a, b;
    struct buf first = {0}, again = {0}, path = {0};
    (void)state;
    lab_open(&a, "mem:");
    lab_open(&b, "mem:");
    for (int i = 1; i <= 3; i++) {
        char name[] = "Thôn 1; đến";
        name[5] = (char)('0' + i);
        add(&a, "hamlet", "name", name, NULL);
        add(&b, "hamlet", "name", name, NULL);
    }
    move(&a, add(&a, "household", "hamlet", "15664002", "head", "Lê Hòa", NULL), 1);
    move(&a,
         add(&a, "household", "hamlet", "15664001", "head", "Lê Bảy", "from", "1/1/2020", "to",
             "31/12/2024", NULL),
         3);
    take(&a, export_csv, "household", (struct export_options){0}, &first);
    assert_int_equal(count(&first, "\r\n"), 3);
    buf_addf(&path, "%s/x.csv", b.dir);
    test_write_file(buf_str(&path), first.p, first.n);
    assert_int_equal(lab_import(&b, "household", buf_str(&path), (struct import_options){0}),
                     STATUS_OK);
    take(&b, export_csv, "household", (struct export_options){0}, &again);
    drop_ids(&first);
    drop_ids(&again);
    assert_string_equal(buf_str(&first), buf_str(&again));
    list(&a, "household", (struct find_options){0}, 0, &first);
    assert_int_equal(count(&first, "2 hộ"), 1);
    list(&a, "household", (struct find_options){.unit = unit_hamlet(a.book->commune, 3)}, 0,
         &first);
    assert_int_equal(count(&first, "Lê Bảy"), 1);
    list(&a, "household",
         (struct find_options){.text = SPAN_LIT("bảy"), .valid_on = day_make(2026, 1, 1)}, 0,
         &first);
    assert_int_equal(count(&first, "0 hộ"), 1);
    lab_close(&a);
    lab_close(&b);
    buf_release(&first);
    buf_release(&again);
    buf_release(&path);
}

/* Into the same book: every record is found again, nothing is to change. */
static void in_again_is_unchanged(void **state)
{
    struct lab a;
    struct buf text = {0}, path = {0};
    (void)state;
    lab_open(&a, "mem:");
    fill(&a);
    buf_addf(&path, "%s/x.csv", a.dir);
    for (size_t i = 0; i < ENTITIES; i++) {
        take(&a, export_csv, entities[i], (struct export_options){0}, &text);
        test_write_file(buf_str(&path), text.p, text.n);
        assert_int_equal(lab_import(&a, entities[i], buf_str(&path), (struct import_options){0}),
                         STATUS_OK);
        if (a.result.refused.n || a.result.imported || a.result.updated)
            fail_msg("%s: imported %u, updated %u, refused %zu", entities[i], a.result.imported,
                     a.result.updated, a.result.refused.n);
        assert_true(a.result.unchanged > 0);
    }
    lab_close(&a);
    buf_release(&text);
    buf_release(&path);
}

static void json_of_everything(void **state)
{
    struct lab a;
    struct buf whole = {0}, pieces = {0};
    (void)state;
    lab_open(&a, "mem:");
    fill(&a);
    for (size_t i = 0; entity_at(i); i++) {
        const struct entity *e = entity_at(i);
        take(&a, export_json, e->name, (struct export_options){0}, &whole);
        json_t *j = parse(&whole);
        assert_true(json_array_size(j) > 0);
        for (size_t k = 0; k < json_array_size(j); k++) {
            json_t *r = json_array_get(j, k);
            assert_int_equal(json_string_length(json_object_get(r, "id")), 16);
            for (size_t f = 0; f < e->n_fields; f++) {
                json_t *v = json_object_get(r, e->fields[f].name);
                assert_non_null(v);
                assert_true(!(e->fields[f].flags & FIELD_PRIVATE) || json_is_null(v));
            }
        }
        /* in pieces of one record: the same bytes */
        take(&a, export_json, e->name, (struct export_options){.piece = 1}, &pieces);
        assert_string_equal(buf_str(&whole), buf_str(&pieces));
        take(&a, export_csv, e->name, (struct export_options){0}, &whole);
        take(&a, export_csv, e->name, (struct export_options){.piece = 1}, &pieces);
        assert_string_equal(buf_str(&whole), buf_str(&pieces));
        /* a list has the same records, perhaps in another order */
        buf_reset(&whole);
        assert_int_equal(
            list_json(a.book, &a.who, e, &(struct find_options){0}, collect, &whole, &a.d),
            STATUS_OK);
        json_t *listed = parse(&whole);
        assert_int_equal(json_array_size(listed), json_array_size(j));
        json_decref(listed);
        json_decref(j);
        list(&a, e->name, (struct find_options){0}, 80, &whole);
        assert_true(whole.n > 0);
        list(&a, e->name, (struct find_options){.text = SPAN_LIT("không có ai tên thế")}, 80,
             &whole);
        assert_int_equal(whole.p[0], '0');
    }
    lab_close(&a);
    buf_release(&whole);
    buf_release(&pieces);
}

static void an_empty_book(void **state)
{
    struct lab a;
    struct buf b = {0};
    (void)state;
    lab_open(&a, "mem:");
    take(&a, export_json, "household", (struct export_options){0}, &b);
    assert_string_equal(buf_str(&b), "[]\n");
    take(&a, export_csv, "clan", (struct export_options){0}, &b);
    assert_string_equal(buf_str(&b),
                        "\xEF\xBB\xBFSố,\"Thôn, tổ dân phố\",Tên dòng họ,Trưởng tộc,"
                        "Số hộ,Ban khuyến học,Từ ngày,Đến ngày,Ghi chú,Các nơi đã ở,id\r\n");
    list(&a, "household", (struct find_options){0}, 80, &b);
    assert_string_equal(buf_str(&b), "0 hộ\n");
    lab_close(&a);
    buf_release(&b);
}

static void formulas_are_guarded(void **state)
{
    static const struct {
        const char *text, *cell;
    } v[] = {
        {"=1+1", "'=1+1"},
        {"+84", "'+84"},
        {"-", "'-"},
        {"@a", "'@a"},
        {"'=x", "''=x"},
        {"'a", "'a"},
        {"''=x", "'''=x"},
        {"'", "'"},
        {"a=1", "a=1"},
        {"", ""},
        {"\t1", "\"'\t1\""},
        {"=a,b", "\"'=a,b\""},
        {"a\"b", "\"a\"\"b\""},
        {"a\nb", "\"a\nb\""},
        {" a", "\" a\""},
        {"a;b", "\"a;b\""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof v / sizeof *v; i++) {
        struct buf b = {0};
        export_csv_cell(&b, span_of(v[i].text), false);
        assert_string_equal(buf_str(&b), v[i].cell);
        if (v[i].cell[0] != '"') /* what the reader of CSV leaves to the import */
            assert_true(span_eq_str(import_clean(buf_span(&b)), v[i].text));
        buf_reset(&b);
        export_csv_cell(&b, SPAN_LIT("-5"), true);
        assert_string_equal(buf_str(&b), "-5");
        buf_release(&b);
    }
}

static void columns_of_years(void **state)
{
    struct lab a;
    struct buf b = {0};
    (void)state;
    lab_open(&a, "mem:");
    add(&a, "hamlet", "name", "Thôn 1", NULL);
    add(&a, "hamlet", "name", "Thôn 2", NULL);
    uint64_t x = add(&a, "clan", "hamlet", "15664001", "name", "Họ Lê", NULL);
    uint64_t y = add(&a, "clan", "hamlet", "15664002", "name", "Họ Đỗ", NULL);
    add_title(&a, "clan", x, "clan", "2023", "recognised");
    add_title(&a, "clan", x, "clan", "2025", "proposed");
    add_title(&a, "clan", y, "clan", "2025", "withdrawn");
    take(&a, export_csv, "clan", (struct export_options){0}, &b);
    drop_ids(&b);
    assert_string_equal(
        buf_str(&b),
        "\xEF\xBB\xBFSố,\"Thôn, tổ dân phố\",Tên dòng họ,Trưởng tộc,Số hộ,"
        "Ban khuyến học,Từ ngày,Đến ngày,Ghi chú,Các nơi đã ở,ĐK DHHT 2023,CN DHHT 2023,"
        "ĐK DHHT 2025,CN DHHT 2025,id\r\n"
        "1,Thôn 1,Họ Lê,,,,,,,,x,x,x,\r\n"
        "1,Thôn 2,Họ Đỗ,,,,,,,,,,,\r\n");
    take(&a, export_csv, "clan", (struct export_options){.year = 2025}, &b);
    assert_int_equal(count(&b, "2023"), 0);
    assert_int_equal(count(&b, "2025"), 2);
    take(&a, export_csv, "title", (struct export_options){.year = 2025}, &b);
    assert_int_equal(count(&b, "\r\n"), 3);
    assert_int_equal(count(&b, "Họ Đỗ [clan:"), 1);
    take(&a, export_csv, "clan", (struct export_options){.unit = unit_hamlet(a.book->commune, 2)},
         &b);
    assert_int_equal(count(&b, "2023"), 0); /* nobody of Thôn 2 has one */
    assert_int_equal(count(&b, "Họ Lê"), 0);
    uint64_t o = add(&a, "organisation", "name", "Trường", "hamlet", "15664001", NULL);
    add_title(&a, "organisation", o, "organisation", "2024", "registered");
    add_title(&a, "organisation", o, "organisation2", "2026", "recognised");
    take(&a, export_csv, "organisation", (struct export_options){0}, &b);
    assert_int_equal(count(&b, "ĐK ĐVHT 2024,CN ĐVHT 2024,ĐK ĐVHT tỉnh 2026,CN ĐVHT tỉnh 2026"), 1);
    assert_int_equal(count(&b, ",x,,x,x,"), 1);
    lab_close(&a);
    buf_release(&b);
}

/* Every header that an export can have is read by the import as what it is. */
static void headers_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; entity_at(i); i++) {
        const struct entity *e = entity_at(i);
        struct import_column c = {0};
        for (size_t k = 0; k < e->n_fields; k++) {
            import_match_header(e, span_of(e->fields[k].label), &c);
            if (c.use != IMPORT_FIELD || c.field != k)
                fail_msg("%s: '%s' is not read as %s", e->name, e->fields[k].label,
                         e->fields[k].name);
        }
        for (unsigned id = 1; id <= TITLE_MAX; id++) {
            const struct title_kind *k = title_by_id(id);
            char header[64];
            if (k->subject != e->id)
                continue;
            snprintf(header, sizeof header, "CN %.*s 2024", (int)strcspn(k->abbreviations, "|"),
                     k->abbreviations);
            c = (struct import_column){0};
            import_match_header(e, span_of(header), &c);
            if (c.use != IMPORT_TITLE || c.title != k || !c.recognised || c.year != 2024)
                fail_msg("%s: '%s' is not read as %s", e->name, header, k->name);
        }
        if (!e->subject)
            continue;
        import_match_header(e, SPAN_LIT("Số"), &c);
        assert_int_equal(c.use, IMPORT_IGNORED);
        import_match_header(e, SPAN_LIT("id"), &c);
        assert_int_equal(c.use, IMPORT_IGNORED);
    }
}

/* A name that two bear goes out with its id. */
static void namesakes(void **state)
{
    struct lab a;
    struct buf b = {0}, path = {0};
    char ref[40];
    (void)state;
    lab_open(&a, "mem:");
    add(&a, "hamlet", "name", "Thôn 1", NULL);
    add(&a, "hamlet", "name", "Thôn 2", NULL);
    add(&a, "household", "hamlet", "15664001", "head", "Lê Hòa", "birth", "1950", NULL);
    uint64_t id =
        add(&a, "household", "hamlet", "15664001", "head", "Lê Hòa", "birth", "1970", NULL);
    uint64_t other = add(&a, "household", "hamlet", "15664002", "head", "Lê Hòa", NULL);
    uint64_t alone = add(&a, "household", "hamlet", "15664002", "head", "Bùi Thị Xuân", NULL);
    const uint64_t homes[] = {id, other, alone};
    for (int i = 0; i < 3; i++) {
        snprintf(ref, sizeof ref, "%016llx", (unsigned long long)homes[i]);
        add(&a, "citizen", "hamlet", i ? "15664002" : "15664001", "name", "Trần Thị Na",
            "household", ref, NULL);
    }
    take(&a, export_csv, "citizen", (struct export_options){0}, &b);
    snprintf(ref, sizeof ref, ",Lê Hòa [%016llx],", (unsigned long long)id);
    assert_int_equal(count(&b, ref), 1);
    assert_int_equal(count(&b, ",Lê Hòa,"), 1); /* the only one of Thôn 2 */
    assert_int_equal(count(&b, ",Bùi Thị Xuân,"), 1);
    buf_addf(&path, "%s/x.csv", a.dir);
    test_write_file(buf_str(&path), b.p, b.n);
    assert_int_equal(lab_import(&a, "citizen", buf_str(&path), (struct import_options){0}),
                     STATUS_OK);
    assert_int_equal(a.result.unchanged, 3);
    lab_close(&a);
    buf_release(&b);
    buf_release(&path);
}

static enum status refuse(void *context, struct span bytes)
{
    (void)context, (void)bytes;
    return STATUS_IO;
}

static void rights(void **state)
{
    struct lab a;
    struct buf b = {0};
    struct export_options o = {0};
    const struct entity *e = entity_by_name("household");
    (void)state;
    lab_open(&a, "mem:");
    fill(&a);
    take(&a, export_csv, "household", (struct export_options){.private = true}, &b);
    assert_int_equal(count(&b, "Điện thoại,"), 1);
    take(&a, export_csv, "household", o, &b);
    assert_int_equal(count(&b, "Điện thoại,"), 0);
    assert_int_equal(export_csv(a.book, &a.who, e, &o, refuse, NULL, &a.d), STATUS_IO);

    struct unit_key own = unit_hamlet(a.book->commune, 2);
    a.who.role = ROLE_LEADER;
    a.who.units = &own;
    a.who.n_units = 1;
    take(&a, export_csv, "household", o, &b);
    assert_int_equal(count(&b, ",Hộ gia đình số 1,"), 1); /* of Thôn 2 */
    assert_int_equal(count(&b, ",Hộ gia đình số 0,"), 0);
    buf_reset(&b);
    o.private = true;
    assert_int_equal(export_csv(a.book, &a.who, e, &o, collect, &b, &a.d), STATUS_DENIED);
    o.private = false;
    o.unit = unit_hamlet(a.book->commune, 1);
    assert_int_equal(export_json(a.book, &a.who, e, &o, collect, &b, &a.d), STATUS_DENIED);
    assert_int_equal(b.n, 0);
    lab_close(&a);
    buf_release(&b);
}

static void lists_for_people(void **state)
{
    struct lab a;
    struct buf b = {0};
    (void)state;
    lab_open(&a, "mem:");
    add(&a, "hamlet", "name", "Thôn 1", NULL);
    add(&a, "clan", "hamlet", "15664001", "name", "Dòng họ Đỗ Văn - chi 23", "chief",
        "\x1b[31mĐỗ Văn Bảy", "households", "45", NULL);
    add(&a, "clan", "hamlet", "15664001", "name", "Họ Lê", "households", "1200", NULL);
    struct find_options o = {.unit = unit_hamlet(a.book->commune, 1)};
    list(&a, "clan", o, 0, &b);
    assert_string_equal(buf_str(&b), "Số  Tên dòng họ              Trưởng tộc       Số hộ\n"
                                     "--  -----------------------  ---------------  -----\n"
                                     " 1  Dòng họ Đỗ Văn - chi 23  \uFFFD[31mĐỗ Văn Bảy     45\n"
                                     " 2  Họ Lê                                      1200\n"
                                     "\n2 dòng họ\n");
    list(&a, "clan", o, 40, &b);
    assert_string_equal(buf_str(&b), "Số  Tên dòng họ    Trưởng tộc      Số hộ\n"
                                     "--  -------------  --------------  -----\n"
                                     " 1  Dòng họ Đỗ V…  \uFFFD[31mĐỗ Văn B…     45\n"
                                     " 2  Họ Lê                           1200\n"
                                     "\n2 dòng họ\n");
    o.limit = 1;
    list(&a, "clan", o, 0, &b);
    assert_non_null(strstr(buf_str(&b), "\n1/2 dòng họ\n"));
    list(&a, "hamlet", (struct find_options){0}, 0, &b);
    assert_non_null(strstr(buf_str(&b), "Thôn 1  15664001"));
    lab_close(&a);
    buf_release(&b);
}

/* A day is a day for a spreadsheet; a year alone, and what is before 1900, are texts. */
static void days_for_a_spreadsheet(void **state)
{
    struct lab a;
    struct buf b = {0};
    struct span s, text;
    enum sheet_cell kind;
    unsigned days = 0, texts = 0;
    (void)state;
    lab_open(&a, "mem:");
    assert_int_equal(
        lab_text(&a, "hamlet", "Mã,Tên thôn\n15664001,Thôn 1\n", (struct import_options){0}),
        STATUS_OK);
    assert_int_equal(lab_text(&a, "household", "Thôn,Họ và tên chủ hộ\nThôn 1,Lê An\n",
                              (struct import_options){0}),
                     STATUS_OK);
    assert_int_equal(lab_text(&a, "citizen",
                              "Thôn,Chủ hộ,Họ và tên,Ngày sinh\nThôn 1,Lê An,Lê Bảy,28/9/1970\n"
                              "Thôn 1,Lê An,Lê An,1961\nThôn 1,Lê An,Lê Ba,31/12/1899\n",
                              (struct import_options){0}),
                     STATUS_OK);
    take(&a, export_sheet, "citizen", (struct export_options){0}, &b);
    for (s = buf_span(&b); sheet_take(&s, &kind, &text);) {
        days += kind == SHEET_DATE && span_eq_str(text, "1970-09-28");
        texts +=
            kind == SHEET_TEXT && (span_eq_str(text, "1961") || span_eq_str(text, "31/12/1899") ||
                                   span_eq_str(text, "1899-12-31"));
    }
    assert_int_equal(days, 1);
    assert_int_equal(texts, 2);
    lab_close(&a);
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formulas_are_guarded),
        cmocka_unit_test(headers_are_read),
        cmocka_unit_test(an_empty_book),
        cmocka_unit_test(columns_of_years),
        cmocka_unit_test(lists_for_people),
        cmocka_unit_test(namesakes),
        cmocka_unit_test(rights),
        cmocka_unit_test(json_of_everything),
        cmocka_unit_test(out_and_in_again),
        cmocka_unit_test(in_again_is_unchanged),
        cmocka_unit_test(who_moved),
        cmocka_unit_test(days_for_a_spreadsheet),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
