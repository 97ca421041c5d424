// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/simulator/simulator.h"
#include "tests/support/serverprocess.h"
#include "tests/support/testclient.h"

#include <QTest>

namespace cordboard::tests {

/// Which lanes the server is told of.
enum class Lanes { Both, Datagram, Http };

/// A simulated proxy in this process, the server in its own, and one client.
struct World {
    World()
        : World(quick(simulator::Version::V36))
    {
    }
    explicit World(simulator::SimulatorOptions options)
        : proxy(std::move(options))
    {
    }

    /// No ringing, no background, silence noticed after 200 ms instead of 5 s.
    [[nodiscard]] static simulator::SimulatorOptions quick(
        simulator::Version version = simulator::Version::V36)
    {
        simulator::SimulatorOptions options;
        options.version = version;
        options.ringTime = std::chrono::milliseconds(0);
        options.backgroundCalls = 0;
        options.changesPerSecond = 0;
        options.noReply = std::chrono::milliseconds(200);
        return options;
    }

    [[nodiscard]] QByteArray configuration(Lanes lanes) const
    {
        const QString sip =
            QStringLiteral("sip: {uri: \"sip:demo.example\"}\n") + QString::fromUtf8(moreConfiguration);
        const QString http = proxy.httpUrl().toString();
        switch (lanes) {
        case Lanes::Both:
            return QStringLiteral("mi: {url: \"%1\", datagram: \"%2\"}\n%3")
                .arg(http, proxy.datagramAddress(), sip)
                .toUtf8();
        case Lanes::Datagram: // as the Call API's own file has it: address and port, no scheme
            return QStringLiteral("mi:\n  url: %1\n%2").arg(proxy.datagramAddress().mid(4), sip).toUtf8();
        case Lanes::Http:
            return QStringLiteral("mi: {url: \"%1\"}\n%2").arg(http, sip).toUtf8();
        }
        return {};
    }

    /// Starts the server and connects once its node is synchronised. \returns false if that took too long.
    [[nodiscard]] bool connectServer(Lanes lanes)
    {
        server.start(configuration(lanes));
        if (!QTest::qWaitFor([this] { return !server.url().isEmpty(); }, 20000)) {
            return false;
        }
        client = std::make_unique<TestClient>();
        client->open(server.url());
        if (!QTest::qWaitFor([this] { return client->isOpen(); }, 10000)) {
            return false;
        }
        return QTest::qWaitFor([this] { return isSynchronised(); }, 20000);
    }

    [[nodiscard]] bool isSynchronised()
    {
        const int id = client->send(QStringLiteral("NodeList"));
        (void)client->waitUntil([&] { return client->answer(id).has_value(); }, 5000);
        return client->result(id)[QStringLiteral("nodes")][0][QStringLiteral("synchronised")].toBool();
    }

    [[nodiscard]] QString uri(const char *name) const { return proxy.address(QString::fromLatin1(name)); }

    /// Runs a command to its end. \returns the request's id
    int run(const QString &method, const QJsonObject &params)
    {
        const int id = client->send(method, params);
        (void)client->waitUntil(
            [&] {
                const auto answer = client->answer(id);
                return client->ended(id) || (answer && answer->contains(QStringLiteral("error")));
            },
            20000);
        return id;
    }
    /// A call between two phones, started by the server. \returns its Call-ID
    [[nodiscard]] QString call(const char *caller, const char *callee)
    {
        return client->callId(run(QStringLiteral("CallStart"),
            {{QStringLiteral("caller"), uri(caller)}, {QStringLiteral("callee"), uri(callee)}}));
    }

    QByteArray moreConfiguration; ///< lines for the server's file, beside what it always has
    simulator::Simulator proxy;
    ServerProcess server;
    std::unique_ptr<TestClient> client;
};

} // namespace cordboard::tests
