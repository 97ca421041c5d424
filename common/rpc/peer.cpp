// SPDX-License-Identifier: Apache-2.0
#include "common/rpc/peer.h"

#include "common/core/overloaded.h"

#include <QTimerEvent>

#include <optional>
#include <utility>
#include <vector>

namespace cordboard::rpc {

using namespace Qt::StringLiterals;

/// What responders hold of their peer: they may outlive it, and its transport.
struct Peer::Line {
    Peer *peer; ///< null once nobody listens
    int unanswered = 0;
};

/// The answer to one frame, growing until its last part is there. Shared by the responders of the frame.
struct Peer::Reply {
    std::shared_ptr<Line> line;
    bool isBatch = false;
    QByteArrayList parts = {}; ///< one for each answer, in the order of the requests
    qsizetype missing = 0;
    std::vector<std::function<void()>> afterSent = {};

    /// \returns where the answer belongs
    qsizetype reserve()
    {
        ++missing;
        parts.append(QByteArray());
        return parts.size() - 1;
    }

    void put(qsizetype at, QByteArray message, std::function<void()> after)
    {
        parts[at] = std::move(message);
        if (after) {
            afterSent.push_back(std::move(after));
        }
        if (--missing > 0) {
            return;
        }
        if (line->peer) {
            line->peer->send(isBatch ? encodeBatch(parts) : parts.constFirst());
        }
        for (const auto &run : std::exchange(afterSent, {})) {
            run();
        }
    }
};

Peer::Peer(const Dispatcher &dispatcher, Sender sender, QObject *context, QObject *parent)
    : QObject(parent)
    , m_dispatcher(dispatcher)
    , m_sender(std::move(sender))
    , m_context(context)
    , m_line(std::make_shared<Line>(Line{this}))
{
    Q_ASSERT(m_sender);
}

Peer::~Peer()
{
    linkLost();
    m_line->peer = nullptr;
}

int Peer::unanswered() const noexcept { return m_line->unanswered; }

void Peer::send(const QByteArray &frame)
{
    // A copy, since the sender may destroy the peer that it belongs to.
    const Sender sender = m_sender;
    sender(frame);
}

void Peer::receive(const QByteArray &bytes)
{
    Result<Frame> frame = parse(bytes, m_limits);
    if (!frame) {
        send(encodeError(QJsonValue::Null, frame.error()));
        return;
    }
    const auto reply = std::make_shared<Reply>(Reply{.line = m_line, .isBatch = frame->isBatch});
    // All answers of the frame are reserved before the first handler runs: one that answers at once must not
    // find the batch complete too early. What is not served, since the link is gone, answers by itself.
    std::vector<std::optional<Responder>> responders;
    responders.reserve(frame->items.size());
    for (const Item &item : frame->items) {
        responders.emplace_back();
        if (const auto *request = std::get_if<Request>(&item)) {
            responders.back().emplace([reply, at = reply->reserve(), id = request->id](Answer answer) {
                QByteArray message = answer.outcome
                    ? encodeResult(id, *answer.outcome)
                    : encodeError(id, answer.outcome.error(), answer.errorData);
                reply->put(at, std::move(message), std::move(answer.afterSent));
            });
        } else if (const auto *invalid = std::get_if<Invalid>(&item)) {
            responders.back().emplace([reply, at = reply->reserve(), id = invalid->id](Answer answer) {
                reply->put(at, encodeError(id, answer.outcome.error()), {});
            });
        }
    }
    for (std::size_t i = 0; i < frame->items.size() && reply->line->peer == this; ++i) {
        std::visit(Overloaded{
                       [&](Request &request) { serve(std::move(request), *std::move(responders[i])); },
                       [&](const Notification &notification) { serve(notification); },
                       [&](Invalid &invalid) { responders[i]->fail(std::move(invalid.error)); },
                       [&](Response &response) {
                           if (response.id.isDouble()) {
                               settle(response.id.toInteger(), std::move(response.outcome));
                           }
                       },
                   },
            frame->items[i]);
    }
}

void Peer::serve(Request request, Responder responder)
{
    if (m_limits.maxUnanswered > 0 && m_line->unanswered >= m_limits.maxUnanswered) {
        responder.fail(Error{
            Errc::LimitReached, u"at most %1 requests may wait for an answer"_s.arg(m_limits.maxUnanswered)});
        return;
    }
    ++m_line->unanswered;
    auto shared = std::make_shared<Responder>(std::move(responder));
    Responder counted([line = m_line, shared](Answer answer) {
        --line->unanswered;
        if (answer.outcome) {
            shared->respond(*std::move(answer.outcome), std::move(answer.afterSent));
        } else {
            shared->fail(
                std::move(answer.outcome).error(), std::move(answer.errorData), std::move(answer.afterSent));
        }
    });
    m_dispatcher.dispatch(*this, request.method, request.params, std::move(counted));
}

void Peer::serve(const Notification &notification)
{
    if (!m_dispatcher.contains(notification.method)) {
        Q_EMIT notified(notification.method, notification.params);
        return;
    }
    m_dispatcher.dispatch(*this, notification.method, notification.params, Responder([](Answer answer) {
        if (answer.afterSent) {
            answer.afterSent();
        }
    }));
}

Task<QJsonValue> Peer::call(
    const QString &method, const QJsonValue &params, std::chrono::milliseconds deadline)
{
    Q_ASSERT(deadline.count() > 0);
    const qint64 id = ++m_lastId;
    Promise<QJsonValue> promise;
    Task<QJsonValue> task = promise.task();
    const int timer = startTimer(deadline);
    m_timers.insert(timer, id);
    m_pending.emplace(id, Pending{std::move(promise), timer});
    send(encodeRequest(id, method, params));
    return task;
}

void Peer::notify(const QString &method, const QJsonValue &params)
{
    send(encodeNotification(method, params));
}

void Peer::settle(qint64 id, Result<QJsonValue> outcome)
{
    auto entry = m_pending.extract(id);
    if (entry.empty()) {
        return;
    }
    killTimer(entry.mapped().timer);
    m_timers.remove(entry.mapped().timer);
    entry.mapped().promise.finish(std::move(outcome));
}

void Peer::linkLost()
{
    std::exchange(m_line, std::make_shared<Line>(Line{this}))->peer = nullptr;
    for (auto it = m_timers.cbegin(); it != m_timers.cend(); ++it) {
        killTimer(it.key());
    }
    m_timers.clear();
    // A continuation may call again, or destroy this peer.
    auto pending = std::exchange(m_pending, {});
    for (auto &[id, call] : pending) {
        call.promise.finish(failure(Errc::LinkLost, u"the connection was lost"_s));
    }
}

void Peer::timerEvent(QTimerEvent *event)
{
    const auto found = m_timers.constFind(event->timerId());
    if (found == m_timers.cend()) {
        QObject::timerEvent(event);
        return;
    }
    settle(*found, failure(Errc::Timeout, u"no answer within the deadline"_s));
}

} // namespace cordboard::rpc
