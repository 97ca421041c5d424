// SPDX-License-Identifier: Apache-2.0
#include "common/rpc/message.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <cmath>

namespace cordboard::rpc {
namespace {

using namespace Qt::StringLiterals;

/// An integer beyond 64 bits has become a double that another number may share: echoed, it would answer
/// nobody.
bool isUsableId(const QJsonValue &id)
{
    constexpr double exact = 9007199254740992.0; // 2^53
    if (id.isDouble()) {
        return id.toVariant().typeId() == QMetaType::LongLong || std::abs(id.toDouble()) <= exact;
    }
    return id.isString() || id.isNull();
}

Invalid invalid(const QJsonValue &id, const QString &why)
{
    return Invalid{id, Error{Errc::InvalidRequest, u"Invalid Request: "_s + why}};
}

Item responseFrom(const QJsonObject &object, const QJsonValue &id)
{
    const bool hasResult = object.contains("result"_L1);
    if (hasResult == object.contains("error"_L1)) {
        return invalid(id, u"neither a request nor an answer"_s);
    }
    if (hasResult) {
        return Response{id, object.value("result"_L1)};
    }
    const QJsonValue error = object.value("error"_L1);
    if (!error.isObject() || !error.toObject().value("code"_L1).isDouble()) {
        return invalid(id, u"error must be an object with a code"_s);
    }
    return Response{id, tl::unexpected(errorFrom(error.toObject()))};
}

Item itemFrom(const QJsonValue &value)
{
    if (!value.isObject()) {
        return invalid(QJsonValue::Null, u"not an object"_s);
    }
    const QJsonObject object = value.toObject();
    const QJsonValue id = object.value("id"_L1);
    if (!id.isUndefined() && !isUsableId(id)) {
        return invalid(QJsonValue::Null, u"id must be a string, a number or null"_s);
    }
    const QJsonValue answerTo = id.isUndefined() ? QJsonValue(QJsonValue::Null) : id;
    if (object.value("jsonrpc"_L1) != QJsonValue("2.0"_L1)) {
        return invalid(answerTo, u"jsonrpc must be \"2.0\""_s);
    }
    const QJsonValue method = object.value("method"_L1);
    if (method.isUndefined() && !id.isUndefined()) {
        return responseFrom(object, id);
    }
    if (!method.isString()) {
        return invalid(answerTo, u"method must be a string"_s);
    }
    const QJsonValue params = object.value("params"_L1);
    if (!params.isUndefined() && !params.isObject() && !params.isArray()) {
        return invalid(answerTo, u"params must be an object or an array"_s);
    }
    if (id.isUndefined()) {
        return Notification{method.toString(), params};
    }
    return Request{id, method.toString(), params};
}

/// Qt 6.4 reads documents only, so `1` is an error to it; to JSON-RPC it is JSON, but no request.
bool isScalar(const QByteArray &bytes)
{
    const QJsonDocument wrapped = QJsonDocument::fromJson('[' + bytes + ']');
    return wrapped.isArray() && wrapped.array().size() == 1;
}

} // namespace

int nestingDepth(const QByteArray &bytes, int enough) noexcept
{
    int depth = 0;
    int deepest = 0;
    bool inString = false;
    for (auto at = bytes.begin(); at != bytes.end() && deepest < enough; ++at) {
        if (inString) {
            if (*at == '\\') {
                if (++at == bytes.end()) {
                    break;
                }
            } else if (*at == '"') {
                inString = false;
            }
        } else if (*at == '"') {
            inString = true;
        } else if (*at == '[' || *at == '{') {
            deepest = std::max(deepest, ++depth);
        } else if (*at == ']' || *at == '}') {
            --depth;
        }
    }
    return deepest;
}

Result<Frame> parse(const QByteArray &bytes, const Limits &limits)
{
    if (limits.maxDepth > 0 && nestingDepth(bytes, limits.maxDepth + 1) > limits.maxDepth) {
        return failure(Errc::LimitReached, u"nested more than %1 levels deep"_s.arg(limits.maxDepth));
    }
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &problem);
    if (problem.error != QJsonParseError::NoError) {
        if (isScalar(bytes)) {
            return failure(Errc::InvalidRequest, u"Invalid Request: not an object"_s);
        }
        return failure(Errc::ParseError,
            u"Parse error: %1 at offset %2"_s.arg(problem.errorString()).arg(problem.offset));
    }
    Frame frame;
    if (document.isObject()) {
        frame.items.push_back(itemFrom(document.object()));
        return frame;
    }
    const QJsonArray members = document.array();
    if (members.isEmpty()) {
        return failure(Errc::InvalidRequest, u"Invalid Request: an empty batch"_s);
    }
    if (limits.maxBatch > 0 && members.size() > limits.maxBatch) {
        return failure(Errc::LimitReached, u"a batch has at most %1 members"_s.arg(limits.maxBatch));
    }
    frame.isBatch = true;
    frame.items.reserve(static_cast<std::size_t>(members.size()));
    for (const QJsonValue member : members) {
        frame.items.push_back(itemFrom(member));
    }
    return frame;
}

} // namespace cordboard::rpc
