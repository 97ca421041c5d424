// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/dialogs/journeylinks.h"

#include <QCryptographicHash>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cordboard::opensips {
namespace {

constexpr qsizetype refersOfOneTarget = 16;
constexpr std::chrono::seconds dialingTakes{60};
constexpr std::chrono::seconds dialingAtOnceTakes{5};

/// As the calls of several nodes with one Call-ID get it: the same on every Cordboard and after every
/// restart.
JourneyId journeyOfCallId(const SipCallId &callId)
{
    const QByteArray hash = QCryptographicHash::hash(callId.text().toUtf8(), QCryptographicHash::Sha1);
    return JourneyId(u"callid-"_s + QString::fromLatin1(hash.toHex().left(16)));
}

QStringList addresses(const QStringList &uris)
{
    QStringList result;
    for (const QString &uri : uris) {
        if (const QString address = comparableAddress(uri); !address.isEmpty()) {
            result.append(address);
        }
    }
    return result;
}

/// The values of to-tag and from-tag (RFC 3891 section 6.1).
QStringList replacedTags(const QString &replaces)
{
    QStringList tags;
    const QStringList parameters = replaces.split(u';').mid(1);
    for (const QString &parameter : parameters) {
        const QString name = parameter.section(u'=', 0, 0).trimmed().toLower();
        if (name == "to-tag"_L1 || name == "from-tag"_L1) {
            tags.append(parameter.section(u'=', 1).trimmed());
        }
    }
    return tags;
}

} // namespace

QStringList JourneyLinks::referred(const LinkedCall &old, LegRole side, const QString &referTo, Time now)
{
    expire(now);
    const QString target = comparableAddress(referTo);
    if (target.isEmpty()) {
        return {};
    }
    QStringList changed;
    QStringList callers = addresses(old.callerUris);
    QStringList callees = addresses(old.calleeUris);
    if (side == LegRole::Callee) {
        callers.swap(callees);
    }
    const auto early = takeEarly(target, callers);
    JourneyId journey = !old.journey.isEmpty() ? old.journey : journeyOf(old.dialogId);
    if (journey.isEmpty()) {
        journey = early ? journeyOf(early->dialog) : JourneyId();
        journey = journey.isEmpty() ? journeyOfCallId(old.callId) : journey;
        give(old.dialogId, journey, changed, now);
    }
    if (early) {
        give(early->dialog, journey, changed, now);
    }
    QList<Refer> &refers = m_refers.touch(target, now);
    refers.removeIf(
        [&](const Refer &one) { return one.oldDialog == old.dialogId || now - one.since >= dialingTakes; });
    if (refers.size() >= refersOfOneTarget) {
        refers.removeFirst();
    }
    refers.append({old.dialogId, callers, callees, journey, early ? early->callId : SipCallId(), now});
    return changed;
}

QStringList JourneyLinks::invited(const SipCallId &callId, const QString &dialogId,
    const ScriptEvent::Invite &invite, const QList<LinkedCall> &replaced, Time now)
{
    expire(now);
    QStringList changed;
    JourneyId journey = referrersJourney(callId, invite, now);
    if (journey.isEmpty()) {
        noteEarly(callId, dialogId, invite, now);
    }
    const QStringList tags = replacedTags(invite.replaces);
    for (const LinkedCall &old : replaced) {
        if (old.callerTag.isEmpty() || !tags.contains(old.callerTag) || old.dialogId == dialogId) {
            continue;
        }
        const JourneyId known = !old.journey.isEmpty() ? old.journey : journeyOf(old.dialogId);
        if (const JourneyId *expected = m_expected.find(old.dialogId)) {
            journey = *expected;
        } else if (journey.isEmpty()) {
            journey = known.isEmpty() ? journeyOfCallId(old.callId) : known;
        }
        if (known.isEmpty()) {
            give(old.dialogId, journey, changed, now);
        }
    }
    if (!journey.isEmpty()) {
        give(dialogId, journey, changed, now);
    }
    return changed;
}

JourneyId JourneyLinks::referrersJourney(const SipCallId &callId, const ScriptEvent::Invite &invite, Time now)
{
    const QString referrer = comparableAddress(invite.referredBy);
    const QString from = comparableAddress(invite.from);
    const auto fits = [&](const Refer &refer) {
        const auto age = now - refer.since;
        return invite.referredBy.isEmpty() ? age < dialingAtOnceTakes && refer.referees.contains(from)
                                           : age < dialingTakes && refer.referrers.contains(referrer);
    };
    Refer *found = nullptr;
    bool isHis = false; // it was the caller who was sent: of two REFERs of one phone to one target that one
    for (const QString &uri : {invite.requestUri, invite.to}) {
        // Touching would keep a target young that strangers call.
        QList<Refer> *const refers = m_refers.edit(comparableAddress(uri));
        if (!refers) {
            continue;
        }
        for (Refer &refer : *refers) {
            // One REFER makes one call, whose INVITE comes again if it is challenged.
            if (refer.newCall == callId) {
                return refer.journey;
            }
            const bool sentHim = refer.referees.contains(from);
            if (refer.newCall.isEmpty() && fits(refer) && (!found || (sentHim && !isHis))) {
                found = &refer;
                isHis = sentHim;
            }
        }
    }
    if (!found) {
        return {};
    }
    found->newCall = callId;
    return found->journey;
}

void JourneyLinks::noteEarly(
    const SipCallId &callId, const QString &dialogId, const ScriptEvent::Invite &invite, Time now)
{
    const QString target = comparableAddress(invite.requestUri);
    const QString referrer = comparableAddress(invite.referredBy);
    if (target.isEmpty() || referrer.isEmpty()) {
        return;
    }
    QList<Early> &early = m_early.touch(target, now);
    early.removeIf([&](const Early &one) { return one.dialog == dialogId; });
    if (early.size() >= refersOfOneTarget) {
        early.removeFirst();
    }
    early.append({dialogId, callId, referrer});
}

std::optional<JourneyLinks::Early> JourneyLinks::takeEarly(
    const QString &target, const QStringList &referrers)
{
    QList<Early> *const early = m_early.edit(target);
    if (!early) {
        return std::nullopt;
    }
    for (qsizetype i = 0; i < early->size(); ++i) {
        if (referrers.contains(early->at(i).referrer)) {
            return early->takeAt(i);
        }
    }
    return std::nullopt;
}

void JourneyLinks::give(const QString &dialogId, const JourneyId &journey, QStringList &changed, Time now)
{
    JourneyId &known = m_journeys.touch(dialogId, now);
    if (known.isEmpty()) {
        known = journey;
        changed.append(dialogId);
    }
}

void JourneyLinks::bury(const QString &dialogId, const JourneyId &journey, Time now)
{
    m_expected.take(dialogId);
    if (!journey.isEmpty()) {
        m_journeys.touch(dialogId, now) = journey;
    }
}

JourneyId JourneyLinks::journeyOf(const QString &dialogId) const
{
    const JourneyId *known = m_journeys.find(dialogId);
    return known ? *known : JourneyId();
}

void JourneyLinks::expire(Time now)
{
    m_journeys.expire(now);
    m_refers.expire(now);
    m_early.expire(now);
    m_expected.expire(now);
}

void JourneyLinks::clear()
{
    m_journeys.clear();
    m_refers.clear();
    m_early.clear();
    m_expected.clear();
}

SipCallId replacedCallId(const QString &replaces)
{
    return SipCallId(replaces.section(u';', 0, 0).trimmed());
}

QString comparableAddress(const QString &text)
{
    QString uri = text.trimmed();
    if (const qsizetype open = uri.lastIndexOf(u'<'); open >= 0) {
        const qsizetype close = uri.indexOf(u'>', open);
        if (close < 0) {
            return {};
        }
        uri = uri.mid(open + 1, close - open - 1);
    }
    const qsizetype colon = uri.indexOf(u':');
    const QString scheme = uri.left(std::max<qsizetype>(colon, 0)).toLower();
    if (scheme != "sip"_L1 && scheme != "sips"_L1) {
        return {};
    }
    uri.remove(0, colon + 1);
    // The user part comes first: `;` and `?` may be in it, and another `@` in the headers.
    const qsizetype at = uri.indexOf(u'@');
    const QString user = at < 0 ? QString() : uri.left(at).section(u':', 0, 0);
    QString host = uri.mid(at + 1);
    const qsizetype hostEnd = host.startsWith(u'[') ? host.indexOf(u']') + 1 : 0;
    const auto isDelimiter = [](QChar c) { return c == u':' || c == u';' || c == u'?'; };
    const auto end = std::find_if(host.cbegin() + hostEnd, host.cend(), isDelimiter);
    host.truncate(end - host.cbegin());
    if (host.isEmpty()) {
        return {};
    }
    return QUrl::fromPercentEncoding(user.toUtf8()) + u'@' + host.toLower();
}

} // namespace cordboard::opensips
