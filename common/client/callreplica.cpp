// SPDX-License-Identifier: Apache-2.0
#include "common/client/callreplica.h"

#include <algorithm>

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr milliseconds firstPause = 1s;
constexpr milliseconds lastPause = 30s;
constexpr milliseconds answerDeadline = 10s;

milliseconds between(std::chrono::steady_clock::time_point from, std::chrono::steady_clock::time_point to)
{
    return std::chrono::duration_cast<milliseconds>(to - from);
}

} // namespace

CallReplica::CallReplica(ClientLink &link, const protocol::CallView &filter, QObject *parent)
    : CallReplica(link, filter, Options{}, parent)
{
}

CallReplica::CallReplica(
    ClientLink &link, const protocol::CallView &filter, const Options &options, QObject *parent)
    : QObject(parent)
    , m_link(link)
    , m_filter(filter)
    , m_options(options)
    , m_pause(firstPause)
{
    if (!m_options.steadyNow) {
        m_options.steadyNow = [] { return std::chrono::steady_clock::now(); };
    }
    if (!m_options.wallNow) {
        m_options.wallNow = [] { return QDateTime::currentDateTimeUtc(); };
    }
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &CallReplica::check);
    connect(&m_link, &ClientLink::stateChanged, this, &CallReplica::onLinkState);
    connect(&m_link, &ClientLink::notified, this, &CallReplica::onNotification);
    onLinkState(m_link.state());
}

const LiveCall *CallReplica::call(const CallId &id) const
{
    const auto found = m_table.calls().constFind(id);
    return found == m_table.calls().cend() ? nullptr : &*found;
}

std::optional<milliseconds> CallReplica::age() const
{
    return m_table.hasList() ? std::optional(between(m_trueAt, m_options.steadyNow())) : std::nullopt;
}

void CallReplica::onLinkState(ClientLink::State state)
{
    ++m_attempt;
    m_asking = false;
    m_proven = false;
    m_retryAt.reset();
    m_table.interrupted();
    if (state == ClientLink::State::Connected) {
        m_pause = firstPause;
        subscribe();
    }
    updateState();
}

void CallReplica::subscribe()
{
    m_retryAt.reset();
    m_asking = true;
    protocol::CallSubscribe request{{}, m_table.position()};
    if (m_filter != protocol::CallView{}) {
        request.filter = m_filter;
    }
    const int attempt = ++m_attempt;
    m_link.call(u"CallSubscribe"_s, json::encode(request), answerDeadline)
        .then(this, [this, attempt](const Result<QJsonValue> &answer) {
            if (attempt == m_attempt) {
                m_asking = false;
                onSubscribed(answer);
            }
        });
}

void CallReplica::onSubscribed(const Result<QJsonValue> &answer)
{
    if (!answer) {
        if (answer.error().code != Errc::LinkLost) {
            fail(answer.error());
        }
        return;
    }
    const auto subscribed = json::decode<protocol::CallSubscribed>(answer->toObject());
    if (!subscribed) {
        fail(Error{Errc::Internal,
            u"the answer to the subscription cannot be read: "_s + subscribed.error().message});
        return;
    }
    m_heardAt = m_options.steadyNow();
    act(m_table.subscribed(*subscribed));
}

void CallReplica::onNotification(const QString &method, const QJsonValue &params)
{
    if (m_asking || (method != "CallsSnapshot"_L1 && method != "CallsChanged"_L1)) {
        return;
    }
    const QJsonObject message = params.toObject();
    const bool couldGoOn = m_table.position().has_value();
    const auto outcome = apply(method, message);
    if (!outcome) {
        // One that comes while the stream is given up anyway is not news.
        if (!m_retryAt) {
            fail(Error{
                Errc::Internal, u"a message of %1 cannot be read: "_s.arg(method) + outcome.error().message});
        }
        return;
    }
    if (outcome->verdict == CallTable::Verdict::Ignored) {
        return;
    }
    if (outcome->verdict == CallTable::Verdict::Changed && couldGoOn) {
        m_pause = firstPause;
    }
    m_heardAt = m_options.steadyNow();
    const int attempt = m_attempt;
    act(*outcome);
    if (outcome->verdict != CallTable::Verdict::Broken && attempt == m_attempt) {
        Q_EMIT applied(method, message);
    }
}

Result<CallTable::Outcome> CallReplica::apply(const QString &method, const QJsonObject &params)
{
    if (method == "CallsSnapshot"_L1) {
        return readCallsSnapshot(params).map([this](auto page) { return m_table.apply(std::move(page)); });
    }
    return readCallsChanged(params).map([this](auto changes) {
        const QDateTime now = QDateTime::fromString(changes.message.now, Qt::ISODateWithMs);
        CallTable::Outcome outcome = m_table.apply(std::move(changes));
        if (outcome.verdict == CallTable::Verdict::Changed && now.isValid()) {
            m_offset = milliseconds(m_options.wallNow().msecsTo(now));
        }
        return outcome;
    });
}

void CallReplica::act(const CallTable::Outcome &outcome)
{
    switch (outcome.verdict) {
    case CallTable::Verdict::Ignored:
        break;
    case CallTable::Verdict::Page:
        m_retryAt.reset();
        break;
    case CallTable::Verdict::Broken:
        fail(Error{Errc::Internal, outcome.why});
        return;
    case CallTable::Verdict::Reset:
        confirmed();
        updateState();
        Q_EMIT reset();
        return;
    case CallTable::Verdict::Changed:
        confirmed();
        updateState();
        if (!outcome.ended.isEmpty()) {
            Q_EMIT ended(outcome.ended);
        }
        Q_EMIT changed(outcome.set, outcome.gone);
        return;
    }
    updateState();
}

void CallReplica::fail(const Error &error)
{
    if (error.code != Errc::Timeout && error.code != Errc::LimitReached) {
        m_table.abandon();
    }
    m_retryAt = m_options.steadyNow() + m_pause;
    m_pause = std::min(2 * m_pause, lastPause);
    arm();
    Q_EMIT faulted(error);
}

void CallReplica::confirmed()
{
    m_retryAt.reset();
    m_proven = true;
    m_trueAt = m_options.steadyNow();
}

void CallReplica::check()
{
    const Instant now = m_options.steadyNow();
    if (m_link.state() == ClientLink::State::Connected && !m_asking) {
        if (m_retryAt && *m_retryAt <= now) {
            subscribe();
        } else if (!m_retryAt && between(m_heardAt, now) >= m_options.silenceLimit) {
            m_heardAt = now;
            subscribe();
        }
    }
    updateState();
}

void CallReplica::updateState()
{
    const bool live = m_proven && between(m_trueAt, m_options.steadyNow()) <= m_options.staleAfter;
    const State state = !m_table.hasList() ? State::Empty : live ? State::Live : State::Stale;
    arm();
    if (std::exchange(m_state, state) != state) {
        Q_EMIT stateChanged(state);
    }
}

void CallReplica::arm()
{
    std::optional<Instant> due;
    const auto consider = [&due](Instant at) { due = due ? std::min(*due, at) : at; };
    if (m_proven && between(m_trueAt, m_options.steadyNow()) <= m_options.staleAfter) {
        consider(m_trueAt + m_options.staleAfter + 1ms);
    }
    if (m_link.state() == ClientLink::State::Connected && !m_asking) {
        consider(m_retryAt.value_or(m_heardAt + m_options.silenceLimit));
    }
    if (due) {
        m_timer.start(std::max(between(m_options.steadyNow(), *due) + 1ms, 1ms));
    } else {
        m_timer.stop();
    }
}

} // namespace cordboard
