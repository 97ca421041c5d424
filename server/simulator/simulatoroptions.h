// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/simulator/mihttpserver.h"
#include "server/simulator/registrar.h"
#include "server/simulator/versionquirks.h"

#include <QString>

#include <chrono>

namespace cordboard::simulator {

/// How a Simulator shall be.
struct SimulatorOptions {
    Version version = Version::V36;
    std::chrono::milliseconds ringTime = std::chrono::milliseconds(800); ///< of every phone that answers
    int backgroundCalls = 8; ///< that are up at any time; 20,000 are fine
    /// Of them: a call that starts or ends, or is held or resumed by a phone. With 0 nothing ever changes.
    double changesPerSecond = 1;
    quint32 seed = 1; ///< the same seed makes the same names and choices
    QString domain = QStringLiteral("demo.example");
    bool http = true;
    bool datagram = true;
    quint16 httpPort = 0; ///< 0: any free one, kept over die() and restart()
    quint16 datagramPort = 0;
    std::chrono::milliseconds noReply = std::chrono::seconds(5); ///< fr_timeout
    std::chrono::milliseconds noAnswer = std::chrono::seconds(60); ///< fr_inv_timeout
    std::chrono::milliseconds endedListed =
        std::chrono::seconds(3); ///< how long an ended dialog is listed (fact 17)
    bool script = false; ///< the proxy's script raises E_CORDBOARD (fact 43)
    Registrar::Habits registrations = {}; ///< whether phones register again, and come and go
    MiHttpServer::Options httpd = {}; ///< receive_buf_size and the like

    /// The world of the demo: a script that tells, and phones that register again, leave and come back.
    [[nodiscard]] static SimulatorOptions lively()
    {
        SimulatorOptions options;
        options.script = true;
        options.registrations.reRegister = std::chrono::seconds(60);
        return options;
    }
};

} // namespace cordboard::simulator
