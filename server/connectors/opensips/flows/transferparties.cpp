// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/flows/transferparties.h"

#include <algorithm>

namespace cordboard::opensips {
namespace {

using namespace Qt::StringLiterals;

/// The kept party calls from its address of record, or at least from the very contact that it has in the old
/// call.
bool isFromLeg(const Dialog &fresh, const Dialog &old, LegRole leg)
{
    const auto from = listedUri(fresh.fromUri);
    const auto party = listedUri(legUri(old, leg));
    if (from && party && isSameParty(*from, *party)) {
        return true;
    }
    const auto contact = listedUri(fresh.callerContact);
    if (!contact) {
        return false;
    }
    const auto fits = [&](const QString &known) {
        const auto uri = listedUri(known);
        return uri && isSameParty(*uri, *contact);
    };
    return leg == LegRole::Caller ? fits(old.callerContact)
                                  : std::any_of(old.callees.begin(), old.callees.end(),
                                      [&](const DialogCallee &callee) { return fits(callee.contact); });
}

void take(QString &known, const QString &seen)
{
    if (!seen.isEmpty()) {
        known = seen;
    }
}

} // namespace

std::optional<SipUri> listedUri(QStringView text)
{
    const qsizetype host = std::max<qsizetype>(text.indexOf(u'@'), 0); // a user part may hold a question mark
    if (const qsizetype headers = text.indexOf(u'?', host); headers >= 0) {
        text = text.left(headers);
    }
    const auto uri = SipUri::parse(text);
    return uri ? std::optional(*uri) : std::nullopt;
}

bool isSameParty(const SipUri &a, const SipUri &b)
{
    return a.user() == b.user() && a.host() == b.host() && (!a.port() || !b.port() || a.port() == b.port());
}

QString legUri(const Dialog &dialog, LegRole leg)
{
    return leg == LegRole::Caller ? dialog.fromUri : dialog.toUri;
}

bool isSameDialog(const Dialog &a, const Dialog &b)
{
    return a.id.isEmpty() || b.id.isEmpty() ? a.callId == b.callId : a.id == b.id;
}

void merge(Dialog &known, const Dialog &seen)
{
    take(known.id, seen.id);
    known.state = std::max(known.state, seen.state);
    take(known.fromUri, seen.fromUri);
    take(known.toUri, seen.toUri);
    take(known.callerTag, seen.callerTag);
    take(known.callerContact, seen.callerContact);
    if (!seen.callees.isEmpty()) {
        known.callees = seen.callees;
    }
    known.startedAt = std::max(known.startedAt, seen.startedAt);
}

bool wasAnswered(const Dialog &dialog)
{
    return dialog.state == DialogState::Answered || dialog.state == DialogState::Confirmed
        || dialog.startedAt > 0;
}

bool isExpected(const ExpectedCall &expected, const Dialog &listed, bool named)
{
    const auto to = listedUri(listed.toUri);
    if (!to || !expected.target || !isSameParty(*to, *expected.target)
        || !isFromLeg(listed, expected.call, expected.leg)) {
        return false;
    }
    if (const auto osid = to->parameter(u"osid"_s)) {
        return !osid->isEmpty() && *osid == expected.call.id;
    }
    return named || expected.byReplaces;
}

} // namespace cordboard::opensips
