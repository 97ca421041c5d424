// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/core/result.h"
#include "server/connectors/opensips/management/commandnames.h"

#include <QMap>
#include <QString>

#include <chrono>
#include <optional>

/// What was seen of one proxy, as plain data: doctor.h gathers it, findings.h judges it.
namespace cordboard::opensips {

/// One management lane.
struct LaneSeen {
    bool configured = false;
    QString address = {}; ///< for people, without a password
    std::optional<Error> error = {}; ///< why `version` got no answer
    std::chrono::microseconds roundTrip{0}; ///< of `version`
    QString version = {}; ///< as the proxy names itself; empty where it does not
    CommandNames names = {}; ///< what `which` listed
    /// What became of a request of more than 1,024 bytes (HTTP only, fact 3); nothing: it was answered.
    std::optional<Error> longRequest = {};
    [[nodiscard]] bool answers() const { return configured && !error; }
};

/// The way of the events.
struct EventsSeen {
    QString socket = {}; ///< where the proxy was told to send, "udp:HOST:PORT"
    std::optional<Error> bindError = {}; ///< the address could not be listened on
    qint64 receiveBufferBytes = 0; ///< as the system granted it
    QMap<QString, std::optional<Error>> subscriptions = {}; ///< by event; nothing: the proxy has it
    QString probedWith = {}; ///< the event that was raised; empty: there was none to raise
    std::optional<Error> raiseError = {}; ///< the proxy refused to raise it
    bool arrived = false; ///< the raised event came back
    std::chrono::microseconds roundTrip{0}; ///< from raise_event to its arrival
};

struct Examination {
    LaneSeen http = {};
    LaneSeen datagram = {};
    EventsSeen events = {};
    /// The proxy's clock minus ours. Its time names no zone, so whole quarters of an hour are left out;
    /// nothing where the proxy told none.
    std::optional<std::chrono::seconds> clockOffset = {};
    bool isLoopback = true; ///< of all management addresses
    bool isEncrypted = false; ///< management over https only

    [[nodiscard]] const LaneSeen *best() const
    {
        return http.answers() ? &http : datagram.answers() ? &datagram : nullptr;
    }
};

} // namespace cordboard::opensips
