// SPDX-License-Identifier: Apache-2.0
#include "server/clients/announcer.h"
#include "tests/server/clients/fakestream.h"
#include "tests/support/strict.h"

#include <QJsonArray>
#include <QTest>

using namespace cordboard;
using namespace cordboard::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class AnnouncerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void tellsEachThingOnceAsItIsAtLast()
    {
        Announcer announcer(u"NodesChanged"_s, u"nodes"_s, 0ms);
        FakeStream client;
        announcer.subscribe(&client);
        announcer.subscribe(&client);
        announcer.announce(u"a"_s, {{u"name"_s, u"a"_s}, {u"reachable"_s, false}});
        announcer.announce(u"a"_s, {{u"name"_s, u"a"_s}, {u"reachable"_s, true}});
        QTRY_COMPARE(client.received.size(), 1);
        QCOMPARE_EQ(client.texts.first(),
            u"{\"jsonrpc\":\"2.0\",\"method\":\"NodesChanged\",\"params\":{\"nodes\":[{\"name\":\"a\",\"reachable\":true}]}}"_s);
    }

    void saysNothingToWhoDidNotAsk()
    {
        Announcer announcer(u"NodesChanged"_s, u"nodes"_s, 0ms);
        FakeStream other;
        FakeStream client;
        announcer.announce(u"before"_s, {});
        announcer.subscribe(&client);
        announcer.subscribe(&other);
        announcer.unsubscribe(&other);
        {
            FakeStream gone;
            announcer.subscribe(&gone);
        }
        announcer.announce(u"a"_s, {});
        QTRY_COMPARE(client.received.size(), 1);
        QCOMPARE_EQ(client.params(0)["nodes"_L1].toArray().size(), 1);
        QCOMPARE_EQ(other.received.size(), 0);
    }

    void splitsWhatIsMuch()
    {
        Announcer announcer(u"RegistrationsChanged"_s, u"registrations"_s, 0ms);
        FakeStream client;
        announcer.subscribe(&client);
        for (int i = 0; i < 401; ++i) {
            announcer.announce(QString::number(i), {{u"aor"_s, i}});
        }
        QTRY_COMPARE(client.received.size(), 3);
        qsizetype all = 0;
        for (qsizetype n = 0; n < 3; ++n) {
            all += client.params(n)["registrations"_L1].toArray().size();
        }
        QCOMPARE_EQ(all, 401);
    }
};

QTEST_GUILESS_MAIN(AnnouncerTest)
#include "tst_announcer.moc"
