// SPDX-License-Identifier: Apache-2.0
#include "server/app/application.h"
#include "server/app/tokens/tokenfile.h"
#include "tests/server/clients/client.h"
#include "tests/support/fakeconnector.h"
#include "tests/support/serverprocess.h"
#include "tests/support/strict.h"
#include "tests/support/tlsfixture.h"

#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace cordboard;
using namespace Qt::StringLiterals;

namespace {

Result<std::unique_ptr<Connector>> makeFake(const NodeConfig &node, const QString &)
{
    return std::make_unique<tests::FakeConnector>(node.name);
}

/// A server with TLS or without, in this process, and what it reads.
struct World {
    World()
    {
        config.wsServer.port = 0;
        config.admin.listen.clear();
        config.stateDir = folder.filePath(u"state"_s);
        config.nodes = {NodeConfig{}};
    }
    QString write(const QString &name, const QByteArray &text) const
    {
        QFile file(folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? file.fileName()
                                                                                  : QString();
    }
    void useTls()
    {
        config.wsServer.tls.certificate = write(u"c.pem"_s, tests::tlsCertificate().toPem());
        config.wsServer.tls.key = write(u"k.pem"_s, tests::tlsServer().privateKey().toPem());
    }
    [[nodiscard]] std::unique_ptr<Application> start() const
    {
        if (config.auth.anonymousLoopback != AnonymousRole::None) {
            QTest::ignoreMessage(
                QtWarningMsg, QRegularExpression(u"^every program on this machine may connect"_s));
        }
        auto application = std::make_unique<Application>(config, makeFake, Application::State::Required);
        if (!application->start()) {
            qFatal("cannot start");
        }
        return application;
    }
    QTemporaryDir folder;
    Config config;
};

/// A client that trusts this certificate, and has one of its own, or none.
QSslConfiguration clientTls(
    const QByteArray &trusted, const QByteArray &own = {}, const QByteArray &ownKey = {})
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setCaCertificates(QSslCertificate::fromData(trusted));
    if (!own.isEmpty()) {
        tls.setLocalCertificate(QSslCertificate(own));
        tls.setPrivateKey(QSslKey(ownKey, QSsl::Ec));
    }
    return tls;
}

/// \returns whether this client is let in; false, too, when that is not decided in time
bool isLetIn(const QUrl &url, const QSslConfiguration &tls)
{
    tests::Client client;
    client.socket.setSslConfiguration(tls);
    bool failed = false;
    QObject::connect(&client.socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), &client,
        [&] { failed = true; });
    client.open(url);
    return QTest::qWaitFor([&] { return client.isConnected || failed || client.isGone; })
        && client.isConnected;
}

} // namespace

class ReloadTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void clientCertificates()
    {
        World world;
        world.useTls();
        world.config.wsServer.tls.clientCa = world.write(u"ca.pem"_s, tests::tlsCertificate().toPem());
        const auto application = world.start();
        const QByteArray known = tests::tlsCertificate().toPem();
        QVERIFY(!isLetIn(application->url(), clientTls(known)));
        QVERIFY(!isLetIn(
            application->url(), clientTls(known, tests::otherTlsCertificatePem(), tests::otherTlsKeyPem())));
        QVERIFY(
            isLetIn(application->url(), clientTls(known, known, tests::tlsServer().privateKey().toPem())));
    }

    void tlsVersions_data()
    {
        QTest::addColumn<QSsl::SslProtocol>("protocol");
        QTest::addColumn<bool>("letIn");
        QTest::newRow("1.2") << QSsl::TlsV1_2 << true;
        QTest::newRow("1.3") << QSsl::TlsV1_3 << true;
        QT_WARNING_PUSH
        QT_WARNING_DISABLE_DEPRECATED
        QTest::newRow("1.1") << QSsl::TlsV1_1 << false;
        QTest::newRow("1.0") << QSsl::TlsV1_0 << false;
        QT_WARNING_POP
    }
    void tlsVersions()
    {
        QFETCH(QSsl::SslProtocol, protocol);
        QFETCH(bool, letIn);
        World world;
        world.useTls();
        const auto application = world.start();
        QSslConfiguration tls = clientTls(tests::tlsCertificate().toPem());
        tls.setProtocol(protocol);
        QCOMPARE_EQ(isLetIn(application->url(), tls), letIn);
    }

    void renewsCertificates()
    {
        World world;
        world.useTls();
        const auto application = world.start();
        const QSslConfiguration old = clientTls(tests::tlsCertificate().toPem());
        const QSslConfiguration renewed = clientTls(tests::otherTlsCertificatePem());
        tests::Client before;
        before.socket.setSslConfiguration(old);
        before.open(application->url());
        QTRY_VERIFY(before.isConnected);
        QVERIFY(!isLetIn(application->url(), renewed));
        world.write(u"c.pem"_s, tests::otherTlsCertificatePem());
        world.write(u"k.pem"_s, tests::otherTlsKeyPem());
        QVERIFY(!isLetIn(application->url(), renewed)); // not before it is told to
        application->reload(world.config);
        QVERIFY(isLetIn(application->url(), renewed));
        QVERIFY(!isLetIn(application->url(), old));
        QVERIFY(!before.isGone);
        // Half a renewal is none.
        world.write(u"c.pem"_s, tests::tlsCertificate().toPem().left(300));
        QTest::ignoreMessage(QtCriticalMsg,
            QRegularExpression(u"^the certificate stays as it was: ws_server.tls.certificate"_s));
        application->reload(world.config);
        QVERIFY(isLetIn(application->url(), renewed));
    }

    void takesOverOriginsAndLimits()
    {
        World world;
        const auto application = world.start();
        const auto origin = [&] {
            tests::Client page(u"https://wall.example"_s);
            bool failed = false;
            connect(&page.socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), &page,
                [&] { failed = true; });
            page.open(application->url());
            return QTest::qWaitFor([&] { return page.isConnected || failed; }) && page.isConnected;
        };
        QVERIFY(!origin());
        tests::Client before;
        before.open(application->url());
        QTRY_VERIFY(before.isConnected);
        Config wanted = world.config;
        wanted.wsServer.allowedOrigins = {u"https://wall.example"_s};
        wanted.limits.batch = 7;
        application->reload(wanted);
        QVERIFY(origin());
        before.request(1, u"ServerInfo"_s);
        QTRY_COMPARE(before.received.size(), 1);
        QCOMPARE_EQ(before.at(0)["result"_L1]["limits"_L1]["batch"_L1].toInt(), 7);
        wanted.limits.connections = 1;
        application->reload(wanted);
        tests::Client next;
        next.open(application->url());
        QTRY_VERIFY(next.isGone);
        QCOMPARE_EQ(next.closeCode(), 1002); // 1013 on the wire, which QWebSocket does not know yet (6.4)
        QVERIFY(!before.isGone);
    }

    void closesWhoMayNoLongerBeThere()
    {
        World world;
        const auto application = world.start();
        tests::Client client;
        client.open(application->url());
        QTRY_VERIFY(client.isConnected);
        Config wanted = world.config;
        wanted.auth.anonymousLoopback = AnonymousRole::Operator;
        application->reload(wanted);
        client.request(1, u"SessionInfo"_s);
        QTRY_COMPARE(client.received.size(), 1);
        wanted.auth.anonymousLoopback = AnonymousRole::None;
        application->reload(wanted);
        QTRY_VERIFY(client.isGone);
        QCOMPARE_EQ(client.closeCode(), 1008);
    }

    void saysWhatNeedsARestart()
    {
        World world;
        world.useTls();
        const auto application = world.start();
        Config wanted = world.config;
        wanted.wsServer.port = 7;
        wanted.wsServer.tls = {};
        wanted.limits.ringBytes = 5;
        wanted.limits.batch = 6;
        wanted.nodes[0].sip.uri = u"sip:192.0.2.1"_s;
        for (const char *key : {"ws_server.port", "ws_server.tls.certificate", "ws_server.tls.key",
                 "limits.ring_bytes", "nodes[default].sip.uri"}) {
            QTest::ignoreMessage(
                QtWarningMsg, qPrintable(QLatin1StringView(key) + u" has changed: that needs a restart"_s));
        }
        QTest::ignoreMessage(
            QtInfoMsg, "certificates, keys and tokens are read again; taken over: limits.batch");
        application->reload(wanted);
        QCOMPARE_EQ(application->config().limits.batch, 6);
        QCOMPARE_EQ(application->config().wsServer.port, 0);
        QVERIFY(isLetIn(application->url(), clientTls(tests::tlsCertificate().toPem())));
    }

    /// The program itself: what SIGHUP does with a file.
    void readsItsFileAgain()
    {
        tests::ServerProcess server;
        const QByteArray start = "admin: {listen: \"\"}\n";
        server.start(start + "log: {level: INFO}\n");
        QTRY_VERIFY_WITH_TIMEOUT(!server.url().isEmpty(), 20000);
        const auto hangUp = [&] { ::kill(static_cast<pid_t>(server.processId()), SIGHUP); };
        server.write(start + "log: {level: INFO, format: json}\nlimits: {batch: 7}\n");
        hangUp();
        QTRY_VERIFY(server.log().contains("log.format has changed: that needs a restart"));
        QVERIFY(server.log().contains("taken over: limits.batch"));
        server.write("log: {level: LOUD}\n");
        hangUp();
        QTRY_VERIFY(server.log().contains("the configuration stays as it was:"));
        QVERIFY(server.log().contains("server.yml:1: log.level must be one of"));
        server.write(start + "log: {level: ERROR}\n");
        hangUp();
        QTRY_COMPARE(server.log().count("taken over: "), 3);
        const qsizetype lines = server.log().count('\n');
        server.write(start + "log: {level: ERROR}\nlimits: {batch: 8}\n");
        hangUp(); // says nothing any more
        tests::Client client;
        client.open(server.url());
        QTRY_VERIFY(client.isConnected);
        QTRY_VERIFY([&] {
            client.received.clear();
            client.request(1, u"ServerInfo"_s);
            return QTest::qWaitFor([&] { return !client.received.isEmpty(); })
                && client.at(0)["result"_L1]["limits"_L1]["batch"_L1].toInt() == 8;
        }());
        QCOMPARE_EQ(server.log().count('\n'), lines);
        QVERIFY(server.isRunning());
    }
};

QTEST_GUILESS_MAIN(ReloadTest)
#include "tst_reload.moc"
