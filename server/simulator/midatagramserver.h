// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/simulator/faults.h"
#include "server/simulator/micommands.h"

#include <QNetworkDatagram>
#include <QUdpSocket>

namespace cordboard::simulator {

/// MI over UDP as mi_datagram does it: one request and one answer to a datagram; a command that waits for a
/// phone stands in nobody's way; what is lost is lost (facts 34, 40, 48).
class MiDatagramServer : public QObject {
    Q_OBJECT
public:
    /// Longer answers become "500 Internal error".
    static constexpr qsizetype longestAnswer = 65457;

    MiDatagramServer(Scheduler &scheduler, Faults &faults, QObject *parent = nullptr);

    bool listen(quint16 port);
    void close();
    [[nodiscard]] quint16 port() const { return m_port; }
    void serve(const MiCommands *commands);

private:
    void drain();
    void answer(const QNetworkDatagram &request, QByteArray text, const std::optional<Faults::MiHit> &hit);

    Scheduler &m_scheduler;
    Faults &m_faults;
    const MiCommands *m_commands = nullptr;
    QUdpSocket m_socket;
    quint16 m_port = 0;
};

} // namespace cordboard::simulator
