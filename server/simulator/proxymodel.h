// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/simulator/dialogtable.h"
#include "server/simulator/phonebook.h"
#include "server/simulator/scheduler.h"
#include "server/simulator/versionquirks.h"

#include <QRandomGenerator>

#include <functional>
#include <map>

namespace cordboard::simulator {

/// Who is to be replaced by a call (RFC 3891): an INVITE's Replaces header.
struct Replaced {
    QString callId;
    QString toTag; ///< of the phone that gets the INVITE
    QString fromTag;
};

/// A REFER, or no REFER at all.
struct Refer {
    QString to = {}; ///< the URI of its Refer-To, with headers
    QString by = {}; ///< the phone that sent it; empty: the proxy
};

/// An INVITE that starts a dialog.
struct Invite {
    QString callId = {}; ///< empty: a new one
    QString requestUri = {};
    QString fromUri = {};
    QString toUri = {};
    QString fromName = {}; ///< display names, without quotes
    QString toName = {};
    QString referredBy = {}; ///< value of the header
    QString referredIn = {}; ///< the Call-ID of the dialog in which a REFER asked for it; empty: nobody did
    Leg caller = {}; ///< without a tag: a new one
    std::optional<Replaced> replaced = {};
    bool isSession = false;
    /// What the caller's side gets: provisional and final answers. isLocal: made by the proxy itself.
    std::function<void(int status, const QString &reason, bool isLocal)> onReply = {};
};

/// A session of `ua_session_client_start` (b2b_entities).
struct UaSession {
    QString key; ///< its Call-ID
    quint64 dialog = 0;
    qint64 number = 0; ///< `dlg`
    int state = 1; ///< 1 new, 2 early, 3 terminated, 5 established
    int lastMethod = 1; ///< 1 INVITE, 2 CANCEL, 4 ACK (the bits of `last_method`)
    QString fromUri;
    QString toUri;
    QString fromTag;
    QString toTag;
    QString route;
    QString contact;
    bool withBody = false; ///< flag "b"
    bool notifyPending = false; ///< a NOTIFY waits for ua_session_reply (fact 39)
};

/// How an in-dialog request ended. isLocal: nobody answered, the status is the proxy's own.
using RequestDone = std::function<void(int status, const QString &reason, bool isLocal)>;

/// A proxy and the calls through it, without a wire: dialogs, transfers, holds and sessions, and what their
/// phones do. Everything that a phone does happens by the scheduler, never within a call. One thread.
class ProxyModel {
public:
    struct Timing {
        std::chrono::milliseconds noReply = std::chrono::seconds(5); ///< fr_timeout of tm
        std::chrono::milliseconds noAnswer = std::chrono::seconds(60); ///< fr_inv_timeout of tm
        std::chrono::milliseconds endedListed =
            std::chrono::seconds(3); ///< how long an ended dialog is listed
        std::chrono::milliseconds noAck =
            std::chrono::seconds(32); ///< how long a phone waits for an ACK (RFC 3261 13.3.1.4)
    };
    /// What the simulator does on the model's behalf.
    struct Hooks {
        std::function<void(const QString &event, const WireValue &params)> raise;
        std::function<void()> crash; ///< the process has hit its bug (fact 33)
        /// E_CORDBOARD of the script (fact 43); empty: the script does not raise it.
        std::function<void(const WireValue &params)> tell = {};
        /// Whether anybody has subscribed to that.
        std::function<bool()> listens = {};
        /// A call comes of another one, by REFER or Replaces.
        std::function<void(const QString &callId, const QString &from, bool byPhone)> followed = {};
    };

    ProxyModel(const VersionQuirks &quirks, QString domain, quint32 seed, Timing timing, Scheduler &scheduler,
        Phonebook &phones, Hooks hooks);

    /// Forgets all calls and sessions, without a word to anybody.
    void clear();

    [[nodiscard]] DialogTable &dialogs() noexcept { return m_dialogs; }
    [[nodiscard]] Phonebook &phones() noexcept { return m_phones; }
    [[nodiscard]] Scheduler &scheduler() noexcept { return m_scheduler; }
    [[nodiscard]] const VersionQuirks &quirks() const noexcept { return m_quirks; }
    [[nodiscard]] const QString &domain() const noexcept { return m_domain; }
    [[nodiscard]] QString addressOf(const QString &phone) const;
    [[nodiscard]] QString randomHex(int digits);
    [[nodiscard]] qint64 earlyDialogs() const noexcept { return m_early; }
    [[nodiscard]] qint64 activeDialogs() const noexcept { return m_active; }
    [[nodiscard]] qint64 processedDialogs() const noexcept { return m_processed; }
    [[nodiscard]] qint64 failedDialogs() const noexcept { return m_failed; } ///< never answered

    // Calls (proxymodel.cpp)
    /// The new dialog is there at once; everybody else acts later.
    quint64 invite(Invite invite);
    /// A call that is up already, and nobody is told: what was there before the world began.
    quint64 placeEstablished(const QString &caller, const QString &callee, qint64 startedAt);
    /// A phone calls. \returns the Call-ID.
    QString placeCall(const QString &caller, const QString &uri);
    /// A phone takes a call that rings, or refuses it; false when it has none.
    bool answer(const QString &phone, const QString &callId);
    bool refuse(const QString &phone, const QString &callId, int status = 486);
    /// A phone gives up or ends a call; false when it has none. \a reason  of its BYE (RFC 3326)
    bool hangUp(const QString &phone, const QString &callId, const QString &reason = {});
    /// A phone holds a call by itself, or resumes it: shows in the SDP (fact 41), and the script tells.
    bool holdByPhone(const QString &phone, const QString &callId, bool hold);
    /// A phone sends the other one to \a uri by a REFER of its own; false when it has no such call that is
    /// up. The call stays until the new one is answered, and for good if that fails.
    bool transferByPhone(const QString &phone, const QString &callId, const QString &uri);
    /// A phone joins the other ends of two of its calls (RFC 5589 section 7); false when it has not both.
    bool attendedTransferByPhone(
        const QString &phone, const QString &callId, const QString &consultationCallId);
    /// Ends a dialog in any state, as dlg_end_dlg does.
    void end(quint64 key);

    // Requests within a dialog, transfers (proxytransfers.cpp)
    /// Sends REFER, INVITE, OPTIONS... to one side.
    void send(quint64 key, Side to, const QString &method, const Refer &refer, const RequestDone &done);
    /// call_transfer: marks the dialog and sends the REFER. False: it was transferred before (491, fact 30).
    bool transfer(Dialog &dialog, Side side, const QString &referTo);
    /// A side has agreed to an offer of dlg_send_sequential, which stops its media or lets it flow.
    void agreed(quint64 key, Side side, bool stops);

    // Holds (proxyholds.cpp)
    enum class HoldResult { Sent, Nothing };
    HoldResult hold(Dialog &dialog, int callerMode, int calleeMode);
    HoldResult unhold(Dialog &dialog, int callerMode, int calleeMode);

    // Sessions (proxysessions.cpp)
    /// \a to and \a from: "name,uri" or the URI alone
    QString startSession(const QString &requestUri, const QString &to, const QString &from,
        const QString &body, const QString &flags);
    bool endSession(const QString &key);
    bool replyInSession(const QString &key);
    [[nodiscard]] const std::map<QString, UaSession> &sessions() const noexcept { return m_sessions; }

private:
    void setState(Dialog &dialog, Dialog::State state);
    void deliver(quint64 key, const std::optional<Replaced> &replaced);
    void ring(quint64 key);
    void accept(quint64 key);
    void reject(quint64 key, int status, const QString &reason, bool isLocal);
    void giveUp(quint64 key);
    void settleTransfers(Dialog &dialog, const QString &state, const QString &status);
    void reply(Dialog &dialog, int status, const QString &reason, bool isLocal);
    void discardLater(quint64 key);
    void discardIfUnused(Dialog &dialog);
    [[nodiscard]] Dialog *callOf(const QString &phone, const QString &callId);

    void noticeTransfer(Dialog &dialog, const Invite &invite);
    bool noticeReplaces(Dialog &dialog, const Replaced &replaced);
    void follow(Dialog &dialog, Dialog &transferred);
    void tellFollowed(const Dialog &dialog, const Invite &invite);
    void raiseTransfer(const Dialog &dialog, const QString &leg, const QString &newCallId,
        const QString &destination, const QString &state, const QString &status);
    void referred(quint64 key, const QString &phone, const Refer &refer);
    void notify(quint64 key, const QString &status);

    // What the script tells (proxyscript.cpp)
    using Told = std::initializer_list<std::pair<QByteArray, QString>>;
    void tell(const Dialog &dialog, const char *type, Told values);
    void tellInvite(const Dialog &dialog, const Invite &invite);

    void reinvite(quint64 key, Side side, bool hold, const std::optional<qint64> &mode);
    void raiseHold(const Dialog &dialog, Side side, bool hold, const QString &state);

    void raiseSession(const UaSession &session, const QString &type, int status, const QString &reason,
        const QString &method, const QString &body);
    void sessionReply(const QString &key, int status, const QString &reason);
    void sessionNotify(UaSession &session, const QString &status);
    void sessionHungUp(const QString &key);

    void later(std::chrono::milliseconds delay, std::function<void()> action)
    {
        m_scheduler.after(delay, std::move(action));
    }
    void soon(std::function<void()> action) { later(std::chrono::milliseconds(0), std::move(action)); }

    const VersionQuirks &m_quirks;
    const QString m_domain;
    const Timing m_timing;
    Scheduler &m_scheduler;
    Phonebook &m_phones;
    const Hooks m_hooks;
    QRandomGenerator m_random;
    DialogTable m_dialogs;
    std::map<QString, UaSession> m_sessions;
    qint64 m_early = 0;
    qint64 m_active = 0;
    qint64 m_processed = 0;
    qint64 m_failed = 0;
};

/// A display name as it stands in a header, without its quotes.
[[nodiscard]] QString unquoted(const QString &displayName);
/// The user part of a SIP URI, as far as the proxy's script looks at it.
[[nodiscard]] QString userOf(const QString &uri);
/// The SDP of a phone that offers or answers one audio stream.
[[nodiscard]] QString phoneSdp(quint32 session, const QString &direction);

} // namespace cordboard::simulator
