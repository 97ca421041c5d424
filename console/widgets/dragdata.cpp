// SPDX-License-Identifier: Apache-2.0
#include "console/widgets/dragdata.h"

namespace cordboard::console {
namespace {

using namespace Qt::StringLiterals;

// Not text: what is dragged out of the window by accident means nothing elsewhere.
const QString &callType()
{
    static const QString type = u"application/x-cordboard-call"_s;
    return type;
}

const QString &personType()
{
    static const QString type = u"application/x-cordboard-person"_s;
    return type;
}

QMimeData *dataOf(const QString &type, const QString &text)
{
    auto *const data = new QMimeData;
    data->setData(type, text.toUtf8());
    return data;
}

std::optional<QString> textOf(const QMimeData &data, const QString &type)
{
    return data.hasFormat(type) ? std::optional(QString::fromUtf8(data.data(type))) : std::nullopt;
}

} // namespace

QMimeData *callData(const CallId &call) { return dataOf(callType(), call.text()); }

QMimeData *personData(const QString &uri) { return dataOf(personType(), uri); }

std::optional<CallId> draggedCall(const QMimeData &data)
{
    const auto text = textOf(data, callType());
    return text ? std::optional(CallId(*text)) : std::nullopt;
}

std::optional<QString> draggedPerson(const QMimeData &data) { return textOf(data, personType()); }

} // namespace cordboard::console
