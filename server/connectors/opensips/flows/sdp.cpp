// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/flows/sdp.h"

#include <QStringList>

#include <algorithm>

namespace cordboard::opensips {
namespace {

using namespace Qt::StringLiterals;

std::optional<MediaDirection> directionOf(QStringView line)
{
    if (line == "a=sendrecv"_L1) {
        return MediaDirection::SendRecv;
    }
    if (line == "a=sendonly"_L1) {
        return MediaDirection::SendOnly;
    }
    if (line == "a=recvonly"_L1) {
        return MediaDirection::RecvOnly;
    }
    if (line == "a=inactive"_L1) {
        return MediaDirection::Inactive;
    }
    return std::nullopt;
}

/// The lines without their ends (CRLF or, from sloppy phones, LF alone), without empty ones at the end.
QStringList linesOf(const QString &sdp)
{
    QStringList lines = sdp.split(u'\n');
    for (QString &line : lines) {
        if (line.endsWith(u'\r')) {
            line.chop(1);
        }
    }
    while (!lines.isEmpty() && lines.last().isEmpty()) {
        lines.removeLast();
    }
    return lines;
}

QString withoutLeadingZeros(const QString &digits)
{
    qsizetype zeros = 0;
    while (zeros + 1 < digits.size() && digits[zeros] == u'0') {
        ++zeros;
    }
    return digits.mid(zeros);
}

QString incremented(const QString &digits)
{
    QString sum = digits;
    for (qsizetype i = sum.size() - 1; i >= 0; --i) {
        if (sum[i] != u'9') {
            sum[i] = QChar(sum[i].unicode() + 1);
            return sum;
        }
        sum[i] = u'0';
    }
    return u'1' + sum;
}

bool isNumber(QStringView text)
{
    return !text.isEmpty()
        && std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

/// An SDP, cut where a hold changes it.
struct Parts {
    QStringList lines;
    qsizetype origin = -1; ///< index of the `o=` line
    qsizetype firstMedia = -1; ///< index of the first `m=` line
    QString version;

    [[nodiscard]] bool isMedia(qsizetype line) const { return lines[line].startsWith("m="_L1); }
};

Result<Parts> read(const QString &sdp)
{
    if (sdp.size() > maximumSdp) {
        return failure(Errc::InvalidParams, u"The session description is too long."_s, u"sdp"_s);
    }
    Parts parts{.lines = linesOf(sdp), .origin = -1, .firstMedia = -1, .version = {}};
    for (qsizetype i = 0; i < parts.lines.size(); ++i) {
        const QString &line = parts.lines[i];
        const auto isControl = [](QChar c) { return c.unicode() < 0x20 && c != u'\t'; };
        if (line.isEmpty() || std::any_of(line.cbegin(), line.cend(), isControl)) {
            return failure(Errc::InvalidParams, u"The session description has a broken line."_s, u"sdp"_s);
        }
        if (parts.origin < 0 && parts.firstMedia < 0 && line.startsWith("o="_L1)) {
            parts.origin = i;
        }
        if (parts.firstMedia < 0 && parts.isMedia(i)) {
            parts.firstMedia = i;
        }
    }
    if (parts.origin < 0 || parts.firstMedia < 0) {
        return failure(Errc::InvalidParams, u"The session description lacks its o= or m= line."_s, u"sdp"_s);
    }
    const QStringList origin = parts.lines[parts.origin].split(u' ');
    if (origin.size() != 6 || !isNumber(origin[2])) {
        return failure(Errc::InvalidParams, u"The session description has no usable version."_s, u"sdp"_s);
    }
    parts.version = withoutLeadingZeros(origin[2]);
    return parts;
}

QString written(const Parts &parts)
{
    QString text;
    for (const QString &line : parts.lines) {
        text += line + "\r\n"_L1;
    }
    return text;
}

void raiseVersion(Parts &parts, const QString &previousVersion)
{
    QStringList origin = parts.lines[parts.origin].split(u' ');
    origin[2] = incremented(laterVersion(parts.version, previousVersion));
    parts.lines[parts.origin] = origin.join(u' ');
}

/// Gives every direction attribute this value, and each media section one that has none: some phones do not
/// look for it at session level.
void direct(Parts &parts, const QString &attribute)
{
    QStringList lines;
    bool inMedia = false;
    bool directed = false;
    const auto closeSection = [&] {
        if (inMedia && !directed) {
            lines.append(attribute);
        }
    };
    for (qsizetype i = 0; i < parts.lines.size(); ++i) {
        if (parts.isMedia(i)) {
            closeSection();
            inMedia = true;
            directed = false;
        }
        const bool direction = directionOf(parts.lines[i]).has_value();
        directed = directed || direction;
        lines.append(direction ? attribute : parts.lines[i]);
    }
    closeSection();
    parts.lines = lines;
}

} // namespace

Result<QString> sdpVersion(const QString &sdp)
{
    return read(sdp).map([](const Parts &parts) { return parts.version; });
}

QString laterVersion(const QString &a, const QString &b)
{
    const QString left = isNumber(a) ? withoutLeadingZeros(a) : QString();
    const QString right = isNumber(b) ? withoutLeadingZeros(b) : QString();
    if (left.size() != right.size()) {
        return left.size() > right.size() ? left : right;
    }
    return left > right ? left : right;
}

Result<QString> holdOffer(const QString &sdp, const QString &previousVersion)
{
    return read(sdp).map([&](Parts parts) {
        raiseVersion(parts, previousVersion);
        direct(parts, u"a=inactive"_s);
        return written(parts);
    });
}

Result<QString> resumeOffer(const QString &sdp, const QString &previousVersion)
{
    return read(sdp).map([&](Parts parts) {
        raiseVersion(parts, previousVersion);
        if (heldDirection(sdp) == MediaDirection::Inactive) {
            direct(parts, u"a=sendrecv"_s);
        }
        return written(parts);
    });
}

std::optional<MediaDirection> heldDirection(const QString &sdp)
{
    const auto parts = read(sdp);
    if (!parts) {
        return std::nullopt;
    }
    bool sends = false;
    bool receives = false;
    bool anyStream = false;
    MediaDirection session = MediaDirection::SendRecv;
    for (qsizetype i = 0; i < parts->firstMedia; ++i) {
        session = directionOf(parts->lines[i]).value_or(session);
    }
    for (qsizetype i = parts->firstMedia; i < parts->lines.size();) {
        const bool refused = parts->lines[i].section(u' ', 1, 1).section(u'/', 0, 0) == "0"_L1;
        MediaDirection stream = session;
        for (++i; i < parts->lines.size() && !parts->isMedia(i); ++i) {
            stream = directionOf(parts->lines[i]).value_or(stream);
        }
        if (!refused) {
            anyStream = true;
            sends = sends || stream == MediaDirection::SendRecv || stream == MediaDirection::SendOnly;
            receives = receives || stream == MediaDirection::SendRecv || stream == MediaDirection::RecvOnly;
        }
    }
    if (!anyStream || (sends && receives)) {
        return std::nullopt;
    }
    return sends ? MediaDirection::SendOnly : receives ? MediaDirection::RecvOnly : MediaDirection::Inactive;
}

} // namespace cordboard::opensips
