// SPDX-License-Identifier: Apache-2.0
#include "server/app/application.h"
#include "tests/server/clients/client.h"
#include "tests/support/fakeconnector.h"
#include "tests/support/strict.h"

#include <QRegularExpression>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace cordboard;
using namespace Qt::StringLiterals;

namespace {

Config configIn(const QString &folder)
{
    Config config;
    config.wsServer.port = 0;
    config.stateDir = folder;
    config.nodes = {NodeConfig{}};
    return config;
}

Result<std::unique_ptr<Connector>> makeFake(const NodeConfig &node, const QString &)
{
    return std::make_unique<tests::FakeConnector>(node.name);
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
