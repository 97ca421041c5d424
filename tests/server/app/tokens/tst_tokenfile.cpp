// SPDX-License-Identifier: Apache-2.0
#include "server/app/tokens/tokenfile.h"
#include "tests/support/strict.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace cordboard;
using namespace Qt::StringLiterals;

class TokenFileTest : public QObject {
    Q_OBJECT

    static TokenRecord full()
    {
        return {.name = u"crm-1"_s,
            .hash = hashOfToken("x"),
            .role = Role::Operator,
            .scope = {.kind = ScopeKind::Domain,
                .addresses = {},
                .domains = {u"a.example"_s, u"b.example"_s}},
            .dial = {.allow = {u"+49*@*"_s, u"\"q\": [x]\n#"_s}, .deny = {u"0900*@*"_s}},
            .createdAt = QDateTime::fromString(u"2026-01-02T03:04:05.678Z"_s, Qt::ISODateWithMs),
            .expiresAt = QDateTime::fromString(u"2027-01-02T03:04:05.678Z"_s, Qt::ISODateWithMs)};
    }

private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void readsWhatItWrites()
    {
        const TokenRecord bare{.name = u"b"_s, .hash = hashOfToken("y"), .role = Role::Viewer};
        TokenRecord own = full();
        own.name = u"c"_s;
        own.scope = {.kind = ScopeKind::Own, .addresses = {u"a@h.example"_s}, .domains = {}};
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"a/tokens.yml"_s);
        for (const QList<TokenRecord> &tokens :
            {QList<TokenRecord>{full(), bare, own}, QList<TokenRecord>{}}) {
            QVERIFY(writeTokenFile(path, tokens));
            const auto read = readTokenFile(path);
            QVERIFY2(read, read ? "" : qPrintable(read.error().message));
            QCOMPARE(*read, tokens);
            QCOMPARE_EQ(QFile::permissions(path) & QFile::Permissions(0x77ff),
                QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser);
        }
        QCOMPARE_EQ(QFileInfo(path).dir().entryList(QDir::Files | QDir::Hidden).size(), 1);
    }

    void missingFileHasNone()
    {
        const auto read = readTokenFile(u"/nonexistent/tokens.yml"_s);
        QVERIFY(read);
        QVERIFY(read->isEmpty());
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        const QByteArray good = encodeTokens({full()});
        const auto row = [](const char *name, const QByteArray &yaml) { QTest::newRow(name) << yaml; };
        row("no YAML", "tokens: [");
        row("a list", "- a");
        row("another key", "tokens: []\nroles: []\n");
        row("tokens is a text", "tokens: x");
        row("a token is a text", "tokens: [x]");
        row("unknown key", QByteArray(good) + "    super: true\n");
        row("unknown role", QByteArray(good).replace("role: operator", "role: root"));
        row("role in upper case", QByteArray(good).replace("role: operator", "role: Operator"));
        row("no role", QByteArray(good).replace("    role: operator\n", ""));
        row("no scope", QByteArray(good).replace("    scope: domain\n", ""));
        row("unknown scope", QByteArray(good).replace("scope: domain", "scope: everything"));
        row("no hash prefix", QByteArray(good).replace("sha256:", ""));
        row("other hash", QByteArray(good).replace("sha256:", "md5:"));
        row("short hash", QByteArray(good).replace("sha256:", "sha256:00").replace(".example\", \"b", "x"));
        row("no time", QByteArray(good).replace("2027-01-02T03:04:05.678Z", "tomorrow"));
        row("local time", QByteArray(good).replace("2027-01-02T03:04:05.678Z", "2027-01-02T03:04:05.678"));
        row("twice", good + good.mid(good.indexOf("  - name")));
        row("a key twice", QByteArray(good) + "    role: admin\n");
        row("bad name", QByteArray(good).replace("crm-1", "crm 1"));
        row("domains is a text", QByteArray(good).replace("[\"a.example\", \"b.example\"]", "a.example"));
        row("deny with null", QByteArray(good).replace("[\"0900*@*\"]", "[~]"));
    }
    void refuses()
    {
        QFETCH(QByteArray, yaml);
        const auto read = parseTokens(yaml, u"tokens.yml"_s);
        QVERIFY(!read);
        QCOMPARE_EQ(read.error().code, Errc::InvalidParams);
        QVERIFY(read.error().message.startsWith("tokens.yml:"_L1));
        QVERIFY(!read.error().message.contains(QString::fromLatin1(hashOfToken("x").toHex())));
    }
};

QTEST_GUILESS_MAIN(TokenFileTest)
#include "tst_tokenfile.moc"
