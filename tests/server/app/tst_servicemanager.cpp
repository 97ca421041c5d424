// SPDX-License-Identifier: Apache-2.0
#include "server/app/servicemanager.h"
#include "tests/support/notifysocket.h"
#include "tests/support/serverprocess.h"
#include "tests/support/strict.h"

#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace cordboard;
using namespace Qt::StringLiterals;

namespace {

QProcessEnvironment environment(
    const QByteArray &socket, const QString &watchdog = {}, const QString &pid = {})
{
    QProcessEnvironment result;
    result.insert(u"NOTIFY_SOCKET"_s, QString::fromLocal8Bit(socket));
    if (!watchdog.isEmpty()) {
        result.insert(u"WATCHDOG_USEC"_s, watchdog);
    }
    if (!pid.isEmpty()) {
        result.insert(u"WATCHDOG_PID"_s, pid);
    }
    return result;
}

} // namespace

class ServiceManagerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void tells_data()
    {
        QTest::addColumn<QByteArray>("address");
        QTest::newRow("path") << m_folder.filePath(u"notify"_s).toLocal8Bit();
        QTest::newRow("abstract") << "@cordboard-test-"
                + QByteArray::number(QCoreApplication::applicationPid());
    }
    void tells()
    {
        QFETCH(QByteArray, address);
        tests::NotifySocket socket(address);
        ServiceManager manager(environment(address));
        QVERIFY(socket.messages().isEmpty());
        manager.ready(u"listening\non\x1b nothing"_s);
        manager.reloading();
        manager.stopping();
        const QByteArrayList told = socket.messages();
        QCOMPARE_EQ(told.size(), 3);
        QCOMPARE_EQ(told.at(0), "READY=1\nSTATUS=listening on\x1b nothing"_ba);
        const QByteArrayList reloading = told.at(1).split('\n');
        QCOMPARE_EQ(reloading.at(0), "RELOADING=1"_ba);
        QVERIFY(reloading.at(1).startsWith("MONOTONIC_USEC="));
        QVERIFY(reloading.at(1).sliced(15).toLongLong() > 0);
        QCOMPARE_EQ(told.at(2), "STOPPING=1\nSTATUS=stopping"_ba);
    }

    void nobodyAsked()
    {
        for (const QByteArray &address : {""_ba, "relative"_ba, QByteArray(200, '/')}) {
            ServiceManager manager(environment(address, u"1000"_s));
            manager.ready({});
        }
    }

    void nobodyListens()
    {
        ServiceManager manager(environment("/nonexistent/notify"));
        QTest::ignoreMessage(
            QtWarningMsg, QRegularExpression(u"^the service manager cannot be told: No such file"_s));
        manager.ready({});
    }

    void feedsTheWatchdog()
    {
        const QByteArray address = m_folder.filePath(u"watchdog"_s).toLocal8Bit();
        tests::NotifySocket socket(address);
        const ServiceManager foreign(environment(address, u"2000"_s, u"1"_s));
        const ServiceManager wrong(environment(address, u"often"_s));
        const ServiceManager ours(
            environment(address, u"40000"_s, QString::number(QCoreApplication::applicationPid())));
        QTRY_VERIFY(socket.messages().size() >= 3);
        for (const QByteArray &message : socket.messages()) {
            QCOMPARE_EQ(message, "WATCHDOG=1"_ba);
        }
        // 20 ms apart: the one that is not for us would have come every millisecond.
        QVERIFY(socket.messages().size() < 10);
    }

    void theServerSaysWhenItListens()
    {
        const QByteArray address = m_folder.filePath(u"server"_s).toLocal8Bit();
        tests::NotifySocket socket(address);
        qputenv("NOTIFY_SOCKET", address);
        tests::ServerProcess server;
        server.start("log: {level: INFO}\n");
        qunsetenv("NOTIFY_SOCKET");
        QTRY_COMPARE_WITH_TIMEOUT(socket.messages().size(), 1, 20000);
        QTRY_VERIFY(!server.url().isEmpty());
        QCOMPARE_EQ(
            socket.messages().at(0), "READY=1\nSTATUS=listening on " + server.url().toString().toUtf8());
        ::kill(static_cast<pid_t>(server.processId()), SIGHUP);
        QTRY_COMPARE(socket.messages().size(), 3);
        QVERIFY(socket.messages().at(1).startsWith("RELOADING=1\n"));
        QVERIFY(socket.messages().at(2).startsWith("READY=1\n"));
        server.terminate();
        QTRY_COMPARE(socket.messages().size(), 4);
        QVERIFY(socket.messages().at(3).startsWith("STOPPING=1\n"));
        QTRY_VERIFY(!server.isRunning());
        QCOMPARE_EQ(server.exitCode(), 0);
    }

private:
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(ServiceManagerTest)
#include "tst_servicemanager.moc"
