// SPDX-License-Identifier: Apache-2.0
#include "server/app/check.h"
#include "server/simulator/simulator.h"
#include "tests/support/strict.h"

#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace cordboard;
using namespace cordboard::opensips;
using namespace Qt::StringLiterals;

namespace {

Config oneNode(const simulator::Simulator &proxy)
{
    Config config;
    NodeConfig node;
    node.name = u"edge-1"_s;
    node.mi.url = proxy.httpUrl().toString();
    node.mi.datagram = proxy.datagramAddress();
    config.nodes = {node};
    return config;
}

QStringList whatOf(const QList<Finding> &findings)
{
    QStringList out;
    for (const Finding &finding : findings) {
        out.append(finding.what);
    }
    return out;
}

} // namespace

class CheckTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void theCommandLine_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<bool>("good");
        QTest::newRow("nothing") << QStringList{} << true;
        QTest::newRow("a file") << QStringList{u"--config"_s, u"x.yml"_s} << true;
        QTest::newRow("quiet") << QStringList{u"--quiet"_s} << true;
        QTest::newRow("no file") << QStringList{u"--config="_s} << false;
        QTest::newRow("unknown") << QStringList{u"--loud"_s} << false;
        QTest::newRow("a word") << QStringList{u"edge-1"_s} << false;
    }
    void theCommandLine()
    {
        QFETCH(QStringList, words);
        QFETCH(bool, good);
        QCOMPARE_EQ(CheckCommand::parse(words).has_value(), good);
    }

    void whoCanGetIn()
    {
        Config config;
        QVERIFY(whatOf(judgeAccess(config, false)).first().contains("without a token"_L1));
        config.auth.anonymousLoopback = AnonymousRole::None;
        QCOMPARE_EQ(judgeAccess(config, false).first().level, FindingLevel::Fault);
        QCOMPARE_EQ(judgeAccess(config, true).first().level, FindingLevel::Good);
        config.wsServer.host = u"0.0.0.0"_s;
        QCOMPARE_EQ(judgeAccess(config, true).first().level, FindingLevel::Fault);
        config.wsServer.insecureListen = true;
        QCOMPARE_EQ(judgeAccess(config, true).first().level, FindingLevel::Note);
    }

    void tellsOfEachNodeAndCountsFaults()
    {
        simulator::Simulator proxy({.backgroundCalls = 0});
        QVERIFY(proxy.start());
        Config config = oneNode(proxy);
        NodeConfig remote = config.nodes.first();
        remote.name = u"edge-2"_s;
        remote.mi.url = u"http://192.0.2.1:8888/mi"_s; // needs events.listen, and is never asked
        config.nodes.append(remote);
        Check check(config, false);
        QStringList lines;
        connect(&check, &Check::said, this, [&](const QString &line) { lines.append(line); });
        QSignalSpy finished(&check, &Check::finished);
        check.start();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE_EQ(finished.first().first().toInt(), 1);
        const QString all = lines.join(u'\n');
        QVERIFY2(all.contains("ok    edge-1: management over HTTP answers"_L1), qPrintable(all));
        QVERIFY2(all.contains("ok    edge-1: events arrive"_L1), qPrintable(all));
        QVERIFY2(all.contains("FAULT edge-2: "_L1) && all.contains("events.listen"_L1), qPrintable(all));
    }

    void quietTellsTroubleOnly()
    {
        simulator::Simulator proxy({.backgroundCalls = 0});
        QVERIFY(proxy.start());
        Check check(oneNode(proxy), true);
        QStringList lines;
        connect(&check, &Check::said, this, [&](const QString &line) { lines.append(line); });
        QSignalSpy finished(&check, &Check::finished);
        check.start();
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY(!lines.isEmpty());
        for (const QString &line : lines) {
            QVERIFY2(!line.startsWith("ok"_L1), qPrintable(line));
        }
    }

    void theProgramsExitCodes()
    {
        simulator::Simulator proxy({.backgroundCalls = 0});
        QVERIFY(proxy.start());
        const QTemporaryDir folder;
        const auto run = [&](const QByteArray &text) {
            QFile file(folder.filePath(u"server.yml"_s));
            if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) {
                return -2;
            }
            file.close();
            QProcess process;
            QSignalSpy finished(&process, &QProcess::finished);
            process.start(QStringLiteral(CORDBOARD_BIN_DIR "/cordboard-server"),
                {u"check"_s, u"--config"_s, file.fileName()});
            return finished.wait(20000) ? process.exitCode() : -1;
        };
        const QByteArray node = "nodes: [{name: a, mi: {url: \"" + proxy.httpUrl().toString().toLatin1()
            + "\", datagram: \"" + proxy.datagramAddress().toLatin1() + "\"}}]\n";
        QCOMPARE_EQ(run(node), 0);
        proxy.die();
        QCOMPARE_EQ(run(node), 1);
        QCOMPARE_EQ(run("x: 1\n"), 78);
    }
};

QTEST_GUILESS_MAIN(CheckTest)
#include "tst_check.moc"
