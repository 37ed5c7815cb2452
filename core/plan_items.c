/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/plan_items.h"

#include <string.h>

#include "core/title.h"
#include "locale/msg.h"

const struct choice plan_choices[] = {
    {PLAN_NATIONAL, "national", N_("toàn quốc (QĐ 1315/QĐ-TTg)"), "toàn quốc|1315|QĐ 1315"},
    {PLAN_HAI_PHONG, "hai_phong", N_("thành phố Hải Phòng"), "Hải Phòng"},
    {PLAN_LAI_CHAU, "lai_chau", N_("tỉnh Lai Châu"), "Lai Châu"},
    {PLAN_TRIEU_SON, "trieu_son", N_("Triệu Sơn, Thanh Hóa"), "thị trấn Triệu Sơn|Triệu Sơn"},
    {0},
};

const struct choice plan_group_choices[] = {
    {GROUP_DEPARTMENT, "department", N_("bộ, sở, ban, ngành"), "sở, ban, ngành|ban, ngành"},
    {GROUP_FRONT, "front", N_("Mặt trận, đoàn thể, hội"), "mặt trận|đoàn thể|mặt trận, đoàn thể"},
    {GROUP_PROVINCE, "province", N_("tỉnh, thành phố"), "tỉnh"},
    {GROUP_DISTRICT, "district", N_("cấp huyện (trước 1/7/2025)"), "huyện|cấp huyện"},
    {GROUP_COMMUNE, "commune", N_("cấp xã"), "xã|phường|thị trấn"},
    {GROUP_FAMILY, "family", N_("hộ gia đình, dòng họ"), "hộ gia đình|dòng họ|hộ"},
    {GROUP_ENTERPRISE, "enterprise", N_("doanh nghiệp, hợp tác xã"), "doanh nghiệp|hợp tác xã"},
    {GROUP_PERSON, "person", N_("cá nhân"), "người"},
    {GROUP_OTHER, "other", N_("đối tượng khác"), "khác|ngoài xã"},
    {GROUP_HAMLET, "hamlet", N_("thôn, tổ dân phố"), "thôn|tổ dân phố|bản"},
    {0},
};

static const char *const sources[PLANS + 1] = {
    [PLAN_NATIONAL] = N_("Kế hoạch kèm QĐ 1315/QĐ-TTg ngày 09/11/2023"),
    [PLAN_HAI_PHONG] = N_("Kế hoạch năm 2023 của UBND thành phố Hải Phòng"),
    [PLAN_LAI_CHAU] = N_("Kế hoạch tháng 12/2023 của UBND tỉnh Lai Châu"),
    [PLAN_TRIEU_SON] = N_("KH 119/KH-UBND ngày 21/02/2024 của thị trấn Triệu Sơn"),
    [PLAN_HAI_PHONG5] = N_("Kế hoạch năm 2022 của UBND thành phố Hải Phòng về Chương trình 387"),
};

const char *plan_source(enum plan p)
{
    return _(sources[p]);
}

/* By plan. Triệu Sơn's groups have no letters. */
static const char *const letters[PLAN_GROUPS + 1][PLANS + 1] = {
    [GROUP_DEPARTMENT] = {[PLAN_NATIONAL] = "a", [PLAN_HAI_PHONG] = "a", [PLAN_LAI_CHAU] = "b"},
    [GROUP_FRONT] = {[PLAN_NATIONAL] = "b", [PLAN_HAI_PHONG] = "b", [PLAN_LAI_CHAU] = "c"},
    [GROUP_PROVINCE] = {[PLAN_NATIONAL] = "c", [PLAN_LAI_CHAU] = "a"},
    [GROUP_DISTRICT] = {[PLAN_NATIONAL] = "d", [PLAN_HAI_PHONG] = "c", [PLAN_LAI_CHAU] = "d"},
    [GROUP_COMMUNE] = {[PLAN_NATIONAL] = "đ",
                       [PLAN_HAI_PHONG] = "d",
                       [PLAN_LAI_CHAU] = "đ",
                       [PLAN_TRIEU_SON] = ""},
    [GROUP_HAMLET] = {[PLAN_TRIEU_SON] = ""},
    [GROUP_FAMILY] = {[PLAN_NATIONAL] = "e",
                      [PLAN_HAI_PHONG] = "đ",
                      [PLAN_LAI_CHAU] = "e",
                      [PLAN_TRIEU_SON] = ""},
    [GROUP_ENTERPRISE] = {[PLAN_NATIONAL] = "g",
                          [PLAN_HAI_PHONG] = "e",
                          [PLAN_LAI_CHAU] = "g",
                          [PLAN_TRIEU_SON] = ""},
    [GROUP_PERSON] = {[PLAN_NATIONAL] = "h",
                      [PLAN_HAI_PHONG] = "g",
                      [PLAN_LAI_CHAU] = "h",
                      [PLAN_TRIEU_SON] = ""},
    [GROUP_OTHER] = {[PLAN_NATIONAL] = "i", [PLAN_HAI_PHONG] = "h", [PLAN_LAI_CHAU] = "i"},
};

const char *plan_group_letter(enum plan p, enum plan_group g)
{
    return letters[g][p];
}

bool plan_group_above(enum plan_group g)
{
    return g == GROUP_DEPARTMENT || g == GROUP_PROVINCE || g == GROUP_DISTRICT;
}

/* at[]: nothing, national, Hải Phòng, Lai Châu, Triệu Sơn */
const struct plan_criterion plan_criteria[] = {
    {"department.1",
     GROUP_DEPARTMENT,
     CRITERION_EVIDENCE,
     {0},
     {0, 1, 0, 1},
     N_("Kịp thời tham mưu cơ chế, chính sách về học tập suốt đời")},
    {"department.2",
     GROUP_DEPARTMENT,
     CRITERION_EVIDENCE,
     {0},
     {0, 2, 3, 2},
     N_("Đầu tư kinh phí, cơ sở, thiết bị cho việc học của người trong cơ quan")},
    {"department.3",
     GROUP_DEPARTMENT,
     CRITERION_EVIDENCE,
     {0},
     {0, 3, 4, 3},
     N_("Thi đua, tuyên truyền; tạo thói quen tự học, học trên mạng")},
    {"department.4",
     GROUP_DEPARTMENT,
     CRITERION_EVIDENCE,
     {0},
     {0, 4, 5, 4},
     N_("Có kế hoạch bồi dưỡng; cung ứng chương trình, tài liệu cho người dân")},
    {"department.5",
     GROUP_DEPARTMENT,
     CRITERION_EVIDENCE,
     {0},
     {0, 0, 2, 0},
     N_("Có giải pháp sáng tạo, phù hợp, nhiều sáng kiến hiệu quả")},
    {"department.6",
     GROUP_DEPARTMENT,
     CRITERION_TITLE,
     {TITLE_ORGANISATION2},
     {0, 0, 6, 5},
     N_("Được công nhận Đơn vị học tập")},
    {"department.7", /* in the national plan a criterion of the provinces */
     GROUP_DEPARTMENT,
     CRITERION_EVIDENCE,
     {0},
     {0, 0, 1, 0},
     N_("Tham mưu chính sách khuyến khích tham gia, hỗ trợ người học khó khăn")},
    {"front.1",
     GROUP_FRONT,
     CRITERION_EVIDENCE,
     {0},
     {0, 1, 1, 1},
     N_("Tuyên truyền, vận động và đi đầu thực hiện phong trào")},
    {"front.2",
     GROUP_FRONT,
     CRITERION_EVIDENCE,
     {0},
     {0, 2, 2, 2},
     N_("Huy động hội viên làm khuyến học, chuyển giao kỹ thuật, dạy ngoại ngữ, giúp khởi nghiệp")},
    {"front.3",
     GROUP_FRONT,
     CRITERION_TITLE,
     {TITLE_ORGANISATION, TITLE_ORGANISATION2},
     {0, 0, 3},
     N_("Được công nhận Đơn vị học tập")},
    {"province.1",
     GROUP_PROVINCE,
     CRITERION_EVIDENCE,
     {0},
     {0, 1, 0, 1},
     N_("Ban hành chính sách khuyến khích tham gia, hỗ trợ người học khó khăn")},
    {"province.2",
     GROUP_PROVINCE,
     CRITERION_EVIDENCE,
     {0},
     {0, 2, 0, 2},
     N_("Triển khai có hiệu quả, có giải pháp riêng, nhiều sáng kiến")},
    {"province.3",
     GROUP_PROVINCE,
     CRITERION_EVIDENCE,
     {0},
     {0, 3, 0, 3},
     N_("Được công nhận Cộng đồng học tập cấp tỉnh")},
    {"district.1",
     GROUP_DISTRICT,
     CRITERION_EVIDENCE,
     {0},
     {0, 1, 1, 1},
     N_("Thực hiện đủ chính sách của cấp trên; làm tốt tuyên truyền")},
    {"district.2",
     GROUP_DISTRICT,
     CRITERION_EVIDENCE,
     {0},
     {0, 2, 2, 2},
     N_("Có nhiều sáng kiến, giải pháp hiệu quả")},
    {"district.3",
     GROUP_DISTRICT,
     CRITERION_EVIDENCE,
     {0},
     {0, 3, 3, 3},
     N_("Được công nhận Cộng đồng học tập cấp huyện")},
    {"commune.1",
     GROUP_COMMUNE,
     CRITERION_EVIDENCE,
     {0},
     {0, 1, 1, 1, 1},
     N_("Thực hiện đủ chính sách của cấp trên; làm tốt tuyên truyền")},
    {"commune.2",
     GROUP_COMMUNE,
     CRITERION_EVIDENCE,
     {0},
     {0, 2, 2, 2, 2},
     N_("Có nhiều sáng kiến, giải pháp hiệu quả")},
    {"commune.3",
     GROUP_COMMUNE,
     CRITERION_EVIDENCE,
     {0},
     {0, 0, 0, 0, 3},
     N_("Các tổ chức, đơn vị trực thuộc được công nhận Đơn vị học tập")},
    {"commune.4",
     GROUP_COMMUNE,
     CRITERION_TITLE,
     {TITLE_COMMUNE},
     {0, 3, 3, 3, 4},
     N_("Được công nhận Cộng đồng học tập cấp xã")},
    {"hamlet.1",
     GROUP_HAMLET,
     CRITERION_EVIDENCE,
     {0},
     {0, 0, 0, 0, 1},
     N_("Thực hiện đủ chính sách của cấp trên; làm tốt tuyên truyền")},
    {"hamlet.2",
     GROUP_HAMLET,
     CRITERION_EVIDENCE,
     {0},
     {0, 0, 0, 0, 2},
     N_("Có nhiều sáng kiến, giải pháp hiệu quả")},
    {"hamlet.3",
     GROUP_HAMLET,
     CRITERION_TITLE,
     {TITLE_COMMUNITY},
     {0, 0, 0, 0, 3},
     N_("Được công nhận Cộng đồng học tập")},
    {"family.1",
     GROUP_FAMILY,
     CRITERION_TITLE,
     {TITLE_FAMILY, TITLE_CLAN},
     {0, 1, 1, 1, 1},
     N_("Đạt Gia đình học tập; dòng họ: đạt Dòng họ học tập")},
    {"family.2",
     GROUP_FAMILY,
     CRITERION_CONTRIBUTION,
     {0},
     {0, 2, 2, 2, 2},
     N_("Góp công sức, trí tuệ, vật chất để thôn thành Cộng đồng học tập")},
    {"enterprise.1",
     GROUP_ENTERPRISE,
     CRITERION_CONTRIBUTION,
     {0},
     {0, 1, 1, 1, 1},
     N_("Có đóng góp cụ thể, được cấp có thẩm quyền ghi nhận")},
    {"enterprise.2",
     GROUP_ENTERPRISE,
     CRITERION_EVIDENCE,
     {0},
     {0, 2, 2, 0, 2},
     N_("Có quy định về học tập, bồi dưỡng thường xuyên")},
    {"enterprise.3",
     GROUP_ENTERPRISE,
     CRITERION_EVIDENCE,
     {0},
     {0, 3, 3, 3, 3},
     N_("Có chế độ hỗ trợ, tạo điều kiện để người làm học nâng cao trình độ")},
    {"enterprise.4",
     GROUP_ENTERPRISE,
     CRITERION_TITLE,
     {TITLE_ORGANISATION, TITLE_ORGANISATION2},
     {0, 4, 4, 4, 4},
     N_("Các tổ chức trong doanh nghiệp được công nhận Đơn vị học tập")},
    {"person.1",
     GROUP_PERSON,
     CRITERION_TITLE,
     {TITLE_CITIZEN},
     {0, 1, 1, 1, 1},
     N_("Được công nhận Công dân học tập")},
    {"person.2",
     GROUP_PERSON,
     CRITERION_CONTRIBUTION,
     {0},
     {0, 2, 2, 2, 2},
     N_("Góp công sức, trí tuệ, vật chất ở địa phương, cơ quan")},
    {"other.1",
     GROUP_OTHER,
     CRITERION_CONTRIBUTION,
     {0},
     {0, 1, 1, 1},
     N_("Có nhiều đóng góp về công sức, trí tuệ, vật chất cho địa phương")},
};
const size_t plan_criteria_n = sizeof plan_criteria / sizeof *plan_criteria;

static const struct {
    enum plan plan;
    const char *code, *note;
} notes[] = {
    {PLAN_TRIEU_SON, "commune.4",
     N_("Kế hoạch ghi Cộng đồng học tập cấp huyện cho thị trấn; ở đây hiểu là cấp xã.")},
    {PLAN_TRIEU_SON, "hamlet.3",
     N_("Kế hoạch ghi Cộng đồng học tập cấp xã cho tổ dân phố; ở đây hiểu là danh hiệu của thôn, "
        "tổ dân phố.")},
    {PLAN_LAI_CHAU, "enterprise.1",
     N_("Kế hoạch in ý này hai lần và thiếu ý về quy định học tập, bồi dưỡng.")},
    {PLAN_LAI_CHAU, "enterprise.2", N_("Kế hoạch này không có ý ấy: chỗ đó in lại ý thứ nhất.")},
    {PLAN_HAI_PHONG, "other.1",
     N_("Kế hoạch này không nêu tổ chức quốc tế, tổ chức phi chính phủ nước ngoài.")},
    {PLAN_HAI_PHONG, "front.3", N_("Cấp thành phố, cấp huyện hoặc cấp xã.")},
};

const char *plan_criterion_note(enum plan p, const struct plan_criterion *c)
{
    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++)
        if (notes[i].plan == p && strcmp(notes[i].code, c->code) == 0)
            return _(notes[i].note);
    return NULL;
}

const struct plan_criterion *plan_criterion_by_code(struct span code)
{
    for (size_t i = 0; i < plan_criteria_n; i++)
        if (span_eq_str(code, plan_criteria[i].code))
            return &plan_criteria[i];
    return NULL;
}

size_t plan_criteria_of(enum plan p, enum plan_group g, const struct plan_criterion **out)
{
    size_t n = 0;
    for (size_t i = 0; i < plan_criteria_n; i++) {
        const struct plan_criterion *c = &plan_criteria[i];
        if (c->group != g || !c->at[p])
            continue;
        size_t k = n++;
        for (; out && k > 0 && out[k - 1]->at[p] > c->at[p]; k--)
            out[k] = out[k - 1];
        if (out)
            out[k] = c;
    }
    return n;
}
