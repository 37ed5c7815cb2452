/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "storage/crc32c.h"

#include <string.h>

/* A table entry is linear in the bits of its index, so eight values per table are enough to let the
 * compiler build all 256. T0 is one byte's step, Tk the same followed by k zero bytes. */
#define E(i, a, b, c, d, e, f, g, h)                                                               \
    (((i)&1 ? a : 0) ^ ((i)&2 ? b : 0) ^ ((i)&4 ? c : 0) ^ ((i)&8 ? d : 0) ^ ((i)&16 ? e : 0) ^    \
     ((i)&32 ? f : 0) ^ ((i)&64 ? g : 0) ^ ((i)&128 ? h : 0))
#define T0(i)                                                                                      \
    E(i, 0xF26B8303U, 0xE13B70F7U, 0xC79A971FU, 0x8AD958CFU, 0x105EC76FU, 0x20BD8EDEU,             \
      0x417B1DBCU, 0x82F63B78U)
#define T1(i)                                                                                      \
    E(i, 0x13A29877U, 0x274530EEU, 0x4E8A61DCU, 0x9D14C3B8U, 0x3FC5F181U, 0x7F8BE302U,             \
      0xFF17C604U, 0xFBC3FAF9U)
#define T2(i)                                                                                      \
    E(i, 0xA541927EU, 0x4F6F520DU, 0x9EDEA41AU, 0x38513EC5U, 0x70A27D8AU, 0xE144FB14U,             \
      0xC76580D9U, 0x8B277743U)
#define T3(i)                                                                                      \
    E(i, 0xDD45AAB8U, 0xBF672381U, 0x7B2231F3U, 0xF64463E6U, 0xE964B13DU, 0xD725148BU,             \
      0xABA65FE7U, 0x52A0C93FU)
#define T4(i)                                                                                      \
    E(i, 0x38116FACU, 0x7022DF58U, 0xE045BEB0U, 0xC5670B91U, 0x8F2261D3U, 0x1BA8B557U,             \
      0x37516AAEU, 0x6EA2D55CU)
#define T5(i)                                                                                      \
    E(i, 0xEF306B19U, 0xDB8CA0C3U, 0xB2F53777U, 0x6006181FU, 0xC00C303EU, 0x85F4168DU,             \
      0x0E045BEBU, 0x1C08B7D6U)
#define T6(i)                                                                                      \
    E(i, 0x68032CC8U, 0xD0065990U, 0xA5E0C5D1U, 0x4E2DFD53U, 0x9C5BFAA6U, 0x3D5B83BDU,             \
      0x7AB7077AU, 0xF56E0EF4U)
#define T7(i)                                                                                      \
    E(i, 0x493C7D27U, 0x9278FA4EU, 0x211D826DU, 0x423B04DAU, 0x847609B4U, 0x0D006599U,             \
      0x1A00CB32U, 0x34019664U)
#define R4(T, i)  T(i), T((i) + 1), T((i) + 2), T((i) + 3)
#define R16(T, i) R4(T, i), R4(T, (i) + 4), R4(T, (i) + 8), R4(T, (i) + 12)
#define R64(T, i) R16(T, i), R16(T, (i) + 16), R16(T, (i) + 32), R16(T, (i) + 48)
#define R256(T)   R64(T, 0), R64(T, 64), R64(T, 128), R64(T, 192)

static const uint32_t table[8][256] = {{R256(T0)}, {R256(T1)}, {R256(T2)}, {R256(T3)},
                                       {R256(T4)}, {R256(T5)}, {R256(T6)}, {R256(T7)}};

static uint32_t load32(const unsigned char *p)
{
    return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

/* Slicing by eight: eight table look-ups for eight bytes, none waiting for another. */
uint32_t crc32c_portable(uint32_t crc, const void *data, size_t n)
{
    const unsigned char *p = data;
    crc = ~crc;
    for (; n >= 8; n -= 8, p += 8) {
        uint32_t a = crc ^ load32(p), b = load32(p + 4);
        crc = table[7][a & 255] ^ table[6][a >> 8 & 255] ^ table[5][a >> 16 & 255] ^
              table[4][a >> 24] ^ table[3][b & 255] ^ table[2][b >> 8 & 255] ^
              table[1][b >> 16 & 255] ^ table[0][b >> 24];
    }
    while (n--)
        crc = table[0][(crc ^ *p++) & 255] ^ crc >> 8;
    return ~crc;
}

#ifdef __x86_64__
__attribute__((target("sse4.2"))) static uint32_t crc32c_sse42(uint32_t crc, const void *data,
                                                               size_t n)
{
    const unsigned char *p = data;
    uint64_t c = ~crc;
    for (; n >= 8; n -= 8, p += 8) {
        uint64_t word;
        memcpy(&word, p, 8);
        c = __builtin_ia32_crc32di(c, word);
    }
    uint32_t c32 = (uint32_t)c;
    while (n--)
        c32 = __builtin_ia32_crc32qi(c32, *p++);
    return ~c32;
}
#endif

uint32_t crc32c(uint32_t crc, const void *p, size_t n)
{
#ifdef __x86_64__
    if (__builtin_cpu_supports("sse4.2"))
        return crc32c_sse42(crc, p, n);
#endif
    return crc32c_portable(crc, p, n);
}
