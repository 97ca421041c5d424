// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/management/httpreply.h"

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace cordboard::opensips {
namespace {

constexpr qsizetype headLimit = 16'384;
constexpr qsizetype chunkLineLimit = 256;
constexpr qsizetype chunkLimit = 4'096;

/// A number of at most `digits` digits and nothing else.
std::optional<qsizetype> number(QByteArrayView text, int base, qsizetype digits)
{
    const auto isDigit = [&](char c) {
        return (c >= '0' && c <= '9') || (base == 16 && ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')));
    };
    if (text.isEmpty() || text.size() > digits || !std::all_of(text.begin(), text.end(), isDigit)) {
        return std::nullopt;
    }
    return static_cast<qsizetype>(text.toByteArray().toLongLong(nullptr, base));
}

/// What is missing: more input, unless there will be none.
HttpParse missing(bool atEnd, qsizetype atLeast = 0)
{
    if (atEnd) {
        return HttpBroken{u"the connection was closed before the answer was complete"_s};
    }
    return HttpNeedsMore{atLeast};
}

struct Head {
    HttpReply reply;
    bool chunked = false;
    std::optional<qsizetype> length;
    bool http11 = false;
};

/// `HTTP/1.1 200 OK`
bool readStatusLine(QByteArrayView line, Head &head)
{
    if (!line.startsWith("HTTP/1.") || line.size() < 12 || line[8] != ' '
        || (line.size() > 12 && line[12] != ' ')) {
        return false;
    }
    const auto minor = number(line.sliced(7, 1), 10, 1);
    const auto status = number(line.sliced(9, 3), 10, 3);
    if (!minor || !status || *status < 100) {
        return false;
    }
    head.http11 = *minor >= 1;
    head.reply.status = static_cast<int>(*status);
    head.reply.reason = line.sliced(std::min<qsizetype>(13, line.size())).toByteArray();
    return true;
}

bool hasToken(QByteArrayView list, QByteArrayView token)
{
    for (const QByteArray &entry : list.toByteArray().toLower().split(',')) {
        if (QByteArrayView(entry).trimmed() == token) {
            return true;
        }
    }
    return false;
}

/// What a header says about where the reply ends; false when it contradicts another or cannot be understood.
bool readFraming(QByteArrayView name, QByteArrayView value, Head &head)
{
    if (name == "content-length") {
        const auto length = number(value, 10, 15);
        if (!length || (head.length && *head.length != *length)) {
            return false;
        }
        head.length = length;
    } else if (name == "transfer-encoding") {
        if (value.compare("chunked", Qt::CaseInsensitive) != 0 || head.chunked) {
            return false;
        }
        head.chunked = true;
    } else if (name == "connection") {
        if (hasToken(value, "close")) {
            head.reply.keepAlive = false;
        } else if (hasToken(value, "keep-alive")) {
            head.reply.keepAlive = true;
        }
    }
    return true;
}

std::optional<Head> readHead(QByteArrayView text)
{
    Head head;
    const QList<QByteArray> lines = text.toByteArray().split('\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QByteArrayView line = QByteArrayView(lines[i]).trimmed();
        if (i == 0) {
            if (!readStatusLine(line, head)) {
                return std::nullopt;
            }
            head.reply.keepAlive = head.http11;
            continue;
        }
        const qsizetype colon = line.indexOf(':');
        // A line that begins with a space continues the one before (obsolete since RFC 7230).
        if (colon < 1 || lines[i].startsWith(' ') || lines[i].startsWith('\t')) {
            return std::nullopt;
        }
        const QByteArray name = line.first(colon).toByteArray().toLower();
        const QByteArrayView value = line.sliced(colon + 1).trimmed();
        if (!readFraming(name, value, head)) {
            return std::nullopt;
        }
        head.reply.headers.append({name, value.toByteArray()});
    }
    return head.chunked && head.length ? std::nullopt : std::optional(std::move(head));
}

HttpParse readChunks(HttpReply reply, QByteArrayView rest, bool atEnd, qsizetype bodyLimit)
{
    const HttpBroken broken{u"the answer's chunks cannot be read"_s};
    const qsizetype before = reply.consumed;
    qsizetype at = 0;
    qsizetype total = 0;
    QList<QByteArrayView> chunks; // copied only once all are there: a reply that drips is looked at often
    while (true) {
        const qsizetype end =
            rest.sliced(at).first(std::min(rest.size() - at, chunkLineLimit)).indexOf("\r\n");
        if (end < 0) {
            return rest.size() - at >= chunkLineLimit ? broken : missing(atEnd);
        }
        const QByteArrayView line = rest.sliced(at, end);
        at += end + 2;
        const qsizetype semicolon = line.indexOf(';');
        const auto size = number((semicolon < 0 ? line : line.first(semicolon)).trimmed(), 16, 8);
        if (!size || chunks.size() >= chunkLimit) {
            return broken;
        }
        if (*size == 0) {
            break;
        }
        total += *size;
        if (total > bodyLimit) {
            return HttpBroken{u"the answer is too long"_s};
        }
        if (rest.size() - at < *size + 2) {
            return missing(atEnd, before + at + *size + 2);
        }
        if (rest.sliced(at + *size, 2) != "\r\n") {
            return broken;
        }
        chunks.append(rest.sliced(at, *size));
        at += *size + 2;
    }
    // Trailers, then an empty line.
    const QByteArrayView trailers = rest.sliced(at).first(std::min(rest.size() - at, headLimit));
    const qsizetype end = trailers.startsWith("\r\n") ? 0 : trailers.indexOf("\r\n\r\n");
    if (end < 0) {
        return trailers.size() == headLimit ? broken : missing(atEnd);
    }
    reply.consumed = before + at + end + (end == 0 ? 2 : 4);
    reply.body.reserve(total);
    for (const QByteArrayView &chunk : std::as_const(chunks)) {
        reply.body.append(chunk);
    }
    return reply;
}

HttpParse readBody(Head head, QByteArrayView rest, bool atEnd, qsizetype bodyLimit)
{
    HttpReply &reply = head.reply;
    if (head.chunked) {
        return readChunks(std::move(reply), rest, atEnd, bodyLimit);
    }
    if (reply.status == 204 || reply.status == 304) {
        return std::move(reply);
    }
    if (head.length.value_or(rest.size()) > bodyLimit) {
        return HttpBroken{u"the answer is too long"_s};
    }
    if (!head.length) {
        reply.keepAlive = false;
        if (!atEnd) {
            return HttpNeedsMore{};
        }
    } else if (rest.size() < *head.length) {
        return missing(atEnd, reply.consumed + *head.length);
    }
    reply.body = rest.first(head.length.value_or(rest.size())).toByteArray();
    reply.consumed += reply.body.size();
    return std::move(reply);
}

} // namespace

QByteArray HttpReply::header(QByteArrayView name) const
{
    for (const auto &[candidate, value] : headers) {
        if (candidate == name) {
            return value;
        }
    }
    return {};
}

HttpParse parseHttpReply(QByteArrayView input, bool atEnd, qsizetype bodyLimit)
{
    constexpr QByteArrayView start("HTTP/1.");
    qsizetype skipped = 0;
    while (true) {
        const QByteArrayView rest = input.sliced(skipped);
        const qsizetype known = std::min(rest.size(), start.size());
        const qsizetype room = headLimit - skipped;
        const qsizetype end = rest.first(std::min(rest.size(), room)).indexOf("\r\n\r\n");
        if (rest.first(known) != start.first(known) || (end < 0 && rest.size() >= room)) {
            return HttpBroken{u"the answer is not HTTP"_s};
        }
        if (end < 0) {
            return missing(atEnd);
        }
        auto head = readHead(rest.first(end));
        if (!head) {
            return HttpBroken{u"the answer's head cannot be read"_s};
        }
        if (head->reply.status >= 200) {
            head->reply.consumed = skipped + end + 4;
            return readBody(std::move(*head), rest.sliced(end + 4), atEnd, bodyLimit);
        }
        skipped += end + 4;
    }
}

} // namespace cordboard::opensips
