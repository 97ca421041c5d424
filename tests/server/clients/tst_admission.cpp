// SPDX-License-Identifier: Apache-2.0
#include "server/clients/admission.h"
#include "tests/support/strict.h"

#include <QTest>

using namespace cordboard;
using namespace Qt::StringLiterals;

class AdmissionTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void origins_data()
    {
        QTest::addColumn<QString>("origin");
        QTest::addColumn<bool>("allowed");
        QTest::newRow("none") << QString() << true;
        QTest::newRow("listed") << u"https://a.example"_s << true;
        QTest::newRow("other scheme") << u"http://a.example"_s << false;
        QTest::newRow("with a port") << u"https://a.example:443"_s << false;
        QTest::newRow("longer") << u"https://a.example.evil"_s << false;
        QTest::newRow("upper case") << u"https://A.example"_s << false;
        QTest::newRow("null") << u"null"_s << false;
        QTest::newRow("file") << u"file://"_s << false;
    }
    void origins()
    {
        QFETCH(QString, origin);
        QFETCH(bool, allowed);
        QCOMPARE_EQ(isOriginAllowed(origin, {u"https://a.example"_s, u"null"_s}), allowed);
    }

    void handshakes_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<bool>("good");
        QTest::newRow("plain") << u"ws://h/call-api"_s << ""_ba << true;
        QTest::newRow("query") << u"ws://h/call-api?a=b"_s << ""_ba << true;
        QTest::newRow("other header") << u"ws://h/call-api"_s << "X-Forward"_ba << true;
        QTest::newRow("root") << u"ws://h/"_s << ""_ba << false;
        QTest::newRow("longer") << u"ws://h/call-api/"_s << ""_ba << false;
        QTest::newRow("upper case") << u"ws://h/Call-Api"_s << ""_ba << false;
        QTest::newRow("escaped") << u"ws://h/call%2dapi"_s << ""_ba
                                 << true; // RFC 3986 6.2.2.2: the same path
        QTest::newRow("dots") << u"ws://h/x/../call-api"_s << ""_ba << false;
        for (const char *name :
            {"Forwarded", "forwarded", "X-Forwarded-For", "x-forwarded-proto", "VIA", "X-Real-IP"}) {
            QTest::newRow(name) << u"ws://h/call-api"_s << QByteArray(name) << false;
        }
        QTest::newRow("empty origin") << u"ws://h/call-api"_s << "Origin"_ba << false;
    }
    void handshakes()
    {
        QFETCH(QString, url);
        QFETCH(QByteArray, header);
        QFETCH(bool, good);
        QNetworkRequest request{QUrl(url)};
        if (!header.isEmpty()) {
            request.setRawHeader(header, header == "Origin" ? " " : "x");
        }
        QCOMPARE_EQ(!objectionTo(request, u"/call-api"_s).has_value(), good);
    }
};

QTEST_GUILESS_MAIN(AdmissionTest)
#include "tst_admission.moc"
