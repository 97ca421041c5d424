// SPDX-License-Identifier: Apache-2.0
#include "server/app/config/readconfig.h"
#include "tests/support/strict.h"

#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace cordboard;
using namespace Qt::StringLiterals;

namespace {

struct Run {
    int code = -1;
    QByteArray out;
    QByteArray err;
};

/// The program in an environment without any configuration of the machine's user.
Run run(const QStringList &arguments, const QString &home = u"/nonexistent"_s)
{
    QProcess process;
    QProcessEnvironment environment;
    environment.insert(u"HOME"_s, home);
    process.setProcessEnvironment(environment);
    QSignalSpy finished(&process, &QProcess::finished);
    process.start(QStringLiteral(CORDBOARD_BIN_DIR "/cordboard-server"), arguments);
    if (!finished.wait(20000) || process.exitStatus() != QProcess::NormalExit) {
        process.kill();
        return {};
    }
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QString written(const QTemporaryDir &folder, const QString &name, const QByteArray &text)
{
    QFile file(folder.filePath(name));
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? file.fileName() : QString();
}

} // namespace

class ServerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void version()
    {
        const Run result = run({u"--version"_s});
        QCOMPARE_EQ(result.code, 0);
        QCOMPARE_EQ(result.out, "cordboard-server " CORDBOARD_VERSION "\n"_ba);
    }

    void wrongUsage()
    {
        const Run result = run({u"--unknown"_s});
        QCOMPARE_EQ(result.code, 2);
        QVERIFY(result.err.startsWith("cordboard-server: "));
        QVERIFY(result.out.isEmpty());
    }

    void checksAConfiguration()
    {
        const QTemporaryDir folder;
        const QString good = written(folder, u"good.yml"_s, "log: {level: INFO}\n");
        const QString bad = written(folder, u"bad.yml"_s, "log:\n  level: LOUD\nx: 1\n");
        QCOMPARE_EQ(run({u"--check-config"_s, u"--config"_s, good}).code, 0);
        const Run result = run({u"--check-config"_s, u"--config"_s, bad});
        QCOMPARE_EQ(result.code, 78);
        QCOMPARE_EQ(result.err.count('\n'), 2);
        QVERIFY(result.err.contains("bad.yml:2: log.level must be one of"));
        QVERIFY(result.err.contains("bad.yml:3: x is not a known key"));
        QCOMPARE_EQ(run({u"--config"_s, bad}).code, 78);
        QCOMPARE_EQ(run({u"--check-config"_s, u"--config"_s, folder.filePath(u"missing.yml"_s)}).code, 78);
        QCOMPARE_EQ(run({u"--check-config"_s}).out, "built-in defaults: good\n"_ba);
    }

    void findsTheUsersConfiguration()
    {
        const QTemporaryDir home;
        QVERIFY(QDir(home.path()).mkpath(u".config/cordboard"_s));
        const QString file = written(home, u".config/cordboard/server.yml"_s, "ws_server: {port: 1234}\n");
        const Run result = run({u"--print-config"_s}, home.path());
        QCOMPARE_EQ(result.code, 0);
        const auto config = readConfig(result.out, u"printed"_s);
        QVERIFY(config);
        QCOMPARE_EQ(config->wsServer.port, 1234);
        QVERIFY(!config->stateDir.isEmpty());
        QCOMPARE_EQ(run({u"--check-config"_s}, home.path()).out, file.toUtf8() + ": good\n");
    }

    void optionsComeBeforeTheFile()
    {
        const Run result =
            run({u"--print-config"_s, u"--listen"_s, u"[::1]:9"_s, u"--log-format"_s, u"json"_s});
        const auto config = readConfig(result.out, u"printed"_s);
        QVERIFY(config);
        QCOMPARE_EQ(config->wsServer.host, u"::1"_s);
        QCOMPARE_EQ(config->wsServer.port, 9);
        QCOMPARE_EQ(config->log.format, LogFormat::Json);
    }

    void refusesToListenOpenly()
    {
        const QTemporaryDir folder;
        const QByteArray state = "state_dir: " + folder.path().toUtf8() + "\n";
        for (const char *open : {"ws_server: {host: 0.0.0.0}\n", "ws_server: {host: \"::\"}\n",
                 "ws_server: {host: 192.0.2.1, insecure_listen: false}\n"}) {
            const QString file = written(folder, u"a.yml"_s, state + open);
            const Run result = run({u"--config"_s, file}, folder.path());
            QCOMPARE_EQ(result.code, 78);
            QCOMPARE_EQ(result.err.count('\n'), 1);
            QVERIFY2(result.err.contains("token add"), result.err.constData());
        }
    }

    void managesTokens()
    {
        const QTemporaryDir home;
        const QString file = home.filePath(u"tokens.yml"_s);
        const QStringList to{u"--tokens"_s, file};
        const Run added = run(QStringList{u"token"_s, u"add"_s, u"crm"_s, u"--role"_s, u"operator"_s} + to);
        QCOMPARE_EQ(added.code, 0);
        QVERIFY(added.out.startsWith("cord_") && added.out.count('\n') == 1);
        QVERIFY(!added.err.contains(added.out.trimmed()));
        QVERIFY(run(QStringList{u"token"_s, u"list"_s} + to).out.startsWith("crm "));
        QCOMPARE_EQ(run(QStringList{u"token"_s, u"revoke"_s, u"crm"_s} + to).code, 0);
        QCOMPARE_EQ(run(QStringList{u"token"_s, u"revoke"_s, u"crm"_s} + to).code, 1);
        QCOMPARE_EQ(run({u"token"_s}).code, 2);
        QCOMPARE_EQ(run({u"audit"_s}).code, 2);
        QCOMPARE_EQ(run({u"audit"_s, u"verify"_s, file}).code, 1);
        QCOMPARE_EQ(run({u"audit"_s, u"verify"_s, u"/dev/null"_s}).code, 0);
    }

    void passwordFileIsMissing()
    {
        const QTemporaryDir folder;
        const QString file = written(folder, u"a.yml"_s,
            "state_dir: " + folder.path().toUtf8()
                + "\nmi: {url: \"http://127.0.0.1:1/mi\", user: ada, password_file: /nonexistent}\n");
        const Run result = run({u"--config"_s, file, u"--listen"_s, u"127.0.0.1:0"_s});
        QCOMPARE_EQ(result.code, 78);
        QVERIFY(result.err.contains("/nonexistent cannot be read"));
    }
};

QTEST_GUILESS_MAIN(ServerTest)
#include "tst_server.moc"
