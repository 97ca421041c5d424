// SPDX-License-Identifier: Apache-2.0
#include "console/models/callstore.h"

#include <algorithm>
#include <utility>

namespace cordboard::console {
namespace {

using namespace Qt::StringLiterals;

bool isTransferring(const LiveCall &live)
{
    return std::any_of(live.call.commands.begin(), live.call.commands.end(), &isTransfer);
}

} // namespace

CallStore::CallStore(Clock clock, QObject *parent)
    : CallStore(std::move(clock), Options{}, parent)
{
}

CallStore::CallStore(Clock clock, const Options &options, QObject *parent)
    : QObject(parent)
    , m_clock(std::move(clock))
    , m_options(options)
{
    m_gather.setSingleShot(true);
    m_gather.setInterval(m_options.gatherFor);
    connect(&m_gather, &QTimer::timeout, this, &CallStore::flush);
    m_sweep.setSingleShot(true);
    connect(&m_sweep, &QTimer::timeout, this, &CallStore::sweep);
}

void CallStore::reset(const QHash<CallId, LiveCall> &calls)
{
    m_calls = calls;
    m_rows.clear();
    m_journeys.clear();
    m_nodes.clear();
    m_freeSlots.clear();
    m_slots = 0;
    m_touched.clear();
    m_removed.clear();
    m_ended.clear();
    m_live = 0;
    m_gather.stop();
    for (auto context = m_contexts.begin(); context != m_contexts.end();) {
        context->endedAt.reset();
        context = m_calls.contains(context.key()) ? std::next(context) : m_contexts.erase(context);
    }
    m_rows.reserve(calls.size());
    for (auto call = calls.cbegin(); call != calls.cend(); ++call) {
        rebuild(call.key());
    }
    Q_EMIT wasReset();
}

void CallStore::apply(const QList<LiveCall> &set, const QList<CallId> &gone)
{
    for (const LiveCall &live : set) {
        const CallId &id = live.call.id;
        m_calls.insert(id, live);
        if (live.call.state == CallState::Ended) {
            noteEnd(id);
        } else if (const auto context = m_contexts.find(id); context != m_contexts.end()) {
            context->endedAt.reset();
        }
        touch(id);
    }
    for (const CallId &id : gone) {
        if (m_calls.contains(id)) {
            noteEnd(id);
            touch(id);
        }
    }
}

void CallStore::noteCommand(const CommandState &command)
{
    const CallId &id = command.request.call;
    if (!m_calls.contains(id)) {
        return;
    }
    CallContext &context = m_contexts[id];
    context.isMine = true;
    switch (command.phase) {
    case CommandState::Phase::Running:
        context.running = command;
        context.failure.reset();
        break;
    case CommandState::Phase::Done:
        context.running.reset();
        break;
    case CommandState::Phase::Failed:
        context.running.reset();
        // Who cancelled it knows that it did not happen.
        if (command.error.code != Errc::Cancelled) {
            context.failure = command;
            context.failedAt = m_clock();
        }
        break;
    }
    touch(id);
}

void CallStore::dismissFailure(const CallId &call)
{
    const auto context = m_contexts.find(call);
    if (context != m_contexts.end() && context->failure) {
        context->failure.reset();
        touch(call);
    }
}

void CallStore::setMe(const QString &address)
{
    if (std::exchange(m_me, address) != address) {
        for (auto call = m_calls.cbegin(); call != m_calls.cend(); ++call) {
            touch(call.key());
        }
    }
}

void CallStore::touch(const CallId &call)
{
    m_touched.insert(call);
    if (!m_gather.isActive()) {
        m_gather.start();
    }
}

void CallStore::noteEnd(const CallId &call)
{
    CallContext &context = m_contexts[call];
    if (context.endedAt) {
        return;
    }
    context.endedAt = m_clock();
    m_ended.append({call, std::chrono::steady_clock::now() + m_options.keepEnded});
    if (!m_sweep.isActive()) {
        m_sweep.start(m_options.keepEnded);
    }
}

void CallStore::sweep()
{
    const auto now = std::chrono::steady_clock::now();
    qsizetype done = 0;
    while (done < m_ended.size() && m_ended[done].second <= now) {
        const CallId id = m_ended[done++].first;
        const auto context = m_contexts.constFind(id);
        // One that came back lives on.
        if (context == m_contexts.cend() || !context->endedAt) {
            continue;
        }
        if (const CallRowPtr row = m_rows.take(id)) {
            account(*row, -1);
            m_freeSlots.push_back(row->slot);
            m_removed.append(id);
        }
        m_calls.remove(id);
        m_contexts.remove(id);
        m_touched.remove(id);
    }
    m_ended.remove(0, done);
    if (!m_ended.isEmpty()) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(m_ended.first().second - now);
        m_sweep.start(std::max(left, std::chrono::milliseconds(1)));
    }
    if (!m_removed.isEmpty() && !m_gather.isActive()) {
        m_gather.start();
    }
}

void CallStore::rebuild(const CallId &call)
{
    const auto live = m_calls.constFind(call);
    if (live == m_calls.cend()) {
        return;
    }
    CallContext context = m_contexts.value(call);
    const bool transfers = isTransferring(*live);
    if (transfers != context.transferSince.has_value()) {
        context.transferSince = transfers ? std::optional(m_clock()) : std::nullopt;
        m_contexts[call].transferSince = context.transferSince;
    }
    context.isMine = context.isMine || isMine(*live);
    CallRow made = callRow(*live, context);
    CallRowPtr &known = m_rows[call];
    if (known && made.hasEnded()) {
        made.place = known->place;
    }
    made.slot = known ? known->slot : takeSlot();
    const CallRowPtr before = std::exchange(known, std::make_shared<const CallRow>(std::move(made)));
    account(*known, 1);
    if (before) {
        account(*before, -1);
    }
}

int CallStore::takeSlot()
{
    if (m_freeSlots.empty()) {
        return m_slots++;
    }
    const int slot = m_freeSlots.back();
    m_freeSlots.pop_back();
    return slot;
}

void CallStore::account(const CallRow &row, int by)
{
    if (row.hasEnded()) {
        return;
    }
    m_live += by;
    const NodeName &node = row.live.call.node;
    if ((m_nodes[node] += by) == 0) {
        m_nodes.remove(node);
    }
    const auto &journey = row.live.call.journey.value;
    if (journey && (m_journeys[*journey] += by) == 0) {
        m_journeys.remove(*journey);
    }
}

void CallStore::flush()
{
    m_gather.stop();
    const QSet<CallId> touched = std::exchange(m_touched, {});
    const QList<CallId> removed = std::exchange(m_removed, {});
    QList<CallRowPtr> set;
    set.reserve(touched.size());
    for (const CallId &call : touched) {
        rebuild(call);
        if (const CallRowPtr changed = row(call)) {
            set.append(changed);
        }
    }
    if (!set.isEmpty() || !removed.isEmpty()) {
        Q_EMIT changed(set, removed);
    }
}

bool CallStore::isMine(const LiveCall &live) const
{
    if (m_me.isEmpty()) {
        return false;
    }
    const auto fits = [this](const json::Nullable<protocol::Party> &party) {
        const QString key = party.value ? personKey(party.value->uri) : QString();
        return !key.isEmpty() && (key == m_me || key.section(u'@', 0, 0) == m_me);
    };
    return fits(live.call.caller) || fits(live.call.callee);
}

} // namespace cordboard::console
