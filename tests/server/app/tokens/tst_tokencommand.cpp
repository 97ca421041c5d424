// SPDX-License-Identifier: Apache-2.0
#include "server/app/tokens/tokencommand.h"
#include "tests/support/strict.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace cordboard;
using namespace Qt::StringLiterals;

class TokenCommandTest : public QObject {
    Q_OBJECT
    const QDateTime now = QDateTime::fromString(u"2030-01-01T00:00:00Z"_s, Qt::ISODate);

private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void addsListsAndRevokes()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"tokens.yml"_s);
        const auto run = [&](const QString &line) -> Result<TokenReport> {
            const auto command = TokenCommand::parse(line.split(u' '), now);
            return command ? runTokenCommand(*command, path) : tl::unexpected(command.error());
        };
        const auto added =
            run(u"add crm --role operator --domain A.example --domain b.example --expires 90d"_s);
        QVERIFY2(added, added ? "" : qPrintable(added.error().message));
        const QByteArray token = added->out.trimmed().toLatin1();
        QVERIFY(token.startsWith("cord_"));
        QVERIFY(!added->err.toLatin1().contains(token));
        const auto tokens = readTokenFile(path);
        QVERIFY(tokens);
        QCOMPARE_EQ(tokens->size(), 1);
        const TokenRecord &record = tokens->first();
        QCOMPARE_EQ(record.hash, hashOfToken(token));
        QCOMPARE_EQ(record.role, Role::Operator);
        QCOMPARE_EQ(record.scope.kind, ScopeKind::Domain);
        QCOMPARE_EQ(record.scope.domains, (QStringList{u"a.example"_s, u"b.example"_s}));
        QCOMPARE_EQ(record.expiresAt, now.addDays(90));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains(token));

        QCOMPARE_EQ(run(u"add crm --role viewer"_s).error().code, Errc::Conflict);
        QVERIFY(run(u"add wall --role viewer --address sip:wall@a.example --deny 0900*@*"_s));
        const auto listed = run(u"list"_s);
        QVERIFY(listed);
        QCOMPARE_EQ(listed->out.count(u'\n'), 2);
        QVERIFY(listed->out.contains("crm"_L1) && listed->out.contains("2030-04-01T00:00:00Z"_L1));
        QVERIFY(!listed->out.contains("sha256"_L1));
        QVERIFY(run(u"revoke crm"_s));
        QVERIFY(!run(u"revoke crm"_s));
        QCOMPARE_EQ(readTokenFile(path)->size(), 1);
        QCOMPARE_EQ(readTokenFile(path)->first().scope.addresses, QStringList{u"wall@a.example"_s});
    }

    void changesNothingThatItDoesNotUnderstand()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"tokens.yml"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("tokens: nonsense\n");
        file.close();
        const auto command = TokenCommand::parse({u"add"_s, u"a"_s, u"--role"_s, u"viewer"_s}, now);
        QVERIFY(command);
        QVERIFY(!runTokenCommand(*command, file.fileName()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE_EQ(file.readAll(), "tokens: nonsense\n"_ba);
    }

    void errors_data()
    {
        QTest::addColumn<QString>("line");
        for (const char *line : {"", "add", "list all", "revoke", "remove a", "add a", "add a --role",
                 "add a b --role viewer", "add a --role root", "add a --role Viewer", "add .a --role viewer",
                 "add a/b --role viewer", "add a --role viewer --domain a@b",
                 "add a --role viewer --domain a.example:1", "add a --role viewer --domain -",
                 "add a --role viewer --address a.example", "add a --role viewer --address a@b;x",
                 "add a --role viewer --domain a.example --address a@b", "add a --role viewer --expires 90",
                 "add a --role viewer --expires -1d", "add a --role viewer --expires 0d",
                 "add a --role viewer --expires 99999999d", "add a --role viewer --expires d",
                 "add a --role viewer --allow=", "add a --role viewer --what"}) {
            QTest::newRow(line) << QString::fromLatin1(line);
        }
    }
    void errors()
    {
        QFETCH(QString, line);
        const auto command = TokenCommand::parse(line.split(u' ', Qt::SkipEmptyParts), now);
        QVERIFY(!command);
        QCOMPARE_EQ(command.error().code, Errc::InvalidParams);
    }
};

QTEST_GUILESS_MAIN(TokenCommandTest)
#include "tst_tokencommand.moc"
