// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/management/lanes.h"
#include "tests/support/outcomes.h"
#include "tests/support/scriptedlane.h"
#include "tests/support/strict.h"

#include <QTest>

using namespace cordboard;
using namespace cordboard::opensips;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using tests::Outcomes;
using tests::ScriptedLane;

class LanesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void picks_data()
    {
        QTest::addColumn<bool>("http");
        QTest::addColumn<bool>("datagram");
        QTest::addColumn<bool>("phone");
        QTest::addColumn<bool>("slowOverHttp");
        QTest::addColumn<int>("bytes");
        QTest::addColumn<QString>("expected"); // http, datagram, or a word of the refusal
        const auto row = [](const char *name, bool http, bool datagram, bool phone, bool slow, int bytes,
                             const char *expected) {
            QTest::newRow(name) << http << datagram << phone << slow << bytes
                                << QString::fromLatin1(expected);
        };
        row("both, at once", true, true, false, false, 100, "http");
        row("both, at once, 1,000 bytes", true, true, false, false, 1000, "http");
        row("both, at once, long", true, true, false, false, 1001, "datagram");
        row("both, phone", true, true, true, false, 100, "datagram");
        row("both, phone, slow allowed", true, true, true, true, 100, "datagram");
        row("HTTP, at once", true, false, false, false, 100, "http");
        row("HTTP, at once, long", true, false, false, false, 5000, "http");
        row("HTTP, phone", true, false, true, false, 100, "mi_datagram");
        row("HTTP, phone, slow allowed", true, false, true, true, 100, "http");
        row("datagram, at once", false, true, false, false, 100, "datagram");
        row("datagram, phone", false, true, true, false, 100, "datagram");
        row("none, at once", false, false, false, false, 100, "neither");
        row("none, phone", false, false, true, true, 100, "neither");
    }
    void picks()
    {
        QFETCH(bool, http);
        QFETCH(bool, datagram);
        QFETCH(bool, phone);
        QFETCH(bool, slowOverHttp);
        QFETCH(int, bytes);
        QFETCH(QString, expected);
        const Lanes lanes(http ? std::make_unique<ScriptedLane>() : nullptr,
            datagram ? std::make_unique<ScriptedLane>() : nullptr);
        const auto picked = lanes.pick({phone ? Answerer::Phone : Answerer::Proxy, slowOverHttp, bytes});
        if (expected == "http"_L1) {
            QVERIFY(picked && *picked && *picked == lanes.http());
        } else if (expected == "datagram"_L1) {
            QVERIFY(picked && *picked && *picked == lanes.datagram());
        } else {
            QVERIFY(!picked);
            QCOMPARE_EQ(picked.error().code, Errc::NotSupported);
            QVERIFY(picked.error().message.contains(expected));
        }
    }

    void callsByTheProxysNames()
    {
        Lanes lanes(std::make_unique<ScriptedLane>(), std::make_unique<ScriptedLane>());
        auto &http = static_cast<ScriptedLane &>(*lanes.http());
        auto &datagram = static_cast<ScriptedLane &>(*lanes.datagram());
        Outcomes outcomes;
        outcomes.take(1, lanes.call(u"dlg_list"_s, {}, 5s));
        QCOMPARE_EQ(http.calls.at(0).method, u"dlg_list"_s);
        lanes.setNames(CommandNames::fromWhich({u"dialog:list"_s, u"tm:uac_dlg"_s}));
        outcomes.take(2, lanes.call(u"dlg_list"_s, {{u"index"_s, 20}}, 3s, {}, Priority::Background));
        QCOMPARE_EQ(http.calls.at(1).method, u"dialog:list"_s);
        QCOMPARE_EQ(http.calls.at(1).params, (QJsonObject{{u"index"_s, 20}}));
        QCOMPARE_EQ(http.calls.at(1).deadline, 3000ms);
        QCOMPARE_EQ(http.calls.at(1).priority, Priority::Background);
        outcomes.take(3, lanes.call(u"t_uac_dlg"_s, {}, 60s, {Answerer::Phone}));
        QCOMPARE_EQ(datagram.calls.at(0).method, u"tm:uac_dlg"_s);
        outcomes.take(4, lanes.call(u"dlg_push_var"_s, {{u"value"_s, QString(1000, u'x')}}, 5s));
        QCOMPARE_EQ(datagram.calls.size(), 2U);
        QCOMPARE_EQ(http.calls.size(), 2U);
        datagram.answer(QJsonValue(u"200 OK"_s));
        QCOMPARE_EQ(outcomes.count(), 1);
        QCOMPARE_EQ(outcomes.tag(0), 3);
    }

    void refusesWithoutALane()
    {
        Lanes lanes(std::make_unique<ScriptedLane>(), nullptr);
        Outcomes outcomes;
        outcomes.take(1, lanes.call(u"t_uac_dlg"_s, {}, 60s, {Answerer::Phone}));
        QCOMPARE_EQ(outcomes.count(), 1);
        QCOMPARE_EQ(outcomes.code(0), Errc::NotSupported);
        QVERIFY(static_cast<ScriptedLane &>(*lanes.http()).calls.empty());
    }
};

QTEST_GUILESS_MAIN(LanesTest)
#include "tst_lanes.moc"
