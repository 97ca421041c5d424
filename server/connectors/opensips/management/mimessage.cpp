// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/management/mimessage.h"

#include "common/json/codec.h"
#include "server/connectors/opensips/management/utf8.h"

#include <QJsonDocument>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;

namespace cordboard::opensips {
namespace {

std::optional<int> wholeNumber(const QJsonValue &value)
{
    const auto number = json::Value<int>::decode(value, QString());
    return number ? std::optional(*number) : std::nullopt;
}

/// `{"code": -32000, "message": "Server error", "data": "Failed to handle parameter"}`
Error errorOf(const QJsonObject &error)
{
    QString message = error.value("message"_L1).toString();
    if (proxyWords(message).isEmpty()) {
        message = u"refused without a reason"_s;
    }
    if (const QString data = error.value("data"_L1).toString(); !data.isEmpty()) {
        message += u": "_s + data;
    }
    return Error{Errc::RefusedByProxy, proxyWords(message), {}, wholeNumber(error.value("code"_L1))};
}

} // namespace

QByteArray miRequest(int id, const QString &method, const QJsonObject &params)
{
    QJsonObject request{{u"jsonrpc"_s, u"2.0"_s}, {u"id"_s, id}, {u"method"_s, method}};
    if (!params.isEmpty()) {
        request.insert(u"params"_s, params);
    }
    return originalBytes(QJsonDocument(request).toJson(QJsonDocument::Compact));
}

int randomMiId() { return QRandomGenerator::global()->bounded(1, std::numeric_limits<int>::max()); }

QString proxyWords(const QString &text)
{
    constexpr qsizetype enough = 300;
    QString line = text.left(text.size() > enough ? enough - 1 : enough);
    line = QString::fromUtf8(line.toUtf8()); // half a pair becomes a question mark
    for (QChar &c : line) {
        c = c.isPrint() || c.isSurrogate() || c.category() == QChar::Other_PrivateUse ? c : QChar(u' ');
    }
    if (text.size() > enough) {
        line += u'…';
    }
    return line.simplified();
}

std::optional<MiAnswer> readMiAnswer(const QByteArray &bytes)
{
    const QJsonDocument document = QJsonDocument::fromJson(repairUtf8(bytes));
    if (!document.isObject()) {
        return std::nullopt;
    }
    const QJsonObject object = document.object();
    const auto id = wholeNumber(object.value("id"_L1));
    if (const QJsonValue error = object.value("error"_L1); error.isObject()) {
        return MiAnswer{id, tl::unexpected(errorOf(error.toObject()))};
    }
    if (const QJsonValue result = object.value("result"_L1); !result.isUndefined()) {
        return MiAnswer{id, result};
    }
    return std::nullopt;
}

} // namespace cordboard::opensips
