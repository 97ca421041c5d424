// SPDX-License-Identifier: Apache-2.0
#include "packaging/manual/completions.h"
#include "packaging/manual/configfile.h"
#include "packaging/manual/manpage.h"
#include "server/app/config/keys.h"
#include "server/app/config/readconfig.h"
#include "tests/support/strict.h"

#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace cordboard;
using namespace cordboard::manual;
using namespace Qt::StringLiterals;

namespace {

/// What a shell prints to standard output; nothing where it fails or says anything on standard error.
std::optional<QString> shell(const QString &program, const QStringList &arguments)
{
    QProcess process;
    QSignalSpy finished(&process, &QProcess::finished);
    process.start(program, arguments);
    if (!finished.wait(20000) || process.exitCode() != 0) {
        qInfo().noquote() << process.readAllStandardError();
        return std::nullopt;
    }
    const QByteArray errors = process.readAllStandardError();
    if (!errors.isEmpty()) {
        qInfo().noquote() << errors;
        return std::nullopt;
    }
    return QString::fromUtf8(process.readAllStandardOutput());
}

QString made(const QString &name) { return QStringLiteral(CORDBOARD_MANUAL_DIR "/") + name; }

Program named(const QString &name)
{
    for (const Program &program : programs()) {
        if (program.name == name) {
            return program;
        }
    }
    return {};
}

} // namespace

class ManualTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void everyOptionHasItsEntryEverywhere()
    {
        for (const Program &program : programs()) {
            QVERIFY(!program.options.isEmpty());
            const QString page = manPage(program);
            for (const ProgramOption &option : program.options) {
                for (const QString &name : option.names) {
                    QVERIFY2(page.contains(u"\\fB"_s + roff(name) + u"\\fR"_s), qPrintable(name));
                    QVERIFY2(bashCompletion(program).contains(name), qPrintable(name));
                    QVERIFY2(zshCompletion(program).contains(name), qPrintable(name));
                }
                QVERIFY2(fishCompletion(program).contains(u" -l "_s + option.names.first().sliced(2)),
                    qPrintable(option.names.first()));
            }
            for (const Verb &verb : program.verbs) {
                QVERIFY(page.contains(u"\\fB"_s + roff(verb.name) + u"\\fR"_s));
            }
        }
    }

    void choicesAreReadFromTheHelp_data()
    {
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("help");
        QTest::addColumn<QStringList>("choices");
        QTest::newRow("three") << u"FORMAT"_s << u"text, json or journald."_s
                               << QStringList{u"text"_s, u"json"_s, u"journald"_s};
        QTest::newRow("after a colon") << u"V"_s << u"Whose behaviour it has: 3.4, 3.6 or 4.0."_s
                                       << QStringList{u"3.4"_s, u"3.6"_s, u"4.0"_s};
        QTest::newRow("before a semicolon")
            << u"STATE"_s << u"ringing, answered or held; several with commas"_s
            << QStringList{u"ringing"_s, u"answered"_s, u"held"_s};
        QTest::newRow("with a default")
            << u"KEY"_s << u"a_b (the default), c or d (calls)"_s << QStringList{u"a_b"_s, u"c"_s, u"d"_s};
        QTest::newRow("examples") << u"TIME"_s << u"Holds for so long, e.g. 90d, 12h or 30m."_s
                                  << QStringList{};
        QTest::newRow("no value") << QString() << u"text, json or journald."_s << QStringList{};
        QTest::newRow("a sentence") << u"FILE"_s << u"Configuration file."_s << QStringList{};
    }
    void choicesAreReadFromTheHelp()
    {
        QFETCH(QString, value);
        QFETCH(QString, help);
        QFETCH(QStringList, choices);
        QCOMPARE_EQ(choicesOf({{u"--x"_s}, value, help, {}}), choices);
    }

    void theConfigurationPageHasEveryKey()
    {
        const QString page = configPage();
        for (const auto &key : serverKeys()) {
            QVERIFY2(page.contains(roff(QString::fromLatin1(key.info.path))), key.info.path);
        }
        for (const auto &key : nodeKeys()) {
            QVERIFY2(page.contains(roff(u"nodes[]."_s + QString::fromLatin1(key.info.path))), key.info.path);
        }
    }

    void thePackagedConfigurationLetsNobodyInWithoutAToken()
    {
        const auto config = readConfig(packagedConfig().toUtf8(), u"server.yml"_s);
        QVERIFY(config);
        Config expected = builtInConfig();
        expected.auth.anonymousLoopback = AnonymousRole::None;
        expected.auth.tokens = u"/etc/cordboard/tokens.yml"_s;
        QVERIFY(*config == expected);
    }

    /// Each key is good as it stands once its # is taken away, alone.
    void eachCommentedKeyIsGoodAlone()
    {
        static const QRegularExpression key(u"^#(?:  )*[a-z_]+: "_s);
        const QStringList lines = packagedConfig().split(u'\n');
        int keys = 0;
        for (qsizetype i = 0; i < lines.size(); ++i) {
            if (!key.match(lines.at(i)).hasMatch() || lines.at(i).startsWith("#    mi: {"_L1)
                || lines.at(i).startsWith("#    sip: {"_L1)) {
                continue;
            }
            QStringList edited = lines;
            edited[i] = edited.at(i).sliced(1);
            const auto config = readConfig(edited.join(u'\n').toUtf8(), u"server.yml"_s);
            QVERIFY2(config.has_value(), qPrintable(edited.at(i)));
            ++keys;
        }
        QCOMPARE_EQ(keys, int(serverKeys().size()) - 2);
    }

    void theExampleOfANodeIsGood()
    {
        QString text = packagedConfig();
        text.replace(u"\n#nodes:"_s, u"\nnodes:"_s)
            .replace(u"\n#  - "_s, u"\n  - "_s)
            .replace(u"\n#    "_s, u"\n    "_s);
        const auto config = readConfig(text.toUtf8(), u"server.yml"_s);
        QVERIFY(config);
        QCOMPARE_EQ(config->nodes.first().name, u"edge-1"_s);
    }

    void whatWasMadeIsWhatTheTablesSay()
    {
        for (const Program &program : programs()) {
            QFile file(made(program.name + u'.' + QString::number(program.section)));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QCOMPARE_EQ(QString::fromUtf8(file.readAll()), manPage(program));
        }
    }

    void manHasNoWarnings()
    {
        if (QStandardPaths::findExecutable(u"man"_s).isEmpty()
            || QStandardPaths::findExecutable(u"groff"_s).isEmpty()) {
            QSKIP("neither man nor groff");
        }
        for (const QString &page : {u"cordboard-server.8"_s, u"cordboard-server.yml.5"_s,
                 u"cordboard-cli.1"_s, u"cordboard-console.1"_s}) {
            const auto shown = shell(u"env"_s,
                {u"LC_ALL=C.UTF-8"_s, u"MANROFFSEQ="_s, u"man"_s, u"--warnings"_s, u"-E"_s, u"UTF-8"_s,
                    u"-l"_s, u"-Tutf8"_s, u"-Z"_s, made(page)});
            QVERIFY2(shown.has_value(), qPrintable(page));
            QVERIFY(shown->size() > 1000);
        }
    }

    void bashCompletes_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const QString &program, const QStringList &words, const QStringList &expected) {
            QTest::newRow(qPrintable(QString(program + u' ' + words.join(u' '))))
                << program << words << expected;
        };
        row(u"cordboard-cli"_s, {u"ca"_s}, {u"call"_s, u"calls"_s});
        row(u"cordboard-cli"_s, {u"call"_s, u"CallE"_s}, {u"CallEnd"_s});
        row(u"cordboard-cli"_s, {u"--json"_s, u"rpc"_s, u"NodeL"_s}, {u"NodeList"_s});
        row(u"cordboard-cli"_s, {u"--state"_s, u"h"_s}, {u"held"_s});
        row(u"cordboard-server"_s, {u"--log-format"_s, u"j"_s}, {u"json"_s, u"journald"_s});
        row(u"cordboard-server"_s, {u"tok"_s}, {u"token"_s});
        row(u"cordboard-server"_s, {u"token"_s, u"a"_s}, {u"add"_s});
        row(u"cordboard-server"_s, {u"token"_s, u"add"_s, u"x"_s, u"--rol"_s}, {u"--role"_s});
        row(u"cordboard-server"_s, {u"check"_s, u"--q"_s}, {u"--quiet"_s});
        row(u"cordboard-console"_s, {u"--theme"_s, u"d"_s}, {u"dark"_s});
    }
    void bashCompletes()
    {
        QFETCH(QString, program);
        QFETCH(QStringList, words);
        QFETCH(QStringList, expected);
        const auto shown = shell(u"bash"_s,
            QStringList{u"--norc"_s, u"-c"_s,
                u". \"$0\"; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _${1//-/_}; printf '%s\\n' \"${COMPREPLY[@]}\""_s,
                made(program + u".bash"_s), program}
                + words);
        QVERIFY(shown);
        QCOMPARE_EQ(shown->split(u'\n', Qt::SkipEmptyParts), expected);
    }

    void otherShellsReadTheirs()
    {
        int shells = 0;
        for (const Program &program : programs()) {
            if (!QStandardPaths::findExecutable(u"zsh"_s).isEmpty()) {
                QVERIFY(shell(u"zsh"_s, {u"-f"_s, u"-n"_s, made(u'_' + program.name)}));
                ++shells;
            }
            if (!QStandardPaths::findExecutable(u"fish"_s).isEmpty()) {
                const auto shown = shell(u"fish"_s,
                    {u"--no-config"_s, u"-c"_s,
                        u"source %1; complete -C '%2 --vers'"_s.arg(
                            made(program.name + u".fish"_s), program.name)});
                QVERIFY(shown);
                QVERIFY2(shown->startsWith("--version\t"_L1), qPrintable(*shown));
                ++shells;
            }
        }
        if (shells == 0) {
            QSKIP("neither zsh nor fish");
        }
    }

    void theVerbsOfTheServerAreThere() { QCOMPARE_EQ(named(u"cordboard-server"_s).verbs.size(), 3); }
};

QTEST_GUILESS_MAIN(ManualTest)
#include "tst_manual.moc"
