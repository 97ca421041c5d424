// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/connectors/opensips/management/dialoglist.h"
#include "tests/server/connectors/opensips/flows/flowprobe.h"
#include "tests/support/recording.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <functional>

namespace cordboard::tests {

/// Plays a recording to a flow: its events, its dialogs as the lists show them, and the answers to what the
/// flow sends: the recorded one where the recording has that request, else what a proxy in that state says.
class FlowReplay {
public:
    explicit FlowReplay(const Recording &recording)
        : m_recording(recording)
    {
        for (const RecordedEntry &entry : recording.entries) {
            if (entry.kind == RecordedEntry::Kind::MiAnswer
                && entry.method.startsWith(QStringLiteral("dlg_list")) && entry.outcome) {
                learn((*entry.outcome)[u"Dialogs"].toArray());
            }
        }
    }

    /// The entry with which the flow begins: the `which`th request of this method.
    [[nodiscard]] qsizetype indexOf(const QString &method, int which = 0) const
    {
        for (qsizetype i = 0; i < m_recording.entries.size(); ++i) {
            const RecordedEntry &entry = m_recording.entries[i];
            if (entry.kind == RecordedEntry::Kind::MiRequest && entry.method == method && which-- == 0) {
                return i;
            }
        }
        return -1;
    }
    [[nodiscard]] const RecordedEntry &at(qsizetype index) const { return m_recording.entries[index]; }

    /// Plays what comes before the flow begins; afterwards dialog() and known() say what the node has.
    void playUntil(qsizetype index)
    {
        m_next = index;
        for (qsizetype i = 0; i < index; ++i) {
            if (m_recording.entries[i].kind == RecordedEntry::Kind::Event) {
                static_cast<void>(decoded(m_recording.entries[i].text));
            }
        }
    }
    [[nodiscard]] opensips::Dialog dialog(const QString &callId) const
    {
        for (const auto &dialog : m_dialogs) {
            if (dialog.callId.text() == callId) {
                return dialog;
            }
        }
        return {};
    }
    [[nodiscard]] QSet<SipCallId> known() const
    {
        QSet<SipCallId> ids;
        for (const auto &dialog : m_dialogs) {
            ids.insert(dialog.callId);
        }
        return ids;
    }

    /// Plays the rest, then the end of the grace time. Where the recorder ended the call by hand, the flow is
    /// stopped.
    template <class State> void play(FlowProbe<State> &probe, StopReason reason = StopReason::Deadline)
    {
        bool isStopped = false;
        const auto stop = [&] {
            if (!std::exchange(isStopped, true)) {
                outcomeBeforeStop = probe.result();
                give(opensips::Stopped{reason}, probe);
            }
        };
        collect(probe);
        for (; m_next < m_recording.entries.size(); ++m_next) {
            const RecordedEntry &entry = m_recording.entries[m_next];
            answerUntil(entry.seconds, probe);
            m_now = entry.seconds;
            const bool isByHand = entry.method == QStringLiteral("dlg_end_dlg")
                || entry.method == QStringLiteral("ua_session_terminate");
            if (entry.kind == RecordedEntry::Kind::MiRequest && isByHand) {
                giveOverlapping(probe);
                stop();
            }
            if (entry.kind == RecordedEntry::Kind::Event) {
                for (const opensips::FlowEvent &event : decoded(entry.text)) {
                    give(event, probe);
                }
            } else if (entry.kind == RecordedEntry::Kind::MiAnswer) {
                const auto asked = std::find_if(m_open.begin(), m_open.end(),
                    [&](const Open &open) { return open.due < 0 && open.request.method == entry.method; });
                if (asked != m_open.end()) {
                    const int tag = asked->request.tag;
                    m_open.erase(asked);
                    give(answer(tag, entry.outcome), probe);
                }
            }
        }
        answerUntil(1e9, probe);
        stop();
        answerUntil(1e9, probe);
        give(opensips::GraceOver{}, probe);
    }

    QString outcomeBeforeStop; ///< "" when the deadline had to settle it

private:
    struct Open {
        opensips::SendMi request;
        double due = -1; ///< when to make an answer up; negative: the recording has one
    };
    static constexpr double roundTrip = 0.0005;

    void learn(const QJsonArray &rows)
    {
        for (const QJsonValue &row : rows) {
            if (const auto dialog = opensips::listedDialog(QJsonObject{{QStringLiteral("Dialog"), row}})) {
                m_listed.insert(dialog->id, *dialog);
            }
        }
    }
    static opensips::FlowEvent answer(int tag, const Result<QJsonValue> &outcome)
    {
        if (outcome) {
            return opensips::MiAnswered{tag, *outcome};
        }
        return opensips::MiFailed{tag, outcome.error()};
    }
    template <class State> void give(const opensips::FlowEvent &event, FlowProbe<State> &probe)
    {
        const std::size_t before = probe.log.size();
        probe.feed(event);
        collect(probe, before);
    }
    /// The recorder asked one thing after the other; an answer timed into the next request had come before
    /// it.
    template <class State> void giveOverlapping(FlowProbe<State> &probe)
    {
        for (qsizetype i = m_next; i < std::min(m_next + 3, m_recording.entries.size()); ++i) {
            const RecordedEntry &entry = m_recording.entries[i];
            const auto asked = std::find_if(m_open.begin(), m_open.end(), [&](const Open &open) {
                return open.due < 0 && open.request.wait == opensips::Wait::Moment
                    && entry.kind == RecordedEntry::Kind::MiAnswer && open.request.method == entry.method;
            });
            if (asked != m_open.end()) {
                const int tag = asked->request.tag;
                m_open.erase(asked);
                give(answer(tag, entry.outcome), probe);
            }
        }
    }
    /// The requests that the flow has made since.
    template <class State> void collect(FlowProbe<State> &probe, std::size_t from = 0)
    {
        for (std::size_t i = from; i < probe.log.size(); ++i) {
            if (const auto *send = std::get_if<opensips::SendMi>(&probe.log[i])) {
                const bool isRecorded = std::any_of(m_recording.entries.begin() + m_next,
                    m_recording.entries.end(), [&](const RecordedEntry &entry) {
                        return entry.kind == RecordedEntry::Kind::MiAnswer && entry.method == send->method
                            && hasSameTarget(entry, *send);
                    });
                const bool isOurs = send->method.startsWith(QStringLiteral("dlg_end"))
                    || send->method == QStringLiteral("ua_session_terminate");
                m_open.append({*send, isRecorded && !isOurs ? -1 : m_now + roundTrip});
            }
        }
    }
    static bool hasSameTarget(const RecordedEntry &entry, const opensips::SendMi &send)
    {
        const QString callid = QStringLiteral("callid");
        return entry.params.value(callid) == send.params.value(callid);
    }
    template <class State> void answerUntil(double seconds, FlowProbe<State> &probe)
    {
        for (;;) {
            const auto due = std::find_if(m_open.begin(), m_open.end(),
                [&](const Open &open) { return open.due >= 0 && open.due <= seconds; });
            if (due == m_open.end()) {
                return;
            }
            const opensips::SendMi request = due->request;
            m_now = std::max(m_now, due->due);
            m_open.erase(due);
            makeUp(request, probe);
        }
    }
    template <class State> void makeUp(const opensips::SendMi &request, FlowProbe<State> &probe)
    {
        const QString method = request.method;
        const QString name =
            request.params
                .value(method == QStringLiteral("dlg_end_dlg")     ? QStringLiteral("dialog_id")
                        : method.startsWith(QStringLiteral("ua_")) ? QStringLiteral("key")
                                                                   : QStringLiteral("callid"))
                .toString();
        const auto found =
            std::find_if(m_dialogs.begin(), m_dialogs.end(), [&](const opensips::Dialog &dialog) {
                return dialog.id == name || dialog.callId.text() == name;
            });
        const bool isGone = found == m_dialogs.end() || found->state == opensips::DialogState::Ended;
        if (method == QStringLiteral("ua_session_reply")) {
            return give(answer(request.tag, QJsonValue(QStringLiteral("OK"))), probe);
        }
        if (isGone) {
            return give(
                answer(request.tag, failure(Errc::RefusedByProxy, QStringLiteral("not found"), {}, 404)),
                probe);
        }
        if (method == QStringLiteral("dlg_list_ctx")) {
            const QJsonObject row{{QStringLiteral("ID"), found->id},
                {QStringLiteral("callid"), found->callId.text()},
                {QStringLiteral("state"), static_cast<int>(found->state)},
                {QStringLiteral("from_uri"), found->fromUri}, {QStringLiteral("to_uri"), found->toUri}};
            return give(answer(request.tag, QJsonValue(QJsonObject{{QStringLiteral("Dialog"), row}})), probe);
        }
        if (method == QStringLiteral("call_transfer")) {
            return give(
                answer(request.tag, failure(Errc::RefusedByProxy, QStringLiteral("pending"), {}, 491)),
                probe);
        }
        found->state = opensips::DialogState::Ended; // dlg_end_dlg, ua_session_terminate
        const opensips::Dialog ended = *found;
        give(answer(request.tag, QJsonValue(QStringLiteral("OK"))), probe);
        give(opensips::DialogSeen{ended}, probe);
    }

    /// An event, and for a dialog what the list shows of it; the listing's state is the event's.
    [[nodiscard]] std::vector<opensips::FlowEvent> decoded(const QByteArray &text)
    {
        const QJsonObject json = QJsonDocument::fromJson(text).object();
        const QJsonValue p = json.value(QStringLiteral("params"));
        const QString method = json.value(QStringLiteral("method")).toString();
        const auto word = [&](QStringView key) { return p[key].toString(); };
        if (method == QStringLiteral("E_DLG_STATE_CHANGED")) {
            auto &dialog = m_dialogs[word(u"id")];
            if (dialog.id.isEmpty()) {
                dialog = m_listed.value(word(u"id"));
                dialog.state = opensips::DialogState::Unconfirmed;
                dialog.startedAt = 0;
            }
            dialog.id = word(u"id");
            dialog.callId = SipCallId(word(u"callid"));
            dialog.state =
                std::max(dialog.state, static_cast<opensips::DialogState>(p[u"new_state"].toInt()));
            return {opensips::DialogSeen{dialog}};
        }
        if (method == QStringLiteral("E_CALL_TRANSFER")) {
            using S = opensips::TransferChanged::State;
            const QHash<QString, S> states{{QStringLiteral("start"), S::Start},
                {QStringLiteral("notify"), S::Notify}, {QStringLiteral("ok"), S::Ok},
                {QStringLiteral("fail"), S::Fail}};
            return {opensips::TransferChanged{.callId = SipCallId(word(u"callid")),
                .leg = word(u"leg"),
                .transferCallId = SipCallId(word(u"transfer_callid")),
                .destination = word(u"destination"),
                .state = states.value(word(u"state")),
                .status = word(u"status")}};
        }
        if (method == QStringLiteral("E_UA_SESSION")) {
            using T = opensips::SessionChanged::Type;
            const QHash<QString, T> types{{QStringLiteral("EARLY"), T::Early},
                {QStringLiteral("ANSWERED"), T::Answered}, {QStringLiteral("REJECTED"), T::Rejected},
                {QStringLiteral("UPDATED"), T::Updated}, {QStringLiteral("TERMINATED"), T::Terminated}};
            return {opensips::SessionChanged{.key = SipCallId(word(u"key")),
                .type = types.value(word(u"event_type"), T::Other),
                .status = p[u"status"].toInt(),
                .reason = word(u"reason"),
                .method = word(u"method")}};
        }
        return {};
    }

    const Recording &m_recording;
    QHash<QString, opensips::Dialog> m_listed; ///< by ID
    QHash<QString, opensips::Dialog> m_dialogs; ///< by ID, as far as the events have told
    QList<Open> m_open;
    qsizetype m_next = 0;
    double m_now = 0;
};

} // namespace cordboard::tests
