// SPDX-License-Identifier: Apache-2.0
#include "common/rpc/message.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace cordboard::rpc {

using namespace Qt::StringLiterals;

Error errorFrom(const QJsonObject &wire)
{
    const QJsonObject data = wire.value("data"_L1).toObject();
    const auto byWord = errcFromWord(data.value("id"_L1).toString());
    const auto byCode = errcFromJsonRpcCode(wire.value("code"_L1).toInt());
    Error error{byWord ? *byWord : byCode.value_or(Errc::Internal), wire.value("message"_L1).toString(),
        data.value("field"_L1).toString()};
    if (const QJsonValue status = data.value("status"_L1); status.isDouble()) {
        error.status = status.toInt();
    }
    return error;
}

QByteArray encodeValue(const QJsonValue &value)
{
    if (value.isObject()) {
        return QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact);
    }
    if (value.isArray()) {
        return QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact);
    }
    if (value.isUndefined() || value.isNull()) {
        return "null"_ba;
    }
    // Qt 6.4 writes documents only: the scalar is taken out of an array of one.
    const QByteArray array = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return array.mid(1, array.size() - 2);
}

namespace {

QByteArray call(const QString &method, const QJsonValue &params)
{
    QByteArray text = R"("method":)"_ba + encodeValue(method);
    if (!params.isUndefined()) {
        text += R"(,"params":)"_ba + encodeValue(params);
    }
    return text;
}

} // namespace

QByteArray encodeRequest(const QJsonValue &id, const QString &method, const QJsonValue &params)
{
    return R"({"jsonrpc":"2.0","id":)"_ba + encodeValue(id) + ',' + call(method, params) + '}';
}

QByteArray encodeNotification(const QString &method, const QJsonValue &params)
{
    return R"({"jsonrpc":"2.0",)"_ba + call(method, params) + '}';
}

QByteArray encodeResult(const QJsonValue &id, const QJsonValue &result)
{
    return R"({"jsonrpc":"2.0","id":)"_ba + encodeValue(id) + R"(,"result":)"_ba + encodeValue(result) + '}';
}

QByteArray encodeError(const QJsonValue &id, const Error &error, const QJsonObject &data)
{
    QJsonObject all = data;
    all.insert("id"_L1, word(error.code));
    if (!error.field.isEmpty()) {
        all.insert("field"_L1, error.field);
    }
    if (error.status) {
        all.insert("status"_L1, *error.status);
    }
    const QJsonObject wire{
        {u"code"_s, jsonRpcCode(error.code)}, {u"message"_s, error.message}, {u"data"_s, all}};
    return R"({"jsonrpc":"2.0","id":)"_ba + encodeValue(id) + R"(,"error":)"_ba + encodeValue(wire) + '}';
}

QByteArray encodeBatch(const QByteArrayList &messages) { return '[' + messages.join(',') + ']'; }

} // namespace cordboard::rpc
