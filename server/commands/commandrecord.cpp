// SPDX-License-Identifier: Apache-2.0
#include "server/commands/commandrecord.h"

namespace cordboard {

using namespace Qt::StringLiterals;
using protocol::CommandEvent;

std::optional<protocol::CommandError> CommandRecord::error() const
{
    return m_events.size() > 1 ? m_events[m_events.size() - 2].error : std::nullopt;
}

void CommandRecord::tellProgress(ProgressEvent event, const QJsonValue &data)
{
    if (m_ended || m_events.size() >= mostProgress) {
        return;
    }
    tell({cmdId, json::wireName(event), data.isUndefined() ? std::nullopt : std::optional(data), {}});
}

void CommandRecord::tellEnd(const std::optional<protocol::CommandError> &error)
{
    if (m_ended) {
        return;
    }
    // Both at once: a sink that looks at the record when it hears of the error sees a command that has ended.
    m_ended = true;
    endedAt = QDateTime::currentDateTimeUtc();
    if (error) {
        m_events.push_back({cmdId, u"Error"_s, QJsonValue(error->message), error});
    }
    tell({cmdId, u"Ended"_s, {}, {}});
}

void CommandRecord::attach(CommandSink *sink)
{
    detach(sink);
    m_attachments.append(std::make_shared<Attachment>(Attachment{sink, 0}));
    deliver();
}

void CommandRecord::detach(const CommandSink *sink)
{
    for (const auto &attachment : std::as_const(m_attachments)) {
        if (attachment->sink == sink) {
            attachment->sink = nullptr; // a delivery may be under way further up the stack
        }
    }
    m_attachments.removeIf([](const auto &attachment) { return !attachment->sink; });
}

void CommandRecord::tell(CommandEvent event)
{
    m_events.push_back(std::move(event));
    deliver();
}

void CommandRecord::deliver()
{
    // A sink may attach, detach, or make more events from within; the index keeps their order for everyone.
    const auto keep = shared_from_this();
    const auto attachments = m_attachments;
    for (const auto &attachment : attachments) {
        while (attachment->sink && attachment->next < m_events.size()) {
            const CommandEvent event = m_events[attachment->next++];
            attachment->sink->deliver(method, event);
        }
    }
    if (m_ended) {
        m_attachments.removeIf(
            [this](const auto &attachment) { return attachment->next == m_events.size(); });
    }
}

} // namespace cordboard
