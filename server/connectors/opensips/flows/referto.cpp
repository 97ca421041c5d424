// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/flows/referto.h"

#include <QUrl>

namespace cordboard::opensips {

using namespace Qt::StringLiterals;

namespace {

QString escaped(const QString &text) { return QString::fromLatin1(QUrl::toPercentEncoding(text)); }

} // namespace

std::optional<QString> blindReferTo(const SipUri &destination, const Dialog &call)
{
    if (call.id.isEmpty()) {
        return std::nullopt;
    }
    return QString(u"Refer-To: <"_s % destination.withParameter(u"osid"_s, call.id).text() % u">\r\n"_s);
}

std::optional<QString> attendedReferTo(const SipUri &destination, const Dialog &replaced, LegRole leg)
{
    if (replaced.callees.size() != 1 || replaced.callees.first().tag.isEmpty()
        || replaced.callerTag.isEmpty()) {
        return std::nullopt;
    }
    const QString &callee = replaced.callees.first().tag;
    const bool toCaller = leg == LegRole::Caller;
    return QString(u"Refer-To: <"_s % destination.text() % u"?Replaces="_s % escaped(replaced.callId.text())
        % u"%3Bto-tag%3D"_s % escaped(toCaller ? replaced.callerTag : callee) % u"%3Bfrom-tag%3D"_s
        % escaped(toCaller ? callee : replaced.callerTag) % u">\r\n"_s);
}

} // namespace cordboard::opensips
