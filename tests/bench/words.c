/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/bench/words.h"

#include <stdio.h>
#include <string.h>

#include "core/demo_names.h"

static const char *const sentences[] = {
    "Hộ ông %s đã đăng ký xây dựng gia đình học tập năm %d và giúp hai nhà bên cạnh cùng làm",
    "Cuối năm, tổ họp bình xét tại nhà văn hóa, có %2$d người dự và ghi biên bản đầy đủ",
    "Cháu %s được nhận học bổng của quỹ khuyến học, số tiền %d nghìn đồng",
    "Lớp học buổi tối dạy cách trồng rau sạch, sửa máy nông nghiệp và dùng điện thoại thông minh",
    "Dòng họ có ban khuyến học, mỗi năm thưởng cho con cháu học giỏi vào ngày giỗ tổ",
    "Đơn vị gửi danh sách lên ủy ban trước ngày %2$d tháng mười hai, kèm số liệu từng thôn",
    "Bà %s nhận làm cộng tác viên, đọc sách cho trẻ em nghe vào chiều thứ bảy hằng tuần",
    "Nhà ở đầu ngõ %2$d, đi qua cầu rẽ phải, gần trường tiểu học và trạm y tế",
    "Những người lớn tuổi vẫn chăm học chữ, nhiều cụ đã đọc được báo và viết thư cho con ở xa",
    "Chi hội trưởng %s kiểm tra sổ, sửa những chỗ ghi nhầm rồi ký tên ở trang %d",
};
enum { SENTENCES = sizeof sentences / sizeof *sentences };

static const char *pick(struct bench_random *r, const char *const *list, int n)
{
    return list[bench_below(r, n)];
}

void words_add_name(struct buf *out, struct bench_random *r, bool woman)
{
    buf_addf(out, "%s %s %s", pick(r, demo_surnames, DEMO_SURNAMES),
             pick(r, woman ? demo_middle_women : demo_middle_men, DEMO_MIDDLES),
             pick(r, woman ? demo_given_women : demo_given_men, DEMO_GIVEN));
}

static void add_sentence(struct buf *out, struct bench_random *r)
{
    struct buf name = {0};
    const char *s = sentences[bench_below(r, SENTENCES)], *at;
    int n = 1 + bench_below(r, 300);
    words_add_name(&name, r, false);
    for (; (at = strchr(s, '%')); s = at) {
        buf_add(out, s, (size_t)(at - s));
        if (at[1] == 's')
            buf_adds(out, buf_str(&name));
        else
            buf_addf(out, "%d", n);
        at += at[1] == '2' ? 4 : 2;
    }
    buf_adds(out, s);
    buf_release(&name);
}

/* Half prose, half lines of lists, whose digits and commas are not Vietnamese. */
void words_add_text(struct buf *out, struct bench_random *r, size_t n)
{
    for (int line = 1; out->n < n; line++) {
        if (bench_below(r, 2)) {
            add_sentence(out, r);
            buf_adds(out, ". ");
            add_sentence(out, r);
            buf_adds(out, ".\n");
            continue;
        }
        buf_addf(out, "%d,Thôn %s %d,", line, pick(r, demo_places, DEMO_PLACES),
                 1 + bench_below(r, 20));
        words_add_name(out, r, bench_below(r, 2));
        buf_addf(out, ",%02d/%02d/%d,Số %d ngõ %d,09%08d,%s\n", 1 + bench_below(r, 28),
                 1 + bench_below(r, 12), 1940 + bench_below(r, 65), 1 + bench_below(r, 300),
                 1 + bench_below(r, 30), bench_below(r, 100000000),
                 pick(r, demo_occupations, DEMO_OCCUPATIONS));
    }
}

const char *words_hamlet(int i)
{
    static char out[64];
    snprintf(out, sizeof out, "Thôn %s %d", demo_places[i % DEMO_PLACES], i + 1);
    return out;
}

const char *words_clan(int i)
{
    static char out[64];
    snprintf(out, sizeof out, "Dòng họ %s - chi %d", demo_surnames[i % DEMO_SURNAMES], i + 1);
    return out;
}

static void add_row(struct buf *b, struct bench_random *r, int i, int rows)
{
    static const char *const notes[] = {"con học đại học", "đi làm ăn xa", "nhà mới xây",
                                        "cụ cao tuổi nhất thôn"};
    bool woman = bench_below(r, 10) < 3, marks = bench_below(r, 10) < 8;
    buf_addf(b, "%d,%s,", i + 1, words_hamlet((int)((int64_t)i * WORDS_HAMLETS / rows)));
    words_add_name(b, r, woman);
    buf_addf(b, ",%d,%s,\"Số %d, ngõ %d\",%d,", 1940 + bench_below(r, 60), woman ? "Nữ" : "Nam",
             1 + i % 400, 1 + bench_below(r, 40), 1 + bench_below(r, 7));
    if (bench_below(r, 10) < 6)
        buf_adds(b, words_clan(bench_below(r, WORDS_CLANS)));
    buf_adds(b, bench_below(r, 20) ? "," : ",x");
    for (int year = 0; year < 4; year++) {
        bool registered = marks && bench_below(r, 10) < 9;
        buf_adds(b, registered ? ",x" : ",");
        buf_adds(b, registered && bench_below(r, 10) < 8 ? ",x" : ",");
    }
    buf_adds(b, ",");
    if (bench_below(r, 3) == 0)
        buf_adds(b, notes[bench_below(r, 4)]);
    buf_adds(b, "\r\n");
}

void words_add_household_csv(struct buf *out, int rows)
{
    struct buf b = {0};
    struct bench_random r = {7};
    buf_adds(&b,
             "STT,Thôn/TDP,Họ và tên chủ hộ,Năm sinh,Giới tính,Địa chỉ,Số khẩu,Dòng họ,Hộ nghèo");
    for (int year = 2023; year <= 2026; year++)
        buf_addf(&b, ",ĐK GĐHT %d,CN GĐHT %d", year, year);
    buf_adds(&b, ",Ghi chú\r\n");
    for (int i = 0; i < rows; i++) {
        size_t begin = b.n;
        add_row(&b, &r, i, rows);
        if (i % 1000 == 999 && ++i < rows) {
            buf_reserve(&b, b.n - begin);
            buf_add(&b, b.p + begin, b.n - begin);
        }
    }
    charset_encode(CHARSET_TCVN3, buf_span(&b), out, NULL);
    buf_release(&b);
}

void words_write(const char *path, struct span s, int times)
{
    FILE *f = fopen(path, "wb");
    bool ok = f != NULL;
    for (int i = 0; ok && i < times; i++)
        ok = fwrite(s.p, 1, s.n, f) == s.n;
    if (!f || fclose(f) || !ok)
        bench_fail("cannot write %s", path);
}
