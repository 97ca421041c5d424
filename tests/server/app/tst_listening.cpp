// SPDX-License-Identifier: Apache-2.0
#include "server/app/listening.h"
#include "tests/support/strict.h"
#include "tests/support/tlsfixture.h"

#include <QTemporaryDir>
#include <QTest>

using namespace cordboard;
using namespace Qt::StringLiterals;

class ListeningTest : public QObject {
    Q_OBJECT

    static QString write(const QTemporaryDir &folder, const QString &name, const QByteArray &text)
    {
        QFile file(folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? file.fileName()
                                                                                  : QString();
    }

private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void mayListen_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<bool>("tls");
        QTest::addColumn<bool>("logins");
        QTest::addColumn<bool>("insecure");
        QTest::addColumn<QString>("verdict"); ///< good, warning or refused
        for (const char *host : {"127.0.0.1", "127.1.2.3", "::1", "localhost"}) {
            QTest::addRow("%s", host) << QString::fromLatin1(host) << false << false << false << u"good"_s;
        }
        for (const char *host : {"0.0.0.0", "::", "192.0.2.1", "2001:db8::1"}) {
            const QString text = QString::fromLatin1(host);
            QTest::addRow("%s", host) << text << false << false << false << u"refused"_s;
            QTest::addRow("%s, TLS", host) << text << true << false << false << u"refused"_s;
            QTest::addRow("%s, tokens", host) << text << false << true << false << u"refused"_s;
            QTest::addRow("%s, both", host) << text << true << true << false << u"good"_s;
            QTest::addRow("%s, insecure", host) << text << false << false << true << u"warning"_s;
            QTest::addRow("%s, tokens, insecure", host) << text << false << true << true << u"warning"_s;
            QTest::addRow("%s, both, insecure", host) << text << true << true << true << u"good"_s;
        }
    }
    void mayListen()
    {
        QFETCH(QString, host);
        QFETCH(bool, tls);
        QFETCH(bool, logins);
        QFETCH(bool, insecure);
        QFETCH(QString, verdict);
        WsServerConfig config;
        config.host = host;
        config.insecureListen = insecure;
        config.tls = tls ? TlsConfig{u"/c"_s, u"/k"_s, {}} : TlsConfig{};
        const auto judged = judgeListening(config, logins);
        QCOMPARE_EQ(!judged ? u"refused"_s : *judged ? u"warning"_s : u"good"_s, verdict);
        if (!judged) {
            QCOMPARE_EQ(judged.error().code, Errc::InvalidParams);
            QVERIFY(!judged.error().message.contains(u'\n'));
        }
    }

    void readsCertificates()
    {
        const QTemporaryDir folder;
        const QString certificate = write(folder, u"c.pem"_s, tests::tlsCertificate().toPem());
        const QString key = write(folder, u"k.pem"_s, tests::tlsServer().privateKey().toPem());
        const auto none = readTls({});
        QVERIFY(none && !*none);
        const auto tls = readTls({certificate, key, {}});
        QVERIFY2(tls, tls ? "" : qPrintable(tls.error().message));
        QCOMPARE_EQ((*tls)->localCertificate(), tests::tlsCertificate());
        QCOMPARE_EQ((*tls)->protocol(), QSsl::TlsV1_2OrLater);
        const auto mutual = readTls({certificate, key, certificate});
        QVERIFY(mutual);
        QCOMPARE_EQ((*mutual)->peerVerifyMode(), QSslSocket::VerifyPeer);
        QCOMPARE_EQ((*mutual)->caCertificates().size(), 1);
        const QString garbage = write(folder, u"x.pem"_s, "x");
        for (const TlsConfig &bad : {TlsConfig{garbage, key, {}}, TlsConfig{certificate, garbage, {}},
                 TlsConfig{certificate, key, garbage}, TlsConfig{u"/nonexistent"_s, key, {}},
                 TlsConfig{certificate, u"/nonexistent"_s, {}}, TlsConfig{key, certificate, {}}}) {
            const auto refused = readTls(bad);
            QVERIFY(!refused);
            QCOMPARE_EQ(refused.error().code, Errc::InvalidParams);
            QVERIFY(refused.error().message.startsWith("ws_server.tls."_L1));
        }
    }
};

QTEST_GUILESS_MAIN(ListeningTest)
#include "tst_listening.moc"
