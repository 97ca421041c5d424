// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/core/id.h"
#include "common/core/result.h"
#include "common/core/sipuri.h"
#include "common/protocol/words.h"
#include "server/connectors/connectortraffic.h"

#include <QDateTime>
#include <QFlags>
#include <QJsonObject>
#include <QList>
#include <QObject>
#include <QStringList>

#include <chrono>
#include <memory>
#include <optional>
#include <variant>

/// The whole contract between Cordboard and a SIP stack. A connector drives one node (one proxy) and is the
/// only place that knows how. Everything here runs on the main thread.
namespace cordboard {

// --- What is asked ---

/// Calls the caller's phone, and once it answers lets it call the callee.
struct StartCall {
    SipUri caller;
    SipUri callee;
    JourneyId journey = {}; ///< given by whoever asks; remembered with the calls that come of it
};
/// Ends a call, ringing or answered.
struct EndCall {
    CallId call = {};
};
/// Holds or resumes one leg, or both when none is named.
struct HoldCall {
    CallId call = {};
    std::optional<LegRole> leg = {};
    bool resume = false;
};
/// Sends one leg to another party (RFC 5589 section 6). The call itself is ended once that party has
/// answered.
struct BlindTransfer {
    CallId call = {};
    LegRole leg = {}; ///< who is kept, and sent to the destination
    SipUri destination;
    JourneyId journey = {}; ///< given by whoever asks; remembered with the call that comes of it
};
/// Joins leg A of call A with leg B of call B (RFC 5589 section 7). Both old calls are ended by it.
struct AttendedTransfer {
    CallId callA = {};
    LegRole legA = {};
    CallId callB = {};
    LegRole legB = {};
    std::optional<SipUri> destination = {}; ///< where leg B is reached, if not at the contact of its call
    JourneyId journey = {}; ///< given by whoever asks; remembered with the call that comes of it
};
using CallRequest = std::variant<StartCall, EndCall, HoldCall, BlindTransfer, AttendedTransfer>;

// --- What comes back ---

/// A step on the way. Which members are set for which event: common/protocol/progress.h.
struct Progress {
    ProgressEvent event;
    std::optional<SipCallId> callId = {}; ///< the call to control next; absent before TransferStart
    QString destination = {}; ///< where a transferred party is sent, as the proxy names it
    std::optional<LegRole> leg = {}; ///< for the events of a hold
    QString extra = {}; ///< what the phone said, e.g. "180 Ringing"
    friend bool operator==(const Progress &, const Progress &) = default;
};

/// Why an operation did not succeed, and what became of the original call.
struct Failure {
    Error error;
    CallFate fate = CallFate::Unknown;
    friend bool operator==(const Failure &, const Failure &) = default;
};
using Outcome = tl::expected<Done, Failure>;

enum class StopReason {
    Deadline, ///< its time is over
    Cancelled, ///< somebody asked for it
    CallEnded, ///< CallEnd was asked for the call it works on
};

/// One request under way. Owned by its connector, which deletes it (deleteLater) some time after finished().
///
/// Any number of progressed(), then exactly one finished(), never from within Connector::begin().
class Operation : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /// Ends it now: finished() is emitted before this returns, unless it was before. What has to be cleaned
    /// up at the proxy (a ringing call, a late success) the connector does on its own afterwards.
    virtual void stop(StopReason reason) = 0;

Q_SIGNALS:
    void progressed(const cordboard::Progress &progress);
    void finished(const cordboard::Outcome &outcome);
    /// After finished(): something that nobody waits for any more happened all the same, e.g. a transfer that
    /// succeeded after the deadline. For timeline and audit; `text` is English.
    void lateResult(const QString &text);
};

// --- What is known ---

/// One end of a call.
struct Leg {
    LegRole role = LegRole::Caller;
    QString contact = {}; ///< where it is, empty while unknown
    std::optional<HeldBy> heldBy = {};
    friend bool operator==(const Leg &, const Leg &) = default;
};

/// CallAction as a set.
enum class CallActionFlag {
    End = 1 << static_cast<int>(CallAction::End),
    Hold = 1 << static_cast<int>(CallAction::Hold),
    Unhold = 1 << static_cast<int>(CallAction::Unhold),
    BlindTransfer = 1 << static_cast<int>(CallAction::BlindTransfer),
    AttendedTransfer = 1 << static_cast<int>(CallAction::AttendedTransfer),
};
Q_DECLARE_FLAGS(CallActions, CallActionFlag)
Q_DECLARE_OPERATORS_FOR_FLAGS(CallActions)

/// A call, as the proxy tells it.
struct CallInfo {
    CallId id = {};
    SipCallId callId = {};
    NodeName node = {};
    CallKind kind = CallKind::Call;
    JourneyId journey = {};
    CallState state = CallState::Ringing;
    QString caller = {}; ///< URI; empty while the proxy has not told
    QString callee = {};
    QString callerName = {}; ///< display name; empty where the proxy does not tell
    QString calleeName = {};
    QList<Leg> legs = {};
    QDateTime startedAt = {}; ///< UTC; invalid where unknown
    QDateTime answeredAt = {};
    TimeSource timeSource = TimeSource::Event;
    std::optional<EndedBy> endedBy = {}; ///< once it has ended, where the proxy tells
    QString reason = {}; ///< why it ended, e.g. "486 Busy Here"; empty where the proxy does not tell
    CallActions actions = {}; ///< what the node can do with it now
    /// Another node of the cluster owns the call, and this one only keeps a copy. Copies have the owner's id.
    bool isCopy = false;
    friend bool operator==(const CallInfo &, const CallInfo &) = default;
};

/// A phone that can be reached for an address of record (RFC 3261 section 10).
struct RegisteredContact {
    QString uri = {};
    QString userAgent = {}; ///< empty where the proxy does not tell
    QDateTime expiresAt = {}; ///< UTC; invalid where unknown
    friend bool operator==(const RegisteredContact &, const RegisteredContact &) = default;
};
/// Who is registered under one address of record. Without contacts: nobody any more.
struct Registration {
    NodeName node = {};
    QString aor = {}; ///< as the proxy names it: with or without its domain
    QList<RegisteredContact> contacts = {};
    friend bool operator==(const Registration &, const Registration &) = default;
};

/// Something that a node cannot do or tell, and what it lacks for that.
struct NodeLack {
    QString capability = {}; ///< a word, e.g. "start", "hold", "names", "registrations"
    QString reason = {}; ///< names the module, the lane or the lines of the script that are missing
    friend bool operator==(const NodeLack &, const NodeLack &) = default;
};

/// How a node is.
struct NodeStatus {
    NodeName node = {};
    bool reachable = false; ///< the last management request was answered
    bool synchronised = false; ///< the list of calls is the proxy's, and the event path is proven
    QString version = {}; ///< as the proxy names itself, empty while unknown
    QString detail = {}; ///< one line for an administrator; empty when all is well
    QDateTime provenAt = {}; ///< when an event of our own came back last, UTC; invalid: never
    QStringList capabilities = {}; ///< words as in NodeLack
    QList<NodeLack> lacks = {};
    friend bool operator==(const NodeStatus &, const NodeStatus &) = default;
};

/// Drives one node. Created and destroyed by the application; lives as long as its configuration does.
class Connector : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] virtual NodeName node() const = 0;
    [[nodiscard]] virtual NodeStatus status() const = 0;
    /// What stands in the way of a request on this node: Errc::NotSupported with a message that names the
    /// missing module or lane, Errc::CallNotFound, Errc::WrongState (a transfer or hold of a call that
    /// rings). Nothing: go on.
    [[nodiscard]] virtual std::optional<Error> objection(const CallRequest &request) const = 0;

    /// Starts working on it. The operation belongs to the connector. Requests to a node that cannot be
    /// reached end with Errc::ProxyUnreachable and CallFate::Kept; nothing blocks. Nothing that could change
    /// a call is sent before control returns to the event loop.
    [[nodiscard]] virtual Operation *begin(const CallRequest &request) = 0;

    /// All calls that are known now, ringing and answered, in no order.
    [[nodiscard]] virtual QList<CallInfo> calls() const = 0;
    [[nodiscard]] virtual std::optional<CallInfo> call(const CallId &id) const = 0;

    /// Who is registered, in no order; empty where the node cannot tell, which `lacks` explains.
    [[nodiscard]] virtual QList<Registration> registrations() const = 0;

    /// What went over the wire so far; zeros from a connector that does not count.
    [[nodiscard]] virtual ConnectorTraffic traffic() const { return {}; }

    /// Starts talking to the node, and goes on for good: reconnects, renews and reconciles by itself.
    virtual void open() = 0;

Q_SIGNALS:
    /// A call is new or differs from what was told of it before.
    void callChanged(const cordboard::CallInfo &call);
    /// A call is over; `last` is its last state.
    void callGone(const cordboard::CallInfo &last);
    void statusChanged(const cordboard::NodeStatus &status);
    /// New, changed, or gone (without contacts).
    void registrationChanged(const cordboard::Registration &registration);
    /// Something about a call that its state does not show, e.g. that a phone transfers it by itself. For the
    /// timeline; `text` is English.
    void callNoted(const cordboard::CallId &call, const QString &text);
};

} // namespace cordboard
