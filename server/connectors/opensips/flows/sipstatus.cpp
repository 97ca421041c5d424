// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/flows/sipstatus.h"

namespace cordboard::opensips {

using namespace Qt::StringLiterals;

std::optional<int> sipStatusOf(QStringView text)
{
    text = text.trimmed();
    const qsizetype space = text.indexOf(u' ');
    bool isNumber = false;
    const int status = (space < 0 ? text : text.left(space)).toInt(&isNumber);
    return isNumber && status >= 100 && status <= 699 ? std::optional(status) : std::nullopt;
}

Error partyError(const QString &who, const QString &status)
{
    const auto code = sipStatusOf(status);
    if (code == 408 || code == 487) {
        return {Errc::NoAnswer, who % u" did not answer: "_s % status, {}, code};
    }
    const QString reason = status.isEmpty() ? u"."_s : QString(u": "_s % status);
    return {Errc::RejectedByParty, who % u" refused the call"_s % reason, {}, code};
}

Error requestError(const QString &what, const Error &error)
{
    if (error.code != Errc::RefusedByProxy || !error.status) {
        return error;
    }
    switch (*error.status) {
    case 404:
        return {Errc::CallEnded, u"The call has ended."_s, {}, error.status};
    case 410:
        return {Errc::WrongState, u"The call is not answered yet."_s, {}, error.status};
    case -32601:
        return {Errc::NotSupported, u"This proxy lacks "_s % what % u"."_s, {}, error.status};
    default:
        return error;
    }
}

} // namespace cordboard::opensips
