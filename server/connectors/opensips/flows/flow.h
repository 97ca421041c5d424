// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/connectors/connector.h"
#include "server/connectors/opensips/dialog.h"
#include "server/connectors/opensips/events/event.h"

#include <QJsonObject>
#include <QJsonValue>

#include <memory>
#include <variant>
#include <vector>

/// The call flows: what to say to an OpenSIPS, and what its words mean, as pure transitions. A flow does no
/// I/O and reads no clock; its runner (runner.h) sends what it asks for and feeds it what happens. Events of
/// one call may come in any order, twice or never; a flow that has settled absorbs them, or acts on what must
/// still be cleaned up.
namespace cordboard::opensips {

// --- What happens to a flow ---

/// The answer to SendMi `tag`.
struct MiAnswered {
    int tag = 0;
    QJsonValue result;
};
/// SendMi `tag` failed: RefusedByProxy (Error::status), ProxyUnreachable (nothing was sent), Timeout (may
/// have happened).
struct MiFailed {
    int tag = 0;
    Error error;
};
/// A dialog of the node is new, or its state or its listing changed; joined with `dlg_list_ctx` as far as
/// known.
struct DialogSeen {
    Dialog dialog = {};
};
/// Time is over or somebody wants it ended: settle now.
struct Stopped {
    StopReason reason;
};
/// The time to clean up after the settlement is over; the runner forgets the flow after this.
struct GraceOver { };

using FlowEvent = std::variant<MiAnswered, MiFailed, DialogSeen, TransferChanged, HoldChanged, SessionChanged,
    Stopped, GraceOver>;

// --- What a flow asks for ---

/// How long an MI request may take.
enum class Wait {
    Moment, ///< answers at once (facts 1, 40); the management deadline of the connector
    Phone, ///< answers when a phone has decided; as long as the flow lives
};
/// Send this over the lane that fits: Moment prefers HTTP, Phone demands datagram unless `slowOverHttp`.
struct SendMi {
    int tag = 0; ///< unique within the flow
    QString method = {}; ///< the 3.x name; the runner translates for 4.0 (fact 9)
    QJsonObject params = {};
    Wait wait = Wait::Moment;
    bool slowOverHttp = false; ///< may block the HTTP lane when there is no datagram lane (fact 34)
};
struct Report {
    Progress progress = {};
};
/// The one outcome. Afterwards Report is ignored; SendMi (clean-up) still works.
struct Settle {
    Outcome outcome;
};
/// Something happened after the settlement that timeline and audit should know.
struct Late {
    QString text = {};
};
/// Nothing more to do or to wait for; without it a settled flow lives until GraceOver.
struct Leave { };

using FlowAction = std::variant<SendMi, Report, Settle, Late, Leave>;
using FlowActions = std::vector<FlowAction>;

/// One running flow: a state, and `next`. Subclasses keep their state as a value with a pure `next(state,
/// event)`; this interface only lets the runner hold them all alike.
class Flow {
public:
    Flow() = default;
    Flow(const Flow &) = delete;
    Flow &operator=(const Flow &) = delete;
    virtual ~Flow() = default;
    /// The first actions.
    [[nodiscard]] virtual FlowActions begin() = 0;
    [[nodiscard]] virtual FlowActions handle(const FlowEvent &event) = 0;
};

/// What a node can do, as far as a flow must choose by it (facts 9, 22, 33, 34, 38 to 40).
struct NodeTraits {
    bool datagram = false; ///< the datagram lane is there
    bool http = false;
    int majorVersion = 0; ///< 3 or 4; 0 while unknown (then the careful way of 3)
    int minorVersion = 0;
    bool callops = true; ///< call_transfer, call_hold are there (`which`)
    bool uaSession = true; ///< ua_session_client_start is there
    bool sequentialHeaders = true; ///< dlg_send_sequential takes `headers` (3.6 and later; fact 21)
    friend bool operator==(const NodeTraits &, const NodeTraits &) = default;
};

/// How the proxy is reached for requests of ours (configuration `sip`).
struct SipSettings {
    QString proxyUri =
        {}; ///< `sip.uri`: next hop, e.g. "sip:127.0.0.1:5060"; empty: the caller URI's own host
    QString fromUri = {}; ///< `sip.from`: From of a setup call; empty: the callee's URI
    /// `sip.contact`: where phones send their requests within a setup call; the proxy's script must end them
    /// (fact 40). Empty: "sip:callapi@" and the proxy's host and port.
    QString contactUri = {};
    friend bool operator==(const SipSettings &, const SipSettings &) = default;
};

} // namespace cordboard::opensips
