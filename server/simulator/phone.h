// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>

#include <chrono>

namespace cordboard::simulator {

/// The final answer that is none: the phone keeps silent.
inline constexpr int noAnswer = 0;

/// How a phone answers what reaches it. SIP status codes; noAnswer where it may keep silent.
struct Behaviour {
    enum class Notify { All, Final, None }; ///< which NOTIFYs about a transfer it sends
    enum class After {
        Keep, ///< keeps the old call after a transfer: the sender of the REFER ends it (fact 28)
        Bye, ///< ends it once the new call is answered
        WithInvite, ///< ends it right after it placed the new call (baresip)
        Early, ///< ends it together with its 202: the proxy learns of the new call too late (facts 20, 29)
    };

    int invite = 200; ///< to a call; noAnswer: rings until told
    QString reason = {}; ///< of that answer; empty: the usual words
    bool rings = true; ///< sends 180 before that answer
    std::chrono::milliseconds ring = std::chrono::milliseconds(0); ///< how long before that answer
    int refer = 202; ///< to REFER; from 300 on it refuses
    Notify notify = Notify::All;
    After after = After::Keep;
    bool replaces =
        true; ///< false: drops the Replaces of a Refer-To, and takes an INVITE with it for a plain call
    int reinvite = 200; ///< to a hold
    int bye = 200;
    int options = 200;
    bool needsAck =
        false; ///< gives an answered call up after 32 s without ACK, and cannot hang up before (fact 38)

    friend bool operator==(const Behaviour &, const Behaviour &) = default;
};

/// Where a phone is registered (RFC 3261 section 10).
struct Binding {
    QString uri;
    qint64 id = 0; ///< `ContactID`
    QString callId; ///< of its REGISTERs
    int cseq = 1;
    qint64 expiresAt = 0; ///< seconds since 1970; 0: for ever
};

/// Somebody with a phone.
struct Phone {
    QString name; ///< the user part of its address
    QString contact; ///< where it is: "sip:alice@127.0.0.1:20000"
    Behaviour behaviour;
    QString displayName = {}; ///< without quotes; empty: it sends none
    bool isExternal = false; ///< behind a gateway: it never registers, and is reached all the same
    QList<Binding> bindings = {};

    /// Where a call for it goes; empty: nowhere, it is not registered.
    [[nodiscard]] QString target() const
    {
        return isExternal ? contact : bindings.isEmpty() ? QString() : bindings.first().uri;
    }
};

/// The words of RFC 3261 section 21 for a status that a phone or the proxy gives.
[[nodiscard]] QString reasonPhrase(int status);

} // namespace cordboard::simulator
