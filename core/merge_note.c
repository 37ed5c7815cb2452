/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "core/mask.h"
#include "core/merge_private.h"
#include "locale/mem.h"
#include "locale/msg.h"

static char *name_of(const struct record *r, const struct resolver *res)
{
    struct buf b = {0};
    buf_add_span(&b, record_name(r));
    if (!b.n && entity_field(r->e, "subject") >= 0) {
        int i = entity_field(r->e, "subject");
        field_add_text(&r->e->fields[i], &r->v[i], res, &b);
    }
    return buf_detach(&b);
}

struct merge_note *merge_tell(struct merge *m, enum merge_why why, const struct record *r)
{
    struct merge_result *x = m->out;
    struct resolver res = book_resolver(m->t, r->unit);
    x->v = mem_realloc_array(x->v, x->n + 1, sizeof *x->v);
    struct merge_note *n = &x->v[x->n++];
    *n = (struct merge_note){
        .why = why, .entity = r->e->id, .id = r->id, .unit = r->unit, .name = name_of(r, &res)};
    return n;
}

static char *text_of(const struct record *r, size_t i, const struct resolver *res)
{
    struct buf b = {0};
    mask_add_value(&r->e->fields[i], &r->v[i], res, &b);
    return buf_detach(&b);
}

void merge_tell_fields(struct merge *m, enum merge_why why, const struct record *here,
                       const struct record *there)
{
    struct resolver res = book_resolver(m->t, here->unit);
    m->out->conflicts++;
    for (size_t i = 0; i < here->e->n_fields; i++) {
        if (value_eq(&here->v[i], &there->v[i]))
            continue;
        struct merge_note *n = merge_tell(m, why, here);
        n->field = &here->e->fields[i];
        n->here = text_of(here, i, &res);
        n->there = text_of(there, i, &res);
    }
}

void merge_tell_refused(struct merge *m, const struct record *r, enum status s)
{
    struct detail *d = m->t->detail;
    if (!m->last) {
        m->refused = true;
        if (d)
            d->text[0] = 0;
        return;
    }
    struct merge_note *n = merge_tell(m, MERGE_REFUSED, r);
    n->text = mem_strdup(d && d->text[0] ? d->text : status_text(s));
    m->out->conflicts++;
    if (d)
        d->text[0] = 0;
}

void merge_result_release(struct merge_result *r)
{
    for (size_t i = 0; i < r->n; i++) {
        free(r->v[i].name);
        free(r->v[i].here);
        free(r->v[i].there);
        free(r->v[i].text);
    }
    free(r->v);
    *r = (struct merge_result){0};
}

const char *merge_why_name(enum merge_why w)
{
    switch (w) {
    case MERGE_BOTH:
        return "both";
    case MERGE_DELETED_HERE:
        return "deleted-here";
    case MERGE_DELETED_THERE:
        return "deleted-there";
    case MERGE_TWICE:
        return "twice";
    case MERGE_OUTSIDE:
        return "outside";
    case MERGE_ERASED:
        return "erased";
    case MERGE_REFUSED:
        return "refused";
    }
    return "";
}

void merge_note_add_text(const struct merge_note *n, struct buf *out)
{
    buf_addf(out, "%s %s: ", _(entity_by_id(n->entity)->label), n->name);
    switch (n->why) {
    case MERGE_BOTH:
    case MERGE_TWICE:
        buf_addf(out, _("cả hai nơi đều sửa ô %s: ở đây '%s', mang về '%s'; giữ như ở đây."),
                 _(n->field->label), n->here, n->there);
        return;
    case MERGE_DELETED_HERE:
        buf_adds(out, _("ở đây đã xóa, nơi kia còn sửa; vẫn để xóa. Cần thì thêm lại bằng tay."));
        return;
    case MERGE_DELETED_THERE:
        buf_adds(out, _("nơi kia đã xóa, ở đây còn sửa; giữ lại. Cần thì xóa bằng F8."));
        return;
    case MERGE_OUTSIDE:
        buf_adds(out, _("không thuộc phần được mang đi; giữ như ở đây."));
        return;
    case MERGE_ERASED:
        buf_adds(out, _("thông tin cá nhân đã xóa theo yêu cầu; không lấy lại."));
        return;
    case MERGE_REFUSED:
        buf_addf(out, _("chưa ghép được: %s"), n->text);
        return;
    }
}

void merge_result_add_text(const struct merge_result *r, bool dry, struct buf *out)
{
    buf_addf(out,
             dry ? _("Xem trước: thêm %llu, sửa %llu, xóa %llu, giữ nguyên %llu, cần xem lại %llu "
                     "phiếu. Chưa ghi gì.")
                 : _("Đã ghép: thêm %llu, sửa %llu, xóa %llu, giữ nguyên %llu, cần xem lại %llu "
                     "phiếu."),
             (unsigned long long)r->added, (unsigned long long)r->changed,
             (unsigned long long)r->deleted, (unsigned long long)r->same,
             (unsigned long long)r->conflicts);
}
