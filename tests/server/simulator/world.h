// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/simulator/simulator.h"
#include "tests/support/simulatedclock.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QUdpSocket>

#include <memory>

namespace cordboard::tests {

/// A simulated proxy in simulated time, and one socket that asks it and listens to its events.
class SimulatedWorld {
public:
    explicit SimulatedWorld(simulator::SimulatorOptions options)
        : m_simulator(std::move(options), &m_clock)
    {
        if (!m_simulator.start() || !m_socket.bind(QHostAddress(QHostAddress::LocalHost), 0)) {
            qFatal("no port");
        }
        // A burst must not depend on how fast the test reads.
        m_socket.setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, 4 * 1024 * 1024);
    }
    /// Without background calls, with a script that tells.
    [[nodiscard]] static simulator::SimulatorOptions quiet()
    {
        simulator::SimulatorOptions options;
        options.backgroundCalls = 0;
        options.ringTime = std::chrono::milliseconds(0);
        options.script = true;
        return options;
    }

    [[nodiscard]] simulator::Simulator &simulator() { return m_simulator; }
    [[nodiscard]] SimulatedClock &clock() { return m_clock; }
    [[nodiscard]] quint16 port() const { return m_socket.localPort(); }

    /// `result` of the answer over the datagram lane, or the whole answer if it is an error or no JSON.
    [[nodiscard]] QJsonValue ask(const QString &method, const QJsonObject &params = {})
    {
        QJsonObject request{{QStringLiteral("jsonrpc"), QStringLiteral("2.0")}, {QStringLiteral("id"), 1},
            {QStringLiteral("method"), method}};
        if (!params.isEmpty()) {
            request.insert(QStringLiteral("params"), params);
        }
        QUdpSocket socket;
        if (!socket.bind(QHostAddress(QHostAddress::LocalHost), 0)) {
            return {};
        }
        socket.writeDatagram(QJsonDocument(request).toJson(QJsonDocument::Compact),
            QHostAddress(QHostAddress::LocalHost),
            m_simulator.datagramAddress().section(QLatin1Char(':'), -1).toUShort());
        if (!QTest::qWaitFor([&] { return socket.hasPendingDatagrams(); })) {
            return {};
        }
        const QByteArray answer = taken(socket);
        const QJsonObject object = QJsonDocument::fromJson(answer).object();
        if (object.isEmpty()) {
            return QString::fromUtf8(answer);
        }
        return object.contains(QStringLiteral("result")) ? object.value(QStringLiteral("result")) : object;
    }
    [[nodiscard]] bool subscribe(const QString &event)
    {
        return ask(QStringLiteral("event_subscribe"),
                   {{QStringLiteral("event"), event},
                       {QStringLiteral("socket"), QStringLiteral("udp:127.0.0.1:%1").arg(port())}})
            == QStringLiteral("OK");
    }
    /// The events that came since the last time, in the order of their arrival. All that was sent is there:
    /// the loopback delivers before it returns.
    [[nodiscard]] QList<QJsonObject> events()
    {
        QList<QJsonObject> all;
        while (m_socket.hasPendingDatagrams()) {
            m_lastRaw = taken(m_socket);
            all.append(QJsonDocument::fromJson(m_lastRaw).object());
        }
        return all;
    }
    /// `params` of those with this name, and where it is given with this `type`.
    [[nodiscard]] QList<QJsonObject> events(const QString &name, const QString &type = {})
    {
        QList<QJsonObject> some;
        for (const QJsonObject &event : events()) {
            const QJsonObject params = event.value(QStringLiteral("params")).toObject();
            if (event.value(QStringLiteral("method")) == name
                && (type.isEmpty() || params.value(QStringLiteral("type")) == type)) {
                some.append(params);
            }
        }
        return some;
    }
    [[nodiscard]] const QByteArray &lastRaw() const { return m_lastRaw; }

    /// A call between two phones that is up, once the time has passed for it.
    [[nodiscard]] QString call(const QString &caller, const QString &callee)
    {
        const QString callId = m_simulator.placeCall(caller, callee);
        m_clock.advance(std::chrono::milliseconds(10));
        return callId;
    }

private:
    [[nodiscard]] static QByteArray taken(QUdpSocket &socket)
    {
        QByteArray datagram(socket.pendingDatagramSize(), '\0');
        socket.readDatagram(datagram.data(), datagram.size());
        return datagram;
    }

    SimulatedClock m_clock;
    simulator::Simulator m_simulator;
    QUdpSocket m_socket;
    QByteArray m_lastRaw;
};

} // namespace cordboard::tests
