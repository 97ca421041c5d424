// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/dialogs/partybook.h"

#include "common/core/sipuri.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cordboard::opensips {
namespace {

constexpr qsizetype longestText = 512;

QString cut(const QString &text) { return text.left(longestText); }

size_t indexOf(LegRole leg) { return leg == LegRole::Caller ? 0 : 1; }

/// As the addresses of listed dialogs are shown: who, not how to reach them.
QString party(const QString &uri)
{
    const auto parsed = SipUri::parse(uri);
    return parsed ? parsed->addressOfRecord() : uri;
}

void fill(QString &target, const QString &value)
{
    if (target.isEmpty()) {
        target = value;
    }
}

/// Splits at a character outside of quotes.
QStringList splitUnquoted(const QString &text, QChar separator)
{
    QStringList parts{QString()};
    bool quoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (quoted && c == u'\\' && i + 1 < text.size()) {
            parts.last() += c;
            parts.last() += text.at(++i);
            continue;
        }
        quoted = quoted != (c == u'"');
        if (c == separator && !quoted) {
            parts.append(QString());
        } else {
            parts.last() += c;
        }
    }
    return parts;
}

QString unquoted(const QString &value)
{
    if (value.size() < 2 || !value.startsWith(u'"') || !value.endsWith(u'"')) {
        return value;
    }
    QString text;
    for (qsizetype i = 1; i < value.size() - 1; ++i) {
        if (value.at(i) == u'\\' && i + 2 < value.size()) {
            ++i;
        }
        text += value.at(i);
    }
    return text;
}

} // namespace

bool PartyBook::note(const QString &dialogId, const ScriptEvent::Invite &invite, Time now)
{
    Parties parties{cut(invite.from), cut(invite.fromName), cut(invite.to), cut(invite.toName),
        cut(invite.requestUri), cut(invite.contact)};
    Entry &entry = m_ended.find(dialogId) ? m_ended.touch(dialogId, now) : m_calls.touch(dialogId, now);
    if (entry.parties == parties) {
        return false;
    }
    entry.parties = std::move(parties);
    return true;
}

bool PartyBook::note(const QString &dialogId, const ScriptEvent::Failed &failed, Time now)
{
    const QString code = failed.code > 0 ? QString::number(failed.code) : QString();
    end(dialogId, refuserOf(failed.code), QString(code + u' ' + failed.reason).trimmed(), now);
    return false;
}

bool PartyBook::note(const QString &dialogId, const ScriptEvent::Bye &bye, Time now)
{
    const EndedBy by = bye.side == LegRole::Caller ? EndedBy::Caller : EndedBy::Callee;
    end(dialogId, by, reasonText(bye.reason), now);
    return false;
}

bool PartyBook::note(const QString &dialogId, const ScriptEvent::Hold &hold, Time now)
{
    const size_t own = indexOf(hold.side);
    const size_t other = 1 - own;
    HeldLegs held;
    switch (hold.direction) {
    case ScriptEvent::Direction::SendRecv: // the answer may hold the other way: only the listing tells
        held[other] = false;
        break;
    case ScriptEvent::Direction::SendOnly:
        held[other] = true;
        break;
    case ScriptEvent::Direction::RecvOnly: // can only be answered by one that sends and does not receive
        held[own] = true;
        held[other] = false;
        break;
    case ScriptEvent::Direction::Inactive: // can only be answered by inactive (RFC 3264 section 6.1)
        held[own] = true;
        held[other] = true;
        break;
    }
    m_holds.touch(dialogId, now) = held;
    return true;
}

void PartyBook::end(const QString &dialogId, std::optional<EndedBy> by, const QString &reason, Time now)
{
    if (const Entry *known = m_ended.find(dialogId); known && known->hasEnded) {
        return; // both sides hang up at once, or an event is doubled: the first one was in time
    }
    Entry entry = m_calls.take(dialogId);
    entry.endedBy = by;
    entry.reason = cut(reason);
    entry.hasEnded = true;
    m_ended.touch(dialogId, now) = std::move(entry);
}

void PartyBook::apply(const QString &dialogId, CallInfo &info) const
{
    if (const HeldLegs *held = m_holds.find(dialogId)) {
        applyHold(*held, info);
    }
    const Entry *entry = find(dialogId);
    if (!entry) {
        return;
    }
    if (info.kind != CallKind::Setup) {
        fill(info.caller, party(entry->parties.from));
        fill(info.callee, party(entry->parties.to));
        fill(info.callerName, entry->parties.fromName);
        fill(info.calleeName, entry->parties.toName);
        for (Leg &leg : info.legs) {
            if (leg.role == LegRole::Caller) {
                fill(leg.contact, entry->parties.contact);
            }
        }
    }
    if (info.state == CallState::Ended && entry->hasEnded && !info.endedBy) {
        info.endedBy = entry->endedBy;
        fill(info.reason, entry->reason);
    }
}

void PartyBook::applyHold(const HeldLegs &held, CallInfo &info)
{
    for (Leg &leg : info.legs) {
        const std::optional<bool> told = held.at(indexOf(leg.role));
        if (told == true && !leg.heldBy) {
            leg.heldBy = HeldBy::Phone;
        } else if (told == false && leg.heldBy == HeldBy::Phone) {
            leg.heldBy.reset();
        }
    }
    if (info.state == CallState::Answered || info.state == CallState::Held) {
        const bool isHeld = std::any_of(
            info.legs.begin(), info.legs.end(), [](const Leg &leg) { return leg.heldBy.has_value(); });
        info.state = isHeld ? CallState::Held : CallState::Answered;
    }
}

const PartyBook::Entry *PartyBook::find(const QString &dialogId) const
{
    const Entry *ended = m_ended.find(dialogId);
    return ended ? ended : m_calls.find(dialogId);
}

const PartyBook::Parties *PartyBook::parties(const QString &dialogId) const
{
    const Entry *entry = find(dialogId);
    return entry ? &entry->parties : nullptr;
}

QStringList PartyBook::expire(Time now)
{
    m_calls.expire(now);
    m_ended.expire(now);
    return m_holds.expire(now);
}

void PartyBook::bury(const QString &dialogId, Time now)
{
    m_holds.take(dialogId);
    if (m_calls.find(dialogId)) {
        m_ended.touch(dialogId, now) = m_calls.take(dialogId);
    }
}

void PartyBook::clear()
{
    m_calls.clear();
    m_ended.clear();
    m_holds.clear();
}

QString reasonText(const QString &header)
{
    const QString first = splitUnquoted(header, u',').first().trimmed();
    QStringList parts = splitUnquoted(first, u';');
    const QString protocol = parts.takeFirst().trimmed();
    QStringList words;
    if (protocol.compare("SIP"_L1, Qt::CaseInsensitive) != 0) {
        words.append(protocol);
    }
    QString cause;
    QString text;
    for (const QString &part : std::as_const(parts)) {
        const QString name = part.section(u'=', 0, 0).trimmed().toLower();
        const QString value = part.section(u'=', 1).trimmed();
        if (name == "cause"_L1) {
            cause = value;
        } else if (name == "text"_L1) {
            text = unquoted(value);
        }
    }
    if (cause.isEmpty() && text.isEmpty()) {
        return first;
    }
    for (const QString &word : {cause, text}) {
        if (!word.isEmpty()) {
            words.append(word);
        }
    }
    return words.join(u' ');
}

std::optional<EndedBy> refuserOf(int code)
{
    switch (code) {
    case 0:
        return std::nullopt;
    case 487:
        return EndedBy::Caller;
    case 415:
    case 480:
    case 486:
    case 488:
        return EndedBy::Callee;
    default:
        return code < 400 || code >= 600 ? EndedBy::Callee : EndedBy::Proxy;
    }
}

} // namespace cordboard::opensips
