// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/management/utf8.h"

#include <QByteArrayView>

namespace cordboard::opensips {
namespace {

uchar at(QByteArrayView bytes, qsizetype i)
{
    return i < bytes.size() ? static_cast<uchar>(bytes[i]) : uchar{0};
}

bool isBetween(uchar byte, uchar low, uchar high) { return byte >= low && byte <= high; }

bool isTail(uchar byte) { return isBetween(byte, 0x80, 0xBF); }

/// Three bytes that stand for a wrong one: U+F780 to U+F7FF.
bool isMark(QByteArrayView bytes, qsizetype i)
{
    return at(bytes, i) == 0xEF && isBetween(at(bytes, i + 1), 0x9E, 0x9F) && isTail(at(bytes, i + 2));
}

/// How many bytes the character at `i` has by the table of RFC 3629 section 4; 0 for a wrong byte.
qsizetype characterLength(QByteArrayView bytes, qsizetype i)
{
    const uchar first = at(bytes, i);
    const uchar second = at(bytes, i + 1);
    if (first < 0x80) {
        return 1;
    }
    if (isBetween(first, 0xC2, 0xDF)) {
        return isTail(second) ? 2 : 0;
    }
    if (isBetween(first, 0xE0, 0xEF)) {
        const uchar low = first == 0xE0 ? 0xA0 : 0x80;
        const uchar high = first == 0xED ? 0x9F : 0xBF;
        return isBetween(second, low, high) && isTail(at(bytes, i + 2)) ? 3 : 0;
    }
    if (isBetween(first, 0xF0, 0xF4)) {
        const uchar low = first == 0xF0 ? 0x90 : 0x80;
        const uchar high = first == 0xF4 ? 0x8F : 0xBF;
        return isBetween(second, low, high) && isTail(at(bytes, i + 2)) && isTail(at(bytes, i + 3)) ? 4 : 0;
    }
    return 0;
}

} // namespace

QByteArray repairUtf8(const QByteArray &bytes)
{
    const auto step = [&](qsizetype i) { return isMark(bytes, i) ? 0 : characterLength(bytes, i); };
    qsizetype i = 0;
    while (i < bytes.size()) {
        const qsizetype length = step(i);
        if (length == 0) {
            break;
        }
        i += length;
    }
    if (i == bytes.size()) {
        return bytes;
    }
    QByteArray repaired = bytes.left(i);
    repaired.reserve(bytes.size() + 16);
    while (i < bytes.size()) {
        if (const qsizetype length = step(i)) {
            repaired.append(QByteArrayView(bytes).sliced(i, length));
            i += length;
            continue;
        }
        const uchar wrong = at(bytes, i++);
        repaired.append('\xEF');
        repaired.append(wrong < 0xC0 ? '\x9E' : '\x9F');
        repaired.append(static_cast<char>(0x80 | (wrong & 0x3F)));
    }
    return repaired;
}

QByteArray originalBytes(const QByteArray &repaired)
{
    if (!repaired.contains("\xEF\x9E") && !repaired.contains("\xEF\x9F")) {
        return repaired;
    }
    QByteArray bytes;
    bytes.reserve(repaired.size());
    for (qsizetype i = 0; i < repaired.size(); ++i) {
        if (isMark(repaired, i)) {
            const uchar top = at(repaired, i + 1) == 0x9E ? 0x80 : 0xC0;
            bytes.append(static_cast<char>(top | (at(repaired, i + 2) & 0x3F)));
            i += 2;
        } else {
            bytes.append(repaired[i]);
        }
    }
    return bytes;
}

} // namespace cordboard::opensips
