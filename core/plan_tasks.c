/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Parts II, IV and VII of the plans: themes and tasks, and where each stands in each plan. Read
 * from the five plans; the places of the 2022 plan of Hải Phòng are those of its parts III and V.
 */
#include "core/plan_items.h"

#include <string.h>

#include "locale/msg.h"

const struct choice plan_theme_choices[] = {
    {1, "awareness", N_("tuyên truyền, nâng cao nhận thức"), "tuyên truyền"},
    {2, "institutions", N_("chính sách; trường, trung tâm, thư viện"), "cơ chế, chính sách"},
    {3, "resources", N_("huy động nguồn lực, phối hợp các bên"), "nguồn lực"},
    {4, "digital", N_("công nghệ, năng lực số, ngoại ngữ"), "chuyển đổi số"},
    {5, "models", N_("các mô hình học tập, văn hóa học tập"), "mô hình học tập"},
    {6, "world", N_("kinh nghiệm quốc tế, thành phố học tập"), "quốc tế"},
    {7, "linked", N_("các kế hoạch đã có của địa phương"), "kế hoạch đã có"},
    {8, "fund", N_("vận động quỹ khuyến học"), "quỹ khuyến học"},
    {0},
};

const struct choice plan_task_choices[] = {
    /* part IV: how */
    {1, "leadership", N_("lãnh đạo, chỉ đạo; trách nhiệm người đứng đầu"), NULL},
    {2, "policies", N_("rà soát, ban hành, thực hiện chính sách"), NULL},
    {3, "programmes", N_("thực hiện các chương trình, đề án"), NULL},
    {4, "communication", N_("truyền thông, nêu gương điển hình"), "truyền thông"},
    {5, "example", N_("cán bộ, đảng viên gương mẫu tự học"), "gương mẫu"},
    {6, "reviews", N_("sơ kết, tổng kết, biểu dương"), "sơ kết|tổng kết"},
    {7, "recognition", N_("đánh giá, công nhận các mô hình hằng năm"), "công nhận"},
    {8, "digital", N_("ứng dụng công nghệ, học liệu dùng chung"), "chuyển đổi số"},
    /* part VII: who */
    {20, "steering", N_("lập, kiện toàn Ban chỉ đạo"), "ban chỉ đạo"},
    {21, "plan", N_("xây dựng kế hoạch của địa phương, đơn vị"), "kế hoạch"},
    {22, "association", N_("Hội Khuyến học chủ trì trong hệ thống Hội"), "hội khuyến học"},
    {23, "criteria", N_("hướng dẫn bộ tiêu chí công nhận"), "tiêu chí"},
    {24, "urging", N_("hướng dẫn, kiểm tra, đôn đốc"), "kiểm tra|đôn đốc"},
    {25, "awards", N_("hướng dẫn, đề xuất khen thưởng"), "khen thưởng"},
    {26, "budget", N_("bố trí kinh phí"), "kinh phí"},
    {27, "press", N_("báo chí, đài truyền thanh, tin bài"), "truyền thanh"},
    {28, "front", N_("Mặt trận, đoàn thể vận động, phát động"), "mặt trận"},
    {29, "evaluation", N_("triển khai theo tiêu chí, đánh giá hằng năm"), "đánh giá"},
    {30, "coordination", N_("phối hợp các cơ quan, đoàn thể"), "phối hợp"},
    {31, "conditions", N_("chuẩn bị nhân lực, vật lực; huy động đóng góp"), "huy động"},
    {32, "quality", N_("hoàn thành đúng kế hoạch, có chất lượng"), NULL},
    {33, "report", N_("báo cáo hằng năm"), "báo cáo"},
    {34, "materials", N_("kho học liệu mở, học liệu số"), "học liệu"},
    /* of Chương trình 387 alone */
    {40, "boards", N_("phát triển chi hội, ban khuyến học"), "chi hội"},
    {41, "centres", N_("đổi mới hoạt động trung tâm học tập cộng đồng"), "TTHTCĐ"},
    {42, "reading", N_("đọc sách; gắn với các danh hiệu văn hóa"), "đọc sách"},
    {43, "staff", N_("vận động người của cơ quan, doanh nghiệp học tập"), NULL},
    {0},
};

/* ---- part II ---- */

#define THEME(p, code, item)                                                                       \
    {                                                                                              \
        PLAN_##p, code, item, 0, NULL, NULL                                                        \
    }

const struct plan_item plan_themes[] = {
    THEME(NATIONAL, 1, "II.1"),  THEME(NATIONAL, 2, "II.2"),  THEME(NATIONAL, 3, "II.3"),
    THEME(NATIONAL, 4, "II.4"),  THEME(NATIONAL, 5, "II.5"),  THEME(NATIONAL, 6, "II.6"),
    THEME(HAI_PHONG, 1, "II.1"), THEME(HAI_PHONG, 2, "II.2"), THEME(HAI_PHONG, 3, "II.3"),
    THEME(HAI_PHONG, 4, "II.4"), THEME(HAI_PHONG, 5, "II.5"), THEME(HAI_PHONG, 6, "II.6"),
    THEME(LAI_CHAU, 7, "II.1"),  THEME(LAI_CHAU, 1, "II.2"),  THEME(LAI_CHAU, 2, "II.3"),
    THEME(LAI_CHAU, 3, "II.4"),  THEME(LAI_CHAU, 4, "II.5"),  THEME(LAI_CHAU, 5, "II.6"),
    THEME(LAI_CHAU, 6, "II.7"),  THEME(TRIEU_SON, 7, "II.1"), THEME(TRIEU_SON, 8, "II.2"),
    THEME(TRIEU_SON, 1, "II.3"), THEME(TRIEU_SON, 2, "II.4"), THEME(TRIEU_SON, 3, "II.5"),
    THEME(TRIEU_SON, 4, "II.6"), THEME(TRIEU_SON, 5, "II.7"), THEME(TRIEU_SON, 6, "II.8"),
};
const size_t plan_themes_n = sizeof plan_themes / sizeof *plan_themes;

/* ---- parts IV and VII ---- */

#define BODIES    N_("các ban, ngành, đoàn thể, địa phương")
#define EDUCATION N_("ngành giáo dục và đào tạo")
#define INTERIOR  N_("ngành nội vụ (thi đua - khen thưởng)")
#define FINANCE   N_("ngành tài chính")
#define MEDIA     N_("ngành thông tin và truyền thông, tuyên giáo")
#define CULTURE   N_("ngành văn hóa và thể thao")
#define LABOUR    N_("ngành lao động, cơ sở dạy nghề")
#define FORCES    N_("lực lượng vũ trang")
#define ZONES     N_("ban quản lý khu kinh tế, liên đoàn lao động")
#define HKH       N_("Hội Khuyến học")
#define FRONT     N_("Mặt trận Tổ quốc, các đoàn thể, hội")
#define PROVINCES N_("UBND tỉnh, thành phố")
#define DISTRICTS N_("UBND huyện (nay là UBND xã)")
#define CENTRE    N_("Trung tâm học tập cộng đồng")
#define OFFICE    N_("công chức văn phòng")
#define HAMLETS   N_("thôn, tổ dân phố")

const struct plan_item plan_tasks[] = {
    {PLAN_NATIONAL, 1, "IV.1", 0, NULL, NULL},
    {PLAN_NATIONAL, 6, "IV.1", 0, NULL, NULL},
    {PLAN_NATIONAL, 2, "IV.2", 0, NULL, NULL},
    {PLAN_NATIONAL, 3, "IV.3", 0, NULL, NULL},
    {PLAN_NATIONAL, 4, "IV.4", 0, NULL, NULL},
    {PLAN_NATIONAL, 5, "IV.5", 0, NULL, NULL},
    {PLAN_NATIONAL, 8, "IV.6", 0, NULL, NULL},
    {PLAN_NATIONAL, 21, "VII.1", 0, BODIES, NULL},
    {PLAN_NATIONAL, 24, "VII.1", 0, BODIES, NULL},
    {PLAN_NATIONAL, 20, "VII.1", 0, BODIES, NULL},
    {PLAN_NATIONAL, 23, "VII.2", 0, EDUCATION, NULL},
    {PLAN_NATIONAL, 25, "VII.3", 0, INTERIOR, NULL},
    {PLAN_NATIONAL, 26, "VII.4", 0, FINANCE, NULL},
    {PLAN_NATIONAL, 27, "VII.5", 0, MEDIA, NULL},
    {PLAN_NATIONAL, 22, "VII.6", 0, HKH, NULL},
    {PLAN_NATIONAL, 28, "VII.7", 0, FRONT, NULL},
    {PLAN_NATIONAL, 21, "VII.8", 0, PROVINCES, NULL},
    {PLAN_NATIONAL, 29, "VII.8", 1, PROVINCES, NULL},
    {PLAN_NATIONAL, 30, "VII.8", 2, PROVINCES, NULL},
    {PLAN_NATIONAL, 31, "VII.8", 3, PROVINCES, NULL},
    {PLAN_NATIONAL, 32, "VII.8", 4, PROVINCES, NULL},
    {PLAN_NATIONAL, 33, "VII.9", 0, BODIES, NULL},

    {PLAN_HAI_PHONG, 1, "IV.1", 0, NULL, NULL},
    {PLAN_HAI_PHONG, 5, "IV.1", 0, NULL, N_("Kế hoạch này gộp việc nêu gương vào mục 1.")},
    {PLAN_HAI_PHONG, 2, "IV.2", 0, NULL, NULL},
    {PLAN_HAI_PHONG, 3, "IV.3", 0, NULL, NULL},
    {PLAN_HAI_PHONG, 34, "IV.3", 0, NULL, NULL},
    {PLAN_HAI_PHONG, 4, "IV.4", 0, NULL, NULL},
    {PLAN_HAI_PHONG, 6, "IV.5", 0, NULL, NULL},
    {PLAN_HAI_PHONG, 8, "IV.6", 0, NULL, NULL},
    {PLAN_HAI_PHONG, 21, "VII.1", 0, BODIES, NULL},
    {PLAN_HAI_PHONG, 24, "VII.1", 0, BODIES, NULL},
    {PLAN_HAI_PHONG, 20, "VII.1", 0, BODIES, NULL},
    {PLAN_HAI_PHONG, 20, "VII.2", 1, EDUCATION, NULL},
    {PLAN_HAI_PHONG, 23, "VII.2", 2, EDUCATION, NULL},
    {PLAN_HAI_PHONG, 24, "VII.2", 4, EDUCATION, NULL},
    {PLAN_HAI_PHONG, 34, "VII.2", 5, EDUCATION, NULL},
    {PLAN_HAI_PHONG, 25, "VII.3", 0, INTERIOR, NULL},
    {PLAN_HAI_PHONG, 26, "VII.4", 0, FINANCE, NULL},
    {PLAN_HAI_PHONG, 27, "VII.5", 0, MEDIA, NULL},
    {PLAN_HAI_PHONG, 22, "VII.6", 0, HKH, NULL},
    {PLAN_HAI_PHONG, 28, "VII.7", 0, FRONT, NULL},
    {PLAN_HAI_PHONG, 21, "VII.8", 0, DISTRICTS, NULL},
    {PLAN_HAI_PHONG, 29, "VII.8", 1, DISTRICTS, NULL},
    {PLAN_HAI_PHONG, 30, "VII.8", 2, DISTRICTS, NULL},
    {PLAN_HAI_PHONG, 31, "VII.8", 3, DISTRICTS, NULL},
    {PLAN_HAI_PHONG, 32, "VII.8", 4, DISTRICTS, NULL},
    {PLAN_HAI_PHONG, 33, "VII.9", 0, BODIES, NULL},

    {PLAN_LAI_CHAU, 1, "IV.1", 0, NULL, NULL},
    {PLAN_LAI_CHAU, 6, "IV.1", 0, NULL, NULL},
    {PLAN_LAI_CHAU, 2, "IV.2", 0, NULL, NULL},
    {PLAN_LAI_CHAU, 3, "IV.3", 0, NULL, NULL},
    {PLAN_LAI_CHAU, 4, "IV.4", 0, NULL, NULL},
    {PLAN_LAI_CHAU, 5, "IV.5", 0, NULL, NULL},
    {PLAN_LAI_CHAU, 7, "IV.6", 0, NULL, NULL},
    {PLAN_LAI_CHAU, 8, "IV.7", 0, NULL, NULL},
    {PLAN_LAI_CHAU, 21, "VII.1", 0, BODIES, NULL},
    {PLAN_LAI_CHAU, 24, "VII.1", 0, BODIES, NULL},
    {PLAN_LAI_CHAU, 20, "VII.1", 0, BODIES, NULL},
    {PLAN_LAI_CHAU, 20, "VII.2", 1, EDUCATION, NULL},
    {PLAN_LAI_CHAU, 23, "VII.2", 2, EDUCATION, NULL},
    {PLAN_LAI_CHAU, 24, "VII.2", 3, EDUCATION, NULL},
    {PLAN_LAI_CHAU, 33, "VII.2", 3, EDUCATION,
     N_("Ngành giáo dục báo cáo UBND tỉnh trước ngày 10/12.")},
    {PLAN_LAI_CHAU, 25, "VII.3", 0, INTERIOR, NULL},
    {PLAN_LAI_CHAU, 26, "VII.4", 0, FINANCE, NULL},
    {PLAN_LAI_CHAU, 27, "VII.5", 0, MEDIA, NULL},
    {PLAN_LAI_CHAU, 22, "VII.6", 0, HKH, NULL},
    {PLAN_LAI_CHAU, 28, "VII.7", 0, FRONT, NULL},
    {PLAN_LAI_CHAU, 21, "VII.8", 0, DISTRICTS, NULL},
    {PLAN_LAI_CHAU, 20, "VII.8", 1, DISTRICTS, NULL},
    {PLAN_LAI_CHAU, 29, "VII.8", 2, DISTRICTS, NULL},
    {PLAN_LAI_CHAU, 30, "VII.8", 3, DISTRICTS, NULL},
    {PLAN_LAI_CHAU, 31, "VII.8", 4, DISTRICTS, NULL},
    {PLAN_LAI_CHAU, 32, "VII.8", 5, DISTRICTS, NULL},
    {PLAN_LAI_CHAU, 33, "VII.9", 0, BODIES, NULL},

    {PLAN_TRIEU_SON, 1, "IV.1", 0, NULL, NULL},
    {PLAN_TRIEU_SON, 6, "IV.1", 0, NULL, NULL},
    {PLAN_TRIEU_SON, 2, "IV.2", 0, NULL, NULL},
    {PLAN_TRIEU_SON, 3, "IV.3", 0, NULL, NULL},
    {PLAN_TRIEU_SON, 4, "IV.4", 0, NULL, NULL},
    {PLAN_TRIEU_SON, 5, "IV.5", 0, NULL, NULL},
    {PLAN_TRIEU_SON, 8, "IV.6", 0, NULL, NULL},
    {PLAN_TRIEU_SON, 22, "VII.1", 0, HKH, NULL},
    {PLAN_TRIEU_SON, 24, "VII.1", 0, HKH, NULL},
    {PLAN_TRIEU_SON, 23, "VII.2", 1, CENTRE, NULL},
    {PLAN_TRIEU_SON, 24, "VII.2", 2, CENTRE, NULL},
    {PLAN_TRIEU_SON, 25, "VII.2", 3, CENTRE, NULL},
    {PLAN_TRIEU_SON, 25, "VII.3", 0, OFFICE, NULL},
    {PLAN_TRIEU_SON, 26, "VII.4", 0, N_("công chức tài chính - kế toán"), NULL},
    {PLAN_TRIEU_SON, 27, "VII.5", 0, N_("công chức văn hóa - thông tin"), NULL},
    {PLAN_TRIEU_SON, 28, "VII.6", 0, FRONT, NULL},
    {PLAN_TRIEU_SON, 27, "VII.7", 0, N_("đài truyền thanh"), NULL},
    {PLAN_TRIEU_SON, 21, "VII.8", 0, HAMLETS, NULL},
    {PLAN_TRIEU_SON, 29, "VII.8", 1, HAMLETS, NULL},
    {PLAN_TRIEU_SON, 30, "VII.8", 2, HAMLETS, NULL},
    {PLAN_TRIEU_SON, 31, "VII.8", 3, HAMLETS, NULL},
    {PLAN_TRIEU_SON, 32, "VII.8", 3, HAMLETS, NULL},
    {PLAN_TRIEU_SON, 33, "VII.8", 0, HAMLETS,
     N_("Thôn, tổ dân phố báo cáo trước ngày 06/12 hằng năm.")},

    {PLAN_HAI_PHONG5, 4, "III.1", 0, NULL, NULL},
    {PLAN_HAI_PHONG5, 3, "III.2", 1, NULL, NULL},
    {PLAN_HAI_PHONG5, 7, "III.2", 2, N_("Ban chỉ đạo huyện (cũ), xã"), NULL},
    {PLAN_HAI_PHONG5, 41, "III.3", 1, NULL, NULL},
    {PLAN_HAI_PHONG5, 40, "III.3", 2, NULL, NULL},
    {PLAN_HAI_PHONG5, 24, "III.4", 0, NULL, NULL},
    {PLAN_HAI_PHONG5, 33, "III.4", 0, NULL, NULL},
    {PLAN_HAI_PHONG5, 7, "III.5", 1, NULL, NULL},
    {PLAN_HAI_PHONG5, 6, "III.5", 0, NULL, NULL},
    {PLAN_HAI_PHONG5, 26, "III.6", 0, NULL, NULL},
    {PLAN_HAI_PHONG5, 22, "V.1", 0, HKH, NULL},
    {PLAN_HAI_PHONG5, 40, "V.1", 3, HKH, NULL},
    {PLAN_HAI_PHONG5, 24, "V.1", 5, HKH, NULL},
    {PLAN_HAI_PHONG5, 25, "V.1", 5, HKH, NULL},
    {PLAN_HAI_PHONG5, 7, "V.2", 1, EDUCATION, NULL},
    {PLAN_HAI_PHONG5, 41, "V.2", 2, EDUCATION, NULL},
    {PLAN_HAI_PHONG5, 8, "V.2", 3, EDUCATION, NULL},
    {PLAN_HAI_PHONG5, 27, "V.3", 0, MEDIA, NULL},
    {PLAN_HAI_PHONG5, 42, "V.4", 0, CULTURE, NULL},
    {PLAN_HAI_PHONG5, 43, "V.5", 2, LABOUR, NULL},
    {PLAN_HAI_PHONG5, 43, "V.6", 0, FORCES, NULL},
    {PLAN_HAI_PHONG5, 43, "V.7", 0, ZONES,
     N_("Kế hoạch có hai mục cùng số 7: đây là mục thứ nhất.")},
    {PLAN_HAI_PHONG5, 26, "V.7", 0, FINANCE,
     N_("Kế hoạch có hai mục cùng số 7: đây là mục thứ hai.")},
    {PLAN_HAI_PHONG5, 43, "V.8", 1, BODIES, NULL},
    {PLAN_HAI_PHONG5, 40, "V.8", 2, BODIES, NULL},
    {PLAN_HAI_PHONG5, 7, "V.8", 3, BODIES, NULL},
    {PLAN_HAI_PHONG5, 21, "V.9", 1, DISTRICTS, NULL},
    {PLAN_HAI_PHONG5, 31, "V.9", 2, DISTRICTS, NULL},
    {PLAN_HAI_PHONG5, 40, "V.9", 3, DISTRICTS, NULL},
    {PLAN_HAI_PHONG5, 7, "V.9", 4, DISTRICTS, NULL},
    {PLAN_HAI_PHONG5, 33, "V.9", 4, DISTRICTS, NULL},
    {PLAN_HAI_PHONG5, 26, "V.9", 5, DISTRICTS, NULL},
    {PLAN_HAI_PHONG5, 28, "V.10", 1, FRONT, NULL},
    {PLAN_HAI_PHONG5, 40, "V.10", 2, FRONT, NULL},
};
const size_t plan_tasks_n = sizeof plan_tasks / sizeof *plan_tasks;

static const struct plan_item *first_of(const struct plan_item *v, size_t n, enum plan p, int code)
{
    for (size_t i = 0; i < n; i++)
        if (v[i].plan == p && v[i].code == code)
            return &v[i];
    return NULL;
}

const struct plan_item *plan_theme_of(enum plan p, int code)
{
    return first_of(plan_themes, plan_themes_n, p, code);
}

const struct plan_item *plan_task_of(enum plan p, int code)
{
    return first_of(plan_tasks, plan_tasks_n, p, code);
}

void plan_item_add_place(const struct plan_item *i, struct buf *out)
{
    if (i->bullet)
        buf_addf(out, _("mục %s, ý %d"), i->item, i->bullet);
    else
        buf_addf(out, _("mục %s"), i->item);
}

static bool is_who(const struct plan_item *i, const char *who)
{
    return i->who && strcmp(i->who, who) == 0;
}

bool plan_task_binds(const struct plan_item *i, enum unit_level level)
{
    bool above = is_who(i, EDUCATION) || is_who(i, INTERIOR) || is_who(i, FINANCE) ||
                 is_who(i, MEDIA) || is_who(i, PROVINCES) || is_who(i, CULTURE) ||
                 is_who(i, LABOUR) || is_who(i, FORCES) || is_who(i, ZONES);
    switch (level) {
    case UNIT_HAMLET:
        return is_who(i, HAMLETS);
    case UNIT_COMMUNE:
        return !above && !is_who(i, HAMLETS);
    case UNIT_PROVINCE:
        return !is_who(i, DISTRICTS) && !is_who(i, HAMLETS) && i->plan != PLAN_TRIEU_SON;
    case UNIT_NONE:
    case UNIT_COUNTRY:
        break;
    }
    return false;
}
