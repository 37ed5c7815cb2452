/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The words of criteria files and of people for the same things.
 */
#include <string.h>

#include "core/criteria_json.h"
#include "locale/msg.h"

const struct criteria_word criteria_status_words[] = {
    {"xac_minh", "verified", CRITERIA_VERIFIED},
    {"mot_phan", "partial", CRITERIA_PARTIAL},
    {"nhap", "draft", CRITERIA_DRAFT},
    {0},
};
const struct criteria_word criteria_method_words[] = {
    {"diem", "points", CRITERIA_POINTS},
    {"danh_sach", "checklist", CRITERIA_CHECKLIST},
    {0},
};
const struct criteria_word criteria_na_words[] = {
    {"cho_du_diem", "full", CRITERIA_NA_FULL},
    {"bo_qua_va_quy_doi", "rescale", CRITERIA_NA_RESCALE},
    {"khong_diem", "none", CRITERIA_NA_ZERO},
    {0},
};
const struct criteria_word criteria_auto_words[] = {
    {"ty_le_cdht_ho", "household_citizens", CRITERIA_AUTO_HOME_CITIZENS},
    {"ty_le_gdht_dong_ho", "clan_families", CRITERIA_AUTO_CLAN_FAMILIES},
    {"ty_le_gdht_thon", "hamlet_families", CRITERIA_AUTO_HAMLET_FAMILIES},
    {"ty_le_cdht_thon", "hamlet_citizens", CRITERIA_AUTO_HAMLET_CITIZENS},
    {0},
};
const struct criteria_word criteria_when_words[] = {
    {"co_so_giao_duc", "school", CRITERIA_SCHOOLS},
    {0},
};
const struct criteria_word criteria_scale_words[] = {
    {"ty_le", "proportion", 0},
    {"du_hoac_khong", "whole", 1},
    {0},
};

const char *criteria_word_of(const struct criteria_word *w, int code)
{
    while (w->name && w->code != code)
        w++;
    return w->name;
}

const struct choice criteria_status_choices[] = {
    {CRITERIA_VERIFIED, "verified", N_("đã đối chiếu văn bản"), "xac_minh|xác minh"},
    {CRITERIA_PARTIAL, "partial", N_("mới có một phần văn bản"), "mot_phan|một phần"},
    {CRITERIA_DRAFT, "draft", N_("mẫu nháp"), "nhap|nháp"},
    {0},
};
const struct choice criteria_method_choices[] = {
    {CRITERIA_POINTS, "points", N_("chấm điểm"), "diem|điểm"},
    {CRITERIA_CHECKLIST, "checklist", N_("đối chiếu theo mức độ"), "danh_sach|danh sách"},
    {0},
};

const char *criteria_status_note(enum criteria_status s)
{
    switch (s) {
    case CRITERIA_VERIFIED:
        return "";
    case CRITERIA_PARTIAL:
        return _("MỚI CÓ MỘT PHẦN VĂN BẢN: phải đối chiếu với văn bản chính thức");
    case CRITERIA_DRAFT:
        return _("MẪU NHÁP: phải thay bằng văn bản chính thức");
    }
    return "";
}

const char *criteria_auto_label(enum criteria_auto a)
{
    switch (a) {
    case CRITERIA_AUTO_NONE:
        return "";
    case CRITERIA_AUTO_HOME_CITIZENS:
        return _("tỷ lệ người lớn trong hộ đạt Công dân học tập");
    case CRITERIA_AUTO_CLAN_FAMILIES:
        return _("tỷ lệ hộ trong dòng họ đạt Gia đình học tập");
    case CRITERIA_AUTO_HAMLET_FAMILIES:
        return _("tỷ lệ hộ trong thôn, tổ dân phố đạt Gia đình học tập");
    case CRITERIA_AUTO_HAMLET_CITIZENS:
        return _("tỷ lệ người lớn trong thôn, tổ dân phố đạt Công dân học tập");
    }
    return "";
}

const char *criteria_auto_counter(enum criteria_auto a)
{
    switch (a) {
    case CRITERIA_AUTO_NONE:
        return "";
    case CRITERIA_AUTO_CLAN_FAMILIES:
    case CRITERIA_AUTO_HAMLET_FAMILIES:
        return _("hộ");
    case CRITERIA_AUTO_HOME_CITIZENS:
    case CRITERIA_AUTO_HAMLET_CITIZENS:
        return _("người");
    }
    return "";
}

const char *criteria_na_label(enum criteria_na n)
{
    switch (n) {
    case CRITERIA_NA_NONE:
        return "";
    case CRITERIA_NA_FULL:
        return _("không có người thuộc diện: cho đủ điểm");
    case CRITERIA_NA_RESCALE:
        return _("không có người thuộc diện: bỏ qua, tính lại theo phần còn lại");
    case CRITERIA_NA_ZERO:
        return _("không có người thuộc diện: không cho điểm");
    }
    return "";
}

const char *criteria_when_label(enum criteria_when w)
{
    switch (w) {
    case CRITERIA_ALL:
        return "";
    case CRITERIA_SCHOOLS:
        return _("chỉ cơ sở giáo dục");
    }
    return "";
}

/* ---- keys ---- */

static const char *const english[][2] = {
    {"danh_hieu", "title_kind"},
    {"ten", "name"},
    {"bat_buoc", "mandatory"},
    {"san", "floor"},
    {"nguong", "share"},
    {"cach_tinh", "scale"},
    {"khi", "when"},
    {"criteria", "tieu_chi"},
};

static const char *twin_of(const char *key)
{
    for (size_t i = 0; i < sizeof english / sizeof *english; i++)
        if (strcmp(english[i][0], key) == 0)
            return english[i][1];
    return NULL;
}

json_t *criteria_get(const json_t *object, const char *key)
{
    const char *twin = twin_of(key);
    json_t *v = json_object_get(object, key);
    if (!v && twin)
        v = json_object_get(object, twin);
    return json_is_null(v) ? NULL : v;
}

static bool is_key(const char *have, const char *const *keys)
{
    for (; *keys; keys++) {
        const char *twin = twin_of(*keys);
        if (strcmp(have, *keys) == 0 || (twin && strcmp(have, twin) == 0))
            return true;
    }
    return false;
}

void criteria_unknown_keys(const json_t *object, const char *const *keys,
                           const struct criteria_place *at)
{
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)object, key, value)
    {
        (void)value;
        if (!is_key(key, keys))
            criteria_odd(at, key, "%s", _("không có mục tên này nên bỏ qua; hãy xem lại tên mục"));
    }
}
