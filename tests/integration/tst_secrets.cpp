// SPDX-License-Identifier: Apache-2.0
#include "server/app/tokens/tokenfile.h"
#include "tests/server/clients/client.h"
#include "tests/support/serverprocess.h"
#include "tests/support/strict.h"

#include <QDirIterator>
#include <QTcpSocket>
#include <QTest>

using namespace cordboard;
using namespace Qt::StringLiterals;

namespace {

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/// Nothing that the server writes, anywhere, holds a token; and no telephone number, where those are masked.
class SecretsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void areWrittenNowhere()
    {
        const QByteArray good = "cord_good-4711-Zq9wXk3vR7pL";
        const QByteArray wrong = "cord_wrong-4712-Yp8vWj2uQ6oK";
        const QByteArray jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2VjcmV0LXNpZ25hdHVyZQ";
        const QByteArray number = "+4930987654321";
        const QTemporaryDir folder;
        const QString tokens = folder.filePath(u"tokens.yml"_s);
        QVERIFY(writeTokenFile(tokens, {{.name = u"crm"_s, .hash = hashOfToken(good), .role = Role::Admin}}));
        tests::ServerProcess server;
        server.start("log: {level: DEBUG, mask_numbers: true}\nauth: {tokens: " + tokens.toUtf8()
            + "}\nadmin: {listen: \"127.0.0.1:0\"}\n");
        QTRY_VERIFY_WITH_TIMEOUT(!server.adminUrl().isEmpty(), 20000);

        const auto open = [&](tests::Client &client, const QByteArray &header, const QByteArray &value,
                              const QString &query = {}) {
            QUrl url = server.url();
            url.setQuery(query);
            QNetworkRequest request(url);
            request.setRawHeader(header, value);
            client.open(request);
            return QTest::qWaitFor([&] { return client.isConnected; });
        };
        tests::Client admin;
        QVERIFY(open(admin, "Authorization", "Bearer " + good));
        tests::Client refused;
        QVERIFY(open(refused, "Authorization", "Bearer " + wrong));
        tests::Client inAddress;
        QVERIFY(open(inAddress, "X-Other", "x", u"token="_s + QString::fromLatin1(good)));
        tests::Client later;
        QVERIFY(open(later, "Via", good));
        const QString text = QString::fromLatin1(good);
        later.request(1, u"SessionLogin"_s, QJsonObject{{u"token"_s, QString::fromLatin1(wrong)}});
        later.request(2, u"SessionLogin"_s, QJsonObject{{u"token"_s, QString::fromLatin1(jwt)}});
        later.request(3, u"SessionLogin"_s, QJsonObject{{text, text}});
        later.request(4, u"SessionLogin"_s, QJsonObject{{u"token"_s, QJsonArray{text}}});
        later.request(5, text, QJsonObject{{u"token"_s, text}});
        later.request(6, u"SessionLogin"_s, QJsonObject{{u"token"_s, text}});
        later.send("{\"method\":\"SessionLogin\",\"params\":{\"token\":\"" + good + "\"");
        QTRY_COMPARE(later.received.size(), 7);
        admin.request(1, u"CallStart"_s,
            QJsonObject{{u"caller"_s, QString::fromLatin1("sip:" + number + "@h")},
                {u"callee"_s, QString::fromLatin1("sip:" + number + "@h")}, {u"cmd_id"_s, u"one"_s}});
        QTRY_VERIFY(admin.received.size() >= 3); // no proxy: it ends at once
        admin.request(2, u"AuditList"_s);
        QTRY_VERIFY(admin.received.size() >= 4);
        QTRY_VERIFY(refused.isGone && inAddress.isGone);
        QVERIFY(writeTokenFile(tokens, {}));
        QTRY_VERIFY(admin.isGone);
        QTcpSocket metrics;
        QByteArray page;
        connect(&metrics, &QTcpSocket::readyRead, this, [&] { page += metrics.readAll(); });
        metrics.connectToHost(server.adminUrl().host(), quint16(server.adminUrl().port()));
        metrics.write("GET /metrics?" + good + " HTTP/1.1\r\nHost: localhost\r\nX: " + good + "\r\n\r\n");
        QTRY_VERIFY(page.contains("cordboard_commands_total{method=\"CallStart\",outcome="));
        server.terminate();
        QTRY_VERIFY(!server.isRunning());

        QByteArray audit = contents(server.folder() + u"/state/audit.log"_s);
        QVERIFY(audit.contains("\"what\":\"login\"") && audit.contains("\"what\":\"login_failed\"")
            && audit.contains("\"what\":\"token_revoked\""));
        QVERIFY(audit.contains(number)); // the audit keeps whom it was about
        QVERIFY(server.log().contains("login_failed") && server.log().contains("turned away"));
        QVERIFY2(!server.log().contains("0987654321"), server.log().constData());
        QByteArray everything = server.log() + page;
        QDirIterator files(server.folder(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        int looked = 0;
        while (files.hasNext()) {
            everything += contents(files.next());
            ++looked;
        }
        QVERIFY(looked >= 3); // server.yml, audit.log, the journal
        for (const QByteArray &secret : {good, wrong, jwt}) {
            for (const QByteArray &part : {secret, secret.first(12), secret.last(12), secret.toBase64()}) {
                QVERIFY2(!everything.contains(part), part.constData());
            }
        }
        for (const QJsonValue &message : admin.received + later.received) {
            const QByteArray answer = QJsonDocument(message.toObject()).toJson();
            QVERIFY2(!answer.contains(wrong) && !answer.contains(jwt), answer.constData());
        }
    }
};

QTEST_GUILESS_MAIN(SecretsTest)
#include "tst_secrets.moc"
