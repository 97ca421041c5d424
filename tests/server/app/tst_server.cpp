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
