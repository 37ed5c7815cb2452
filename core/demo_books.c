/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The other books of the invented commune. A line is a record: whose it is, and its fields as they
 * would be typed, with '|' between them. In a text
 *
 *     @       the year in which that day of the month was last: "5/9/@" is in the past
 *     $       an invented full name
 *     #12-40  a number between
 *
 * There are no figures of the year that would stand for the lists (how many households): the lists
 * count.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/demo_private.h"

enum whose { PLAIN, CLAN, HOUSEHOLD }; /* whom giver, owner, recipient, subject point to */

struct line {
    uint8_t entity, hamlet; /* hamlet 0: the commune */
    uint8_t whose;
    const char *fields;
};

/* clang-format off */
static const struct line lines[] = {
    {ENTITY_DOCUMENT, 0, PLAIN, "kind=plan|number=12/KH-UBND|date=15/1/@|issuer=UBND xã|signer=$|subject=Thực hiện phong trào thi đua xây dựng xã hội học tập"},
    {ENTITY_DOCUMENT, 0, PLAIN, "kind=decision|number=31/QĐ-UBND|date=2/2/@|issuer=UBND xã|signer=$|subject=Kiện toàn Ban chỉ đạo xây dựng xã hội học tập"},

    {ENTITY_ACTIVITY, 0, PLAIN, "kind=launch|date=20/2/@|place=Hội trường UBND xã|topic=Phát động thi đua cả nước học tập suốt đời|theme=awareness|participants=#120-180|women=#50-70|workers=#40-60|host=UBND xã|cost=3.500.000"},
    {ENTITY_ACTIVITY, 0, PLAIN, "kind=training|date=12/3/@|place=UBND xã|topic=Hướng dẫn ghi sổ khuyến học trên máy tính|theme=digital|participants=#18-30|women=#6-10|host=Hội Khuyến học xã|cost=1.200.000"},
    {ENTITY_ACTIVITY, 0, PLAIN, "kind=week|date=2/10/@|place=Trường tiểu học|topic=Khai mạc Tuần lễ học tập suốt đời|theme=awareness|participants=#200-320|women=#90-130|workers=#60-90|host=UBND xã|cost=5.000.000"},
    {ENTITY_ACTIVITY, 0, PLAIN, "kind=inspection|date=18/9/@|place=Các thôn|topic=Kiểm tra việc học tập của các thôn|theme=models|participants=#6-9|host=Ban chỉ đạo"},
    {ENTITY_ACTIVITY, 0, PLAIN, "kind=review|date=20/12/@|place=Hội trường UBND xã|topic=Tổng kết công tác khuyến học năm|theme=awareness|participants=#60-90|women=#25-35|host=Hội Khuyến học xã"},
    {ENTITY_ACTIVITY, 1, PLAIN, "kind=class|date=14/4/@|place=Nhà văn hóa thôn|topic=Kỹ thuật trồng lúa ít phân bón|theme=institutions|participants=#30-50|women=#14-20|workers=#20-28|host=TTHTCĐ xã|cost=800.000"},
    {ENTITY_ACTIVITY, 1, PLAIN, "kind=broadcast|date=5/6/@|topic=Gương người cao tuổi ham học|theme=awareness|host=Đài truyền thanh xã"},
    {ENTITY_ACTIVITY, 2, PLAIN, "kind=class|date=9/5/@|place=Nhà văn hóa thôn|topic=Dùng điện thoại để làm thủ tục hành chính|theme=digital|participants=#25-40|women=#12-18|workers=#10-15|host=Đoàn Thanh niên"},
    {ENTITY_ACTIVITY, 2, PLAIN, "kind=propaganda|date=26/3/@|place=Nhà văn hóa thôn|topic=Vận động hộ gia đình đăng ký học tập|theme=models|participants=#40-60|women=#20-28|host=Chi hội khuyến học"},
    {ENTITY_ACTIVITY, 1, PLAIN, "kind=meeting|date=15/11/@|place=Nhà văn hóa thôn|topic=Họp bình xét các danh hiệu học tập|participants=#40-60|women=#20-28|chair=$|secretary=$"},

    {ENTITY_FUND, 1, PLAIN, "date=1/1/@|direction=in|purpose=opening|amount=2.450.000|name=Sổ giấy năm trước"},
    {ENTITY_FUND, 1, PLAIN, "number=1|date=22/1/@|direction=in|purpose=donation|amount=500.000|name=Gia đình ông $"},
    {ENTITY_FUND, 1, PLAIN, "number=2|date=10/2/@|direction=in|purpose=donation|amount=1.000.000|name=Con em xa quê"},
    {ENTITY_FUND, 1, PLAIN, "number=3|date=3/3/@|direction=in|purpose=donation|amount=300.000|name=Bà $"},
    {ENTITY_FUND, 1, PLAIN, "number=1|date=28/5/@|direction=out|purpose=reward|grants=12|amount=1.200.000|name=Học sinh giỏi"},
    {ENTITY_FUND, 1, PLAIN, "number=2|date=4/9/@|direction=out|purpose=scholarship|grants=3|amount=900.000|name=Học sinh nghèo vượt khó"},
    {ENTITY_FUND, 2, PLAIN, "date=1/1/@|direction=in|purpose=opening|amount=1.180.000|name=Sổ giấy năm trước"},
    {ENTITY_FUND, 2, PLAIN, "number=1|date=15/2/@|direction=in|purpose=donation|amount=750.000|name=Các hộ trong thôn"},
    {ENTITY_FUND, 2, PLAIN, "number=2|date=20/8/@|direction=in|purpose=donation|amount=200.000|name=Ông $"},
    {ENTITY_FUND, 2, PLAIN, "number=1|date=1/6/@|direction=out|purpose=reward|grants=9|amount=900.000|name=Học sinh giỏi"},
    {ENTITY_FUND, 0, PLAIN, "date=1/1/@|direction=in|purpose=opening|amount=8.600.000|name=Sổ giấy năm trước"},
    {ENTITY_FUND, 0, PLAIN, "number=1|date=18/3/@|direction=in|purpose=donation|amount=5.000.000|name=Hợp tác xã dịch vụ nông nghiệp"},
    {ENTITY_FUND, 0, PLAIN, "number=2|date=7/7/@|direction=in|purpose=donation|amount=2.000.000|name=Hội đồng hương"},
    {ENTITY_FUND, 0, PLAIN, "number=1|date=5/9/@|direction=out|purpose=scholarship|grants=10|amount=5.000.000|name=Học sinh nghèo các thôn"},
    {ENTITY_FUND, 0, PLAIN, "number=2|date=2/10/@|direction=out|purpose=support|amount=1.500.000|name=Tủ sách các nhà văn hóa"},
    {ENTITY_FUND, 0, CLAN, "number=1|date=12/2/@|direction=in|purpose=donation|amount=1.600.000|name=Con cháu trong họ"},
    {ENTITY_FUND, 0, CLAN, "number=1|date=30/5/@|direction=out|purpose=reward|grants=8|amount=800.000|name=Con cháu học giỏi"},

    {ENTITY_CONTRIBUTION, 1, PLAIN, "name=Ông $|giver_kind=citizen|kind=labour|description=10 ngày công|date=8/4/@|purpose=sửa nhà văn hóa thôn"},
    {ENTITY_CONTRIBUTION, 2, PLAIN, "name=Cô giáo $|giver_kind=citizen|kind=idea|description=dạy 12 buổi tin học cơ bản|date=6/7/@|purpose=lớp học cho người lớn tuổi"},
    {ENTITY_CONTRIBUTION, 0, PLAIN, "name=Hội đồng hương|giver_kind=association|kind=goods|description=200 cuốn sách|date=21/4/@|purpose=tủ sách các thôn|value=6.000.000"},
    {ENTITY_CONTRIBUTION, 0, CLAN, "name=Dòng họ|giver_kind=clan|kind=goods|description=5 bộ bàn ghế|date=19/8/@|purpose=góc học tập của trẻ em|value=2.500.000"},

    {ENTITY_INITIATIVE, 1, PLAIN, "name=Tiếng kẻng học bài lúc 19 giờ|kind=model|who=Chi hội khuyến học|date=5/9/@|effect=Trẻ em ngồi vào bàn học đúng giờ, người lớn vặn nhỏ ti vi|spread=thôn bên"},
    {ENTITY_INITIATIVE, 2, PLAIN, "name=Tủ sách lưu động bằng xe đạp|kind=idea|who=$|date=12/6/@|effect=Mỗi tuần một lượt, người già không phải đi xa"},
    {ENTITY_INITIATIVE, 0, PLAIN, "name=Người cao tuổi học dùng máy tính|kind=example|who=$|date=20/5/@|effect=Tự ghi sổ của thôn trên máy"},

    {ENTITY_TASK, 0, PLAIN, "item=Kiện toàn Ban chỉ đạo|plan_item=steering|who=UBND xã|year=!|due=28/2/@|state=done|done_on=2/2/@"},
    {ENTITY_TASK, 0, PLAIN, "item=Xây dựng kế hoạch của xã|plan_item=plan|who=Hội Khuyến học|year=!|due=31/1/@|state=done|done_on=15/1/@"},
    {ENTITY_TASK, 0, PLAIN, "item=Hướng dẫn các thôn bình xét|plan_item=evaluation|who=Hội Khuyến học|year=!|due=30/11/!|state=doing"},
    {ENTITY_TASK, 0, PLAIN, "item=Báo cáo kết quả năm|plan_item=report|who=Văn phòng UBND xã|year=!|due=4/12/!|state=todo"},

    {ENTITY_OFFICER, 0, PLAIN, "name=$|body=steering|role=chair|from=2/2/@"},
    {ENTITY_OFFICER, 0, PLAIN, "name=$|body=steering|role=vice|from=2/2/@"},
    {ENTITY_OFFICER, 0, PLAIN, "name=$|body=association|role=chair|centre_from=1/1/2024|centre_activities=&|it_trained=&|briefed=&"},
    {ENTITY_OFFICER, 0, PLAIN, "name=$|body=association|role=vice|centre_from=1/1/2025|centre_activities=&|briefed=&"},
    {ENTITY_OFFICER, 0, PLAIN, "name=$|body=association|role=member|it_trained=&|briefed=&"},
    {ENTITY_OFFICER, 0, PLAIN, "name=$|body=association|role=member|briefed=&"},
    {ENTITY_OFFICER, 0, PLAIN, "name=$|body=centre|role=chair|from=1/7/2025"},

    {ENTITY_AWARD, 0, CLAN, "name=Dòng họ|recipient_kind=collective|form=certificate|occasion=yearly|year=-1|state=decided|reason=Phong trào khuyến học của dòng họ|proposed_on=5/12/-1|decided_on=25/12/-1"},
    {ENTITY_AWARD, 0, HOUSEHOLD, "name=Hộ gia đình|recipient_kind=household|form=certificate|occasion=yearly|year=-1|state=decided|reason=Các con đều học đại học|proposed_on=5/12/-1|decided_on=25/12/-1"},
    {ENTITY_AWARD, 0, PLAIN, "name=$|recipient_kind=person|form=praise|occasion=yearly|year=!|state=proposed|reason=Dạy tin học cho người lớn tuổi"},

    {ENTITY_BUDGET, 0, PLAIN, "year=!|source=state|planned=20.000.000|spent=12.500.000"},

    {ENTITY_YEARFACT, 0, PLAIN, "year=!|members=#180-260|members_briefed=#150-175|study_boards=#14-20|school_age=#300-420|dropped_out=0|cannot_read=#2-9|source=Hội Khuyến học xã"},
    {ENTITY_YEARFACT, 0, PLAIN, "year=-1|members=#150-180|members_briefed=#120-150|study_boards=#10-14|school_age=#300-420|dropped_out=1|cannot_read=#9-15|source=Hội Khuyến học xã"},

    {ENTITY_TARGET, 0, PLAIN, "indicator=family|year=-1|value=50|measure=percent|source=Kế hoạch của xã"},
    {ENTITY_TARGET, 0, PLAIN, "indicator=clan|year=-1|value=40|measure=percent|source=Kế hoạch của xã"},
    {ENTITY_TARGET, 0, PLAIN, "indicator=family|year=+1|value=66|measure=percent|source=Kế hoạch của xã"},
    {ENTITY_TARGET, 0, PLAIN, "indicator=citizen|year=+1|value=52|measure=percent|source=Kế hoạch của xã"},

    {ENTITY_CHECKLIST, 0, CLAN, "name=Dòng họ|group=family|plan=hai_phong|year=!|items=family.2\t100\ttặng 5 bộ bàn ghế"},
};
/* clang-format on */

/* ---- a text ---- */

/* "#12-40", behind the sign. */
static const char *add_between(struct demo *d, const char *at, struct buf *out)
{
    char *end;
    long from = strtol(at, &end, 10), to = strtol(end + 1, &end, 10);
    buf_addf(out, "%ld", from + demo_below(d, (int)(to - from) + 1));
    return end;
}

/* The year of "5/9/@": the last in which that day is not to come. */
static int year_of(const struct demo *d, const struct buf *text)
{
    int dd = 1, mm = 1;
    if (sscanf(buf_str((struct buf *)text), "%d/%d", &dd, &mm) != 2)
        return d->year;
    return day_make(d->year, mm, dd) > d->t->who->today ? d->year - 1 : d->year;
}

/* A sign begins a field's text, or stands behind the last '/' of a date. */
static void add_text(struct demo *d, const char *at, size_t n, struct buf *out)
{
    const char *end = at + n;
    while (at < end) {
        bool begins = !out->n || out->p[out->n - 1] == '/';
        char c = *at++;
        if (c == '@')
            buf_addf(out, "%d", year_of(d, out));
        else if (c == '$')
            demo_add_name(d, demo_below(d, 3) == 0, out);
        else if (c == '#')
            at = add_between(d, at, out);
        else if (c == '!')
            buf_addf(out, "%d", d->year);
        else if (c == '&')
            buf_addf(out, "%d, %d", d->year - 1, d->year);
        else if (begins && (c == '-' || c == '+') && *at == '1')
            buf_addf(out, "%d", d->year + (c == '+' ? 1 : -1)), at++;
        else
            buf_addc(out, c);
    }
}

static void set_fields(struct demo *d, struct record *r, const char *fields)
{
    struct buf text = {0};
    char name[32];
    for (const char *at = fields; *at;) {
        size_t n = strcspn(at, "|"), k = strcspn(at, "=");
        snprintf(name, sizeof name, "%.*s", (int)k, at);
        buf_reset(&text);
        add_text(d, at + k + 1, n - k - 1, &text);
        demo_set(r, name, buf_str(&text));
        at += n + (at[n] == '|');
    }
    buf_release(&text);
}

/* ---- records ---- */

static const char *pointing(unsigned entity)
{
    return entity == ENTITY_FUND           ? "owner"
           : entity == ENTITY_CONTRIBUTION ? "giver"
           : entity == ENTITY_AWARD        ? "recipient"
                                           : "subject";
}

/* It lies where its subject lies and bears its name. */
static enum status point(struct demo *d, struct record *r, unsigned entity, uint64_t id)
{
    struct record subject;
    enum status s = book_get(d->t, id, &subject);
    if (s != STATUS_OK)
        return s;
    demo_set_subject(r, pointing(r->e->id), entity, id);
    demo_set_place(d, r, unit_hamlet_number(subject.unit));
    if (r->e->id != ENTITY_FUND)
        value_set_s(record_value(r, "name"), record_name(&subject));
    record_release(&subject);
    return STATUS_OK;
}

static enum status add_line(struct demo *d, const struct line *l)
{
    struct record r;
    enum status s = STATUS_OK;
    record_init(&r, entity_by_id(l->entity));
    demo_set_place(d, &r, l->hamlet ? (l->hamlet - 1) % d->hamlets + 1 : 0);
    set_fields(d, &r, l->fields);
    if (l->whose == CLAN)
        s = point(d, &r, ENTITY_CLAN, d->clan[0]);
    if (l->whose == HOUSEHOLD)
        s = point(d, &r, ENTITY_HOUSEHOLD, d->house);
    if (s == STATUS_OK)
        return demo_put(d, &r, NULL);
    record_release(&r);
    return s;
}

enum status demo_add_books(struct demo *d)
{
    enum status s = STATUS_OK;
    for (size_t i = 0; i < sizeof lines / sizeof *lines && s == STATUS_OK; i++) {
        bool second = lines[i].hamlet == 2 && d->hamlets < 2;
        if (!second || lines[i].entity != ENTITY_FUND) /* one hamlet, one fund book */
            s = add_line(d, &lines[i]);
    }
    return s;
}

enum status demo_add_decisions(struct demo *d)
{
    enum status s = STATUS_OK;
    struct buf text = {0};
    for (int i = 0; i + 1 < DEMO_YEARS && s == STATUS_OK; i++) {
        int year = d->year - DEMO_YEARS + 1 + i;
        struct record r;
        record_init(&r, entity_by_id(ENTITY_DOCUMENT));
        demo_set_place(d, &r, 0);
        buf_reset(&text);
        buf_addf(&text,
                 "kind=decision|number=%d/QĐ-UBND|date=25/12/%d|issuer=UBND xã|"
                 "subject=Công nhận các danh hiệu học tập năm %d",
                 215 + i, year, year);
        set_fields(d, &r, buf_str(&text));
        s = demo_put(d, &r, &d->decision[i]);
    }
    buf_release(&text);
    return s;
}
