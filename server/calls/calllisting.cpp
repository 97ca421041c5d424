// SPDX-License-Identifier: Apache-2.0
#include "server/calls/calllisting.h"

#include "server/calls/callfilter.h"

#include <QJsonDocument>

#include <algorithm>

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;

constexpr int mostCalls = 500; ///< in one answer

/// What a page is sorted by; also the content of a cursor.
struct Key {
    CallSort sort = CallSort::StartedAt;
    bool descending = false;
    QString value; ///< empty: unknown
    CallId id;
    static constexpr auto fields()
    {
        using json::Field;
        return std::tuple{Field{&Key::sort, "s"}, Field{&Key::descending, "d"}, Field{&Key::value, "v"},
            Field{&Key::id, "i"}};
    }
};

QString textOf(const QDateTime &time) { return timeMessage(time).value.value_or(QString()); }

QString valueOf(const LiveCall &call, CallSort sort)
{
    switch (sort) {
    case CallSort::StartedAt:
        return textOf(call.info.startedAt);
    case CallSort::AnsweredAt:
        return textOf(call.info.answeredAt);
    case CallSort::StateSince:
        return textOf(call.stateSince);
    case CallSort::State:
        return QString::number(static_cast<int>(call.info.state));
    case CallSort::Caller:
        return call.info.caller;
    case CallSort::Callee:
        return call.info.callee;
    }
    return {};
}

/// Both of the same sort.
bool isBefore(const Key &a, const Key &b)
{
    if (a.value.isEmpty() != b.value.isEmpty()) {
        return b.value.isEmpty();
    }
    if (a.value != b.value) {
        return a.descending ? b.value < a.value : a.value < b.value;
    }
    return a.id < b.id;
}

QString encodeCursor(const Key &key)
{
    return QString::fromLatin1(QJsonDocument(json::encode(key))
                                   .toJson(QJsonDocument::Compact)
                                   .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

Result<Key> decodeCursor(const QString &cursor, CallSort sort, bool descending)
{
    const auto bytes = QByteArray::fromBase64Encoding(
        cursor.toLatin1(), QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    const auto key = json::decode<Key>(QJsonDocument::fromJson(bytes.decoded).object());
    if (!key) {
        return failure(Errc::InvalidParams, u"cursor must be as the page before gave it"_s, u"cursor"_s);
    }
    if (key->sort != sort || key->descending != descending) {
        return failure(Errc::InvalidParams, u"cursor belongs to another sort"_s, u"cursor"_s);
    }
    return *key;
}

struct Row {
    Key key;
    LiveCallPtr call;
};

} // namespace

Result<protocol::CallListed> listCalls(
    const QHash<CallId, LiveCallPtr> &calls, const protocol::CallList &query)
{
    const int limit = query.limit.value_or(mostCalls);
    if (limit < 1 || limit > mostCalls) {
        return failure(Errc::InvalidParams, u"limit must be a whole number from 1 to 500"_s, u"limit"_s);
    }
    const CallSort sort = query.sort.value_or(CallSort::StartedAt);
    const bool descending = query.descending.value_or(false);
    std::optional<Key> after;
    if (query.cursor) {
        auto decoded = decodeCursor(*query.cursor, sort, descending);
        if (!decoded) {
            return tl::unexpected(std::move(decoded).error());
        }
        after = std::move(*decoded);
    }
    protocol::CallListed listed;
    std::vector<Row> rows;
    const protocol::CallFilter filter = query.filter.value_or(protocol::CallFilter());
    for (const LiveCallPtr &call : calls) {
        if (!fits(filter, *call)) {
            continue;
        }
        ++listed.total;
        Row row{{sort, descending, valueOf(*call, sort), call->info.id}, call};
        if (!after || isBefore(*after, row.key)) {
            rows.push_back(std::move(row));
        }
    }
    const auto end = rows.begin() + std::min<std::ptrdiff_t>(limit, static_cast<std::ptrdiff_t>(rows.size()));
    std::partial_sort(
        rows.begin(), end, rows.end(), [](const Row &a, const Row &b) { return isBefore(a.key, b.key); });
    for (auto row = rows.begin(); row != end; ++row) {
        listed.calls.push_back(messageOf(*row->call));
    }
    if (end != rows.end()) {
        listed.cursor = {encodeCursor((end - 1)->key)};
    }
    return listed;
}

} // namespace cordboard
