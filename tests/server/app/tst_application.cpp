// SPDX-License-Identifier: Apache-2.0
#include "server/app/application.h"
#include "server/app/tokens/tokenfile.h"
#include "tests/server/clients/client.h"
#include "tests/support/fakeconnector.h"
#include "tests/support/strict.h"
#include "tests/support/tlsfixture.h"

#include <QFile>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace cordboard;
using namespace Qt::StringLiterals;

namespace {

Config configIn(const QString &folder)
{
    Config config;
    config.wsServer.port = 0;
    config.admin.listen.clear();
    config.stateDir = folder;
    config.nodes = {NodeConfig{}};
    return config;
}

Result<std::unique_ptr<Connector>> makeFake(const NodeConfig &node, const QString &)
{
    return std::make_unique<tests::FakeConnector>(node.name);
}

/// The body of a page of the admin port.
QByteArray ask(const Application &application, const QByteArray &path)
{
    QTcpSocket socket;
    QByteArray received;
    QObject::connect(&socket, &QTcpSocket::readyRead, &socket, [&] { received += socket.readAll(); });
    socket.connectToHost(application.adminUrl().host(), quint16(application.adminUrl().port()));
    socket.write("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QSignalSpy gone(&socket, &QTcpSocket::disconnected);
    return gone.wait() ? received.mid(received.indexOf("\r\n\r\n") + 4) : QByteArray("no answer");
}

void expectStart()
{
    QTest::ignoreMessage(
        QtWarningMsg, "every program on this machine may connect without a token, as operator");
    QTest::ignoreMessage(
        QtInfoMsg, QRegularExpression(u"^listening on ws://127\\.0\\.0\\.1:[1-9][0-9]*/call-api$"_s));
}

} // namespace

class ApplicationTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void servesAndStops()
    {
        const QTemporaryDir folder;
        Application application(configIn(folder.filePath(u"a/b"_s)), makeFake, Application::State::Required);
        expectStart();
        QVERIFY(application.start());
        tests::Client client;
        client.open(application.url());
        QTRY_VERIFY(client.isConnected);
        client.request(1, u"Echo"_s);
        QTRY_COMPARE(client.received.size(), 3);
        client.request(2, u"NodeList"_s);
        QTRY_COMPARE(client.received.size(), 4);
        QCOMPARE_EQ(client.at(3)["result"_L1]["nodes"_L1][0]["name"_L1], u"default"_s);
        QSignalSpy stopped(&application, &Application::stopped);
        application.stop();
        QTRY_COMPARE(stopped.size(), 1);
        QTRY_VERIFY(client.isGone);
        QCOMPARE_EQ(client.closeCode(), 1001);
    }

    void stopsWithACommandRunning()
    {
        const QTemporaryDir folder;
        Application application(configIn(folder.path()), makeFake, Application::State::Required);
        expectStart();
        QVERIFY(application.start());
        tests::Client client;
        client.open(application.url());
        QTRY_VERIFY(client.isConnected);
        client.request(
            1, u"CallStart"_s, QJsonObject{{u"caller"_s, u"sip:a@h"_s}, {u"callee"_s, u"sip:b@h"_s}});
        QTRY_COMPARE(client.received.size(), 1);
        QSignalSpy stopped(&application, &Application::stopped);
        application.stop();
        application.stop(); // an impatient administrator
        QTRY_VERIFY(!stopped.isEmpty());
    }

    void oneServerForAStateFolder()
    {
        const QTemporaryDir folder;
        Application first(configIn(folder.path()), makeFake, Application::State::Required);
        expectStart();
        QVERIFY(first.start());
        Application second(configIn(folder.path()), makeFake, Application::State::Required);
        const auto started = second.start();
        QVERIFY(!started);
        QCOMPARE_EQ(started.error().code, Errc::Conflict);
        Application demo(configIn(folder.path()), makeFake, Application::State::IfPossible);
        expectStart();
        QVERIFY(demo.start());
    }

    void stateFolderCannotBeMade()
    {
        for (const QString &folder : {u"/proc/nothing"_s, QString()}) {
            Application application(configIn(folder), makeFake, Application::State::Required);
            const auto started = application.start();
            QVERIFY(!started);
            QVERIFY2(started.error().message.startsWith("state_dir"_L1), qPrintable(started.error().message));
        }
    }

    void portTaken()
    {
        QTcpServer taken;
        QVERIFY(taken.listen(QHostAddress::LocalHost));
        const QTemporaryDir folder;
        Config config = configIn(folder.path());
        config.wsServer.host = u"localhost"_s;
        config.wsServer.port = taken.serverPort();
        Application application(config, makeFake, Application::State::Required);
        const auto started = application.start();
        QVERIFY(!started);
        QVERIFY(started.error().message.startsWith("cannot listen on 127.0.0.1"_L1));
    }

    void followsTokensAndKeepsAnAudit()
    {
        const QTemporaryDir folder;
        Config config = configIn(folder.path());
        config.auth.anonymousLoopback = AnonymousRole::None;
        config.auth.tokens = folder.filePath(u"tokens.yml"_s);
        const TokenRecord token{.name = u"crm"_s, .hash = hashOfToken("secret-token"), .role = Role::Admin};
        QVERIFY(writeTokenFile(config.auth.tokens, {token}));
        Application application(config, makeFake, Application::State::Required);
        QTest::ignoreMessage(QtInfoMsg, QRegularExpression(u"^listening on ws://"_s));
        QVERIFY(application.start());
        tests::Client stranger;
        stranger.open(application.url());
        tests::Client client;
        QNetworkRequest request(application.url());
        request.setRawHeader("Authorization", "Bearer secret-token");
        client.open(request);
        QTRY_VERIFY(client.isConnected && stranger.isConnected);
        stranger.request(1, u"CallList"_s);
        QTRY_COMPARE(stranger.errorCode(0), -32005);
        client.request(1, u"CallEnd"_s, QJsonObject{{u"callid"_s, u"nobody"_s}});
        QTRY_COMPARE(client.received.size(), 3);
        client.request(2, u"AuditList"_s, QJsonObject{{u"user"_s, u"crm"_s}});
        QTRY_COMPARE(client.received.size(), 4);
        const QJsonArray records = client.at(3)["result"_L1]["records"_L1].toArray();
        QCOMPARE_EQ(records.size(), 3);
        QCOMPARE_EQ(records.at(0)["what"_L1], u"outcome"_s);
        QCOMPARE_EQ(records.at(0)["outcome"_L1], u"call_not_found"_s);
        QCOMPARE_EQ(records.at(1)["what"_L1], u"command"_s);
        QCOMPARE_EQ(records.at(2)["what"_L1], u"login"_s);
        QVERIFY(writeTokenFile(config.auth.tokens, {}));
        QTRY_VERIFY_WITH_TIMEOUT(client.isGone, 1000);
        QCOMPARE_EQ(client.closeCode(), 1008);
        const auto verdict = verifyAudit({folder.filePath(u"audit.log"_s)});
        QVERIFY2(verdict, verdict ? "" : qPrintable(verdict.error().message));
        QVERIFY(verdict->records >= 5); // with the stranger's attempt and the token that is gone
        QFile file(folder.filePath(u"audit.log"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("secret-token"));
    }

    void listensWithTls()
    {
        const QTemporaryDir folder;
        const auto write = [&](const QString &name, const QByteArray &text) {
            QFile file(folder.filePath(name));
            return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? file.fileName()
                                                                                      : QString();
        };
        Config config = configIn(folder.path());
        config.wsServer.tls.certificate = write(u"c.pem"_s, tests::tlsCertificate().toPem());
        config.wsServer.tls.key = write(u"k.pem"_s, tests::tlsServer().privateKey().toPem());
        Application application(config, makeFake, Application::State::Required);
        QTest::ignoreMessage(
            QtWarningMsg, "every program on this machine may connect without a token, as operator");
        QVERIFY(application.start());
        QCOMPARE_EQ(application.url().scheme(), u"wss"_s);
        tests::Client client;
        QSslConfiguration trust = QSslConfiguration::defaultConfiguration();
        trust.setCaCertificates({tests::tlsCertificate()});
        client.socket.setSslConfiguration(trust);
        client.open(application.url());
        QTRY_VERIFY(client.isConnected);
        application.reload(application.config());
        write(u"c.pem"_s, "broken");
        QTest::ignoreMessage(QtCriticalMsg,
            QRegularExpression(u"^the certificate stays as it was: ws_server.tls.certificate"_s));
        application.reload(application.config());
        tests::Client next;
        next.socket.setSslConfiguration(trust);
        next.open(application.url());
        QTRY_VERIFY(next.isConnected);
        QVERIFY(!client.isGone);
    }

    void tellsHowItIs()
    {
        const QTemporaryDir folder;
        Config config = configIn(folder.path());
        config.admin.listen = u"127.0.0.1:0"_s;
        tests::FakeConnector *node = nullptr;
        const auto make = [&](const NodeConfig &settings,
                              const QString &) -> Result<std::unique_ptr<Connector>> {
            auto made = std::make_unique<tests::FakeConnector>(settings.name);
            node = made.get();
            return made;
        };
        Application application(config, make, Application::State::Required);
        expectStart();
        QTest::ignoreMessage(
            QtInfoMsg, QRegularExpression(u"^health and metrics on http://127\\.0\\.0\\.1:[1-9]"_s));
        QVERIFY(application.start());
        node->setReachable(true);
        QCOMPARE_EQ(ask(application, "/healthz"), "alive\n"_ba);
        QCOMPARE_EQ(ask(application, "/readyz"), "ready\n"_ba);
        node->setReachable(false);
        QVERIFY(ask(application, "/readyz").startsWith("node default: not reachable"));
        node->setReachable(true);
        node->setCall(u"default/a"_s, u"a@h"_s);
        tests::Client client;
        client.open(application.url());
        QTRY_VERIFY(client.isConnected);
        client.request(1, u"CallEnd"_s, QJsonObject{{u"callid"_s, u"nobody"_s}});
        QTRY_COMPARE(client.received.size(), 3);
        const QByteArray metrics = ask(application, "/metrics");
        for (const char *line : {"cordboard_commands_total{method=\"CallEnd\",outcome=\"call_not_found\"} 1",
                 "cordboard_connections 1", "cordboard_calls{state=\"answered\"} 1",
                 "cordboard_calls{state=\"ringing\"} 0", "cordboard_audit_records_total{what=\"command\"} 1",
                 "cordboard_audit_writable 1", "cordboard_node_reachable{node=\"default\"} 1",
                 "cordboard_node_calls{node=\"default\"} 1",
                 "cordboard_info{version=\"" CORDBOARD_VERSION "\"} 1"}) {
            QVERIFY2(metrics.split('\n').contains(line), metrics.constData());
        }
        application.stop();
        QTRY_VERIFY(client.isGone);
        QVERIFY(ask(application, "/readyz").startsWith("clients are not let in"));
    }

    void anAuditThatCannotBeWritten()
    {
        const QTemporaryDir folder;
        Config config = configIn(folder.path());
        config.admin.listen = u"127.0.0.1:0"_s;
        config.audit.filePath = u"/dev/full"_s;
        Application application(config, makeFake, Application::State::Required);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"sequential device$"_s));
        expectStart();
        QVERIFY(application.start());
        tests::Client client;
        client.open(application.url());
        QTRY_VERIFY(client.isConnected);
        // The record stands in the log as a whole, with the parties: there is no other copy.
        QTest::ignoreMessage(QtCriticalMsg,
            QRegularExpression(u"^the audit cannot be written, number 1, piece 1 of 1: "
                               "\\{.*\"caller\":\"sip:\\+4930123456@h\".*\"what\":\"command\"\\}$"_s));
        client.request(1, u"CallStart"_s,
            QJsonObject{{u"caller"_s, u"sip:+4930123456@h"_s}, {u"callee"_s, u"sip:b@h"_s}});
        QTRY_VERIFY(!client.received.isEmpty());
        QVERIFY(ask(application, "/readyz")
                    .endsWith("audit: cannot be written, 1 records are in the log only\n"));
        const QByteArray metrics = ask(application, "/metrics");
        QVERIFY(metrics.contains("\ncordboard_audit_failures_total 1\n"));
        QVERIFY(metrics.contains("\ncordboard_audit_writable 0\n"));
    }

    void openAdminPortIsRefused()
    {
        const QTemporaryDir folder;
        Config config = configIn(folder.path());
        config.admin.listen = u"0.0.0.0:0"_s;
        Application application(config, makeFake, Application::State::Required);
        const auto started = application.start();
        QVERIFY(!started);
        QCOMPARE_EQ(started.error().code, Errc::InvalidParams);
        QVERIFY2(started.error().message.startsWith("admin.listen is 0.0.0.0:0, not loopback"_L1),
            qPrintable(started.error().message));
        config.admin.insecureListen = true;
        Application insecure(config, makeFake, Application::State::Required);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"admin.insecure_listen allows it"_s));
        expectStart();
        QVERIFY(insecure.start());
        QCOMPARE_EQ(insecure.adminUrl().host(), u"0.0.0.0"_s);
    }

    void openListeningIsRefused()
    {
        const QTemporaryDir folder;
        Config config = configIn(folder.path());
        config.wsServer.host = u"0.0.0.0"_s;
        Application application(config, makeFake, Application::State::Required);
        const auto started = application.start();
        QVERIFY(!started);
        QCOMPARE_EQ(started.error().code, Errc::InvalidParams);
        config.wsServer.insecureListen = true;
        Application insecure(config, makeFake, Application::State::Required);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"insecure_listen allows it"_s));
        QTest::ignoreMessage(
            QtWarningMsg, "every program on this machine may connect without a token, as operator");
        QVERIFY(insecure.start());
    }

    void connectorCannotBeMade()
    {
        const QTemporaryDir folder;
        const auto refuse = [](const NodeConfig &, const QString &) -> Result<std::unique_ptr<Connector>> {
            return failure(Errc::NotSupported, u"no"_s);
        };
        Application application(configIn(folder.path()), refuse, Application::State::Required);
        QCOMPARE_EQ(application.start().error().message, u"no"_s);
    }
};

QTEST_GUILESS_MAIN(ApplicationTest)
#include "tst_application.moc"
