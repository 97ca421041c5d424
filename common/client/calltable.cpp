// SPDX-License-Identifier: Apache-2.0
#include "common/client/calltable.h"

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;
using Verdict = CallTable::Verdict;

bool isAtOrBefore(const protocol::StreamPosition &known, const QString &epoch, qint64 seq)
{
    return epoch == known.epoch && seq <= known.seq;
}

/// What is wrong with the changes, were they applied to these calls; empty: nothing.
QString flaw(const std::vector<protocol::CallChange> &changes, const QHash<CallId, LiveCall> &calls)
{
    QHash<CallId, bool> listed; // by the changes so far
    for (const protocol::CallChange &change : changes) {
        switch (change.op) {
        case ChangeOp::Set:
            if (!change.call) {
                return u"a change sets no call"_s;
            }
            listed.insert(change.call->id, true);
            break;
        case ChangeOp::Gone:
            if (!change.id) {
                return u"a change does not say which call is gone"_s;
            }
            if (!listed.value(*change.id, calls.contains(*change.id))) {
                return u"a call is gone that was not there"_s;
            }
            listed.insert(*change.id, false);
            break;
        }
    }
    return {};
}

} // namespace

CallTable::Outcome CallTable::broken(const QString &why)
{
    abandon();
    return {.verdict = Verdict::Broken, .why = why, .set = {}, .gone = {}, .ended = {}};
}

CallTable::Outcome CallTable::subscribed(const protocol::CallSubscribed &answer)
{
    if (answer.snapshot) {
        m_position.reset();
        m_pages.reset();
        return {};
    }
    if (!m_position || answer.epoch != m_position->epoch || answer.view != m_position->view
        || answer.seq < m_position->seq) {
        return broken(u"the subscription goes on from elsewhere"_s);
    }
    Outcome outcome;
    outcome.verdict = answer.seq == m_position->seq ? Verdict::Changed : Verdict::Ignored;
    return outcome;
}

CallTable::Outcome CallTable::apply(CallReading<protocol::CallsSnapshot> &&page)
{
    const protocol::CallsSnapshot &message = page.message;
    if (m_position && m_position->view == message.view
        && isAtOrBefore(*m_position, message.epoch, message.seq)) {
        return {};
    }
    if (m_pages && m_pages->position == protocol::StreamPosition{message.epoch, message.seq, message.view}) {
        if (message.page < m_pages->next) {
            return {};
        }
        return message.page == m_pages->next ? take(std::move(page))
                                             : broken(u"a page of the list is missing"_s);
    }
    if (message.page == 0) {
        m_position.reset();
        m_pages = Pages{{message.epoch, message.seq, message.view}, 0, {}};
        return take(std::move(page));
    }
    // Pages of a list that was given up already may still come.
    return m_position || m_pages ? broken(u"a page of another list came"_s) : Outcome{};
}

CallTable::Outcome CallTable::take(CallReading<protocol::CallsSnapshot> &&page)
{
    const bool last = page.message.last;
    ++m_pages->next;
    for (LiveCall &call : takeCalls(std::move(page))) {
        const CallId id = call.call.id;
        m_pages->calls.insert(id, std::move(call));
    }
    Outcome outcome;
    outcome.verdict = last ? Verdict::Reset : Verdict::Page;
    if (last) {
        m_calls = std::move(m_pages->calls);
        m_position = std::move(m_pages->position);
        m_pages.reset();
        m_hasList = true;
    }
    return outcome;
}

CallTable::Outcome CallTable::apply(CallReading<protocol::CallsChanged> &&reading)
{
    protocol::CallsChanged &message = reading.message;
    const auto *known = m_pages ? &m_pages->position : m_position ? &*m_position : nullptr;
    if (!known) {
        return {};
    }
    if (message.epoch == known->epoch && message.seq == known->seq && message.fromSeq == known->seq
        && message.changes.empty() && m_position) {
        return {.verdict = Verdict::Changed, .why = {}, .set = {}, .gone = {}, .ended = {}};
    }
    if (message.fromSeq > message.seq || (message.fromSeq == message.seq && !message.changes.empty())) {
        return broken(u"the changes and their numbers do not fit"_s);
    }
    if (isAtOrBefore(*known, message.epoch, message.seq)) {
        return {};
    }
    if (m_pages) {
        return broken(u"changes came between the pages of the list"_s);
    }
    if (message.epoch != known->epoch || message.fromSeq != known->seq) {
        return broken(u"changes are missing"_s);
    }
    if (const QString why = flaw(message.changes, m_calls); !why.isEmpty()) {
        return broken(why);
    }
    Outcome outcome;
    outcome.verdict = Verdict::Changed;
    QHash<CallId, bool> wasListed;
    QList<CallId> touched; // in the order of the message
    for (std::size_t i = 0; i < message.changes.size(); ++i) {
        protocol::CallChange &change = message.changes[i];
        const CallId id = change.op == ChangeOp::Set ? change.call->id : *change.id;
        if (!wasListed.contains(id)) {
            wasListed.insert(id, m_calls.contains(id));
            touched.append(id);
        }
        if (change.op == ChangeOp::Gone) {
            // The message that a call is gone follows the one that says how it ended, and mostly with it.
            const LiveCall last = m_calls.take(id);
            if (wasListed.value(id) && last.call.state == CallState::Ended) {
                outcome.ended.append(last);
            }
        } else {
            m_calls.insert(id,
                LiveCall{std::move(*change.call),
                    reading.unknownStates.empty() ? QString() : std::move(reading.unknownStates[i])});
        }
    }
    m_position->seq = message.seq;
    for (const CallId &id : std::as_const(touched)) {
        if (m_calls.contains(id)) {
            outcome.set.append(id);
        } else if (wasListed.value(id)) {
            outcome.gone.append(id);
        }
    }
    return outcome;
}

void CallTable::interrupted() { m_pages.reset(); }

void CallTable::abandon()
{
    m_position.reset();
    m_pages.reset();
}

} // namespace cordboard
