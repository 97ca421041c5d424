// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/doctor/doctor.h"
#include "server/connectors/opensips/doctor/findings.h"
#include "server/simulator/simulator.h"
#include "tests/support/strict.h"

#include <QTest>

using namespace cordboard;
using namespace cordboard::opensips;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

simulator::SimulatorOptions quiet()
{
    simulator::SimulatorOptions options;
    options.backgroundCalls = 0;
    options.httpd.receiveBuffer = 16384;
    options.script = true;
    return options;
}

NodeSettings settingsOf(const simulator::Simulator &proxy)
{
    NodeSettings settings;
    settings.name = NodeName(u"edge"_s);
    settings.http = proxy.httpUrl();
    const QString datagram = proxy.datagramAddress();
    if (!datagram.isEmpty()) {
        settings.datagramHost = u"127.0.0.1"_s;
        settings.datagramPort = datagram.section(u':', -1).toUShort();
    }
    settings.answerTime = 300ms;
    return settings;
}

std::optional<Examination> examine(NodeSettings settings)
{
    Doctor doctor(std::move(settings));
    std::optional<Examination> seen;
    QObject context;
    doctor.examine().then(&context, [&](const Result<Examination> &result) {
        if (result) {
            seen = *result;
        }
    });
    return QTest::qWaitFor([&] { return seen.has_value(); }, 20000) ? seen : std::nullopt;
}

/// "FAULT what" of all that is not well.
QStringList troubles(const Examination &seen, FindingLevel level)
{
    QStringList out;
    for (const Finding &finding : judge(seen)) {
        if (finding.level == level) {
            out.append(finding.what);
        }
    }
    return out;
}

} // namespace

class DoctorTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void aHealthyProxyOfEachVersion_data()
    {
        QTest::addColumn<int>("version");
        QTest::newRow("3.4") << int(simulator::Version::V34);
        QTest::newRow("3.6") << int(simulator::Version::V36);
        QTest::newRow("4.0") << int(simulator::Version::V40);
    }
    void aHealthyProxyOfEachVersion()
    {
        QFETCH(int, version);
        auto options = quiet();
        options.version = static_cast<simulator::Version>(version);
        simulator::Simulator proxy(options);
        QVERIFY(proxy.start());
        const auto seen = examine(settingsOf(proxy));
        QVERIFY(seen);
        QCOMPARE_EQ(troubles(*seen, FindingLevel::Fault), QStringList());
        QVERIFY(seen->http.answers() && seen->datagram.answers());
        QVERIFY(!seen->http.version.isEmpty());
        QVERIFY(seen->events.arrived);
        QVERIFY(seen->events.roundTrip > 0us);
        QVERIFY(seen->events.subscriptions.contains(u"E_CORDBOARD"_s));
        QVERIFY(!seen->events.subscriptions.value(u"E_CORDBOARD"_s));
        QVERIFY(seen->clockOffset);
        QCOMPARE_LE(std::abs(seen->clockOffset->count()), 2);
        QVERIFY(seen->isLoopback);
    }

    /// Nothing is left behind: a call after the examination makes no event.
    void takesItsSubscriptionsBack()
    {
        simulator::Simulator proxy(quiet());
        QVERIFY(proxy.start());
        QVERIFY(examine(settingsOf(proxy)));
        const qint64 before = proxy.eventsSent();
        QVERIFY(before > 0);
        const QString call = proxy.placeCall(u"alice"_s, u"bob"_s);
        QVERIFY(!call.isEmpty());
        QVERIFY(QTest::qWaitFor([&] { return proxy.hangUp(u"alice"_s, call); }));
        QTRY_COMPARE(proxy.callCount(), 0);
        QCOMPARE_EQ(proxy.eventsSent(), before);
    }

    void aScriptThatDoesNotTell()
    {
        auto options = quiet();
        options.script = false;
        simulator::Simulator proxy(options);
        QVERIFY(proxy.start());
        const auto seen = examine(settingsOf(proxy));
        QVERIFY(seen);
        QCOMPARE_EQ(troubles(*seen, FindingLevel::Fault), QStringList());
        QVERIFY(troubles(*seen, FindingLevel::Note).join(u'\n').contains("E_CORDBOARD"_L1));
    }

    void oneLaneEach()
    {
        auto options = quiet();
        options.http = false;
        simulator::Simulator onlyDatagram(options);
        QVERIFY(onlyDatagram.start());
        auto seen = examine(settingsOf(onlyDatagram));
        QVERIFY(seen);
        QCOMPARE_EQ(troubles(*seen, FindingLevel::Fault), QStringList());
        options.http = true;
        options.datagram = false;
        simulator::Simulator onlyHttp(options);
        QVERIFY(onlyHttp.start());
        seen = examine(settingsOf(onlyHttp));
        QVERIFY(seen);
        QCOMPARE_EQ(troubles(*seen, FindingLevel::Fault).size(), 1);
        QVERIFY(seen->events.arrived);
    }

    void faultsAreFound_data()
    {
        QTest::addColumn<int>("lane");
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("what");
        using enum simulator::Faults::Lane;
        QTest::newRow("HTTP hangs") << int(Http) << u""_s << u"management over HTTP does not answer"_s;
        QTest::newRow("datagrams hang")
            << int(Datagram) << u""_s << u"management over datagrams does not answer"_s;
        QTest::newRow("both hang") << int(Any) << u""_s << u"management over datagrams does not answer"_s;
        QTest::newRow("no list of commands") << int(Any) << u"which"_s << u"which"_s;
        QTest::newRow("no subscriptions") << int(Any) << u"event_subscribe"_s << u"subscription"_s;
        QTest::newRow("no raise_event") << int(Any) << u"raise_event"_s << u"raise_event"_s;
    }
    void faultsAreFound()
    {
        QFETCH(int, lane);
        QFETCH(QString, method);
        QFETCH(QString, what);
        simulator::Simulator proxy(quiet());
        QVERIFY(proxy.start());
        proxy.faults().mi(
            simulator::MiFault::Ignore, 100, method, static_cast<simulator::Faults::Lane>(lane));
        const auto seen = examine(settingsOf(proxy));
        QVERIFY(seen);
        const QString all = troubles(*seen, FindingLevel::Fault).join(u'\n');
        QVERIFY2(all.contains(what), qPrintable(all));
    }

    void eventsThatDoNotArriveAreFound()
    {
        simulator::Simulator proxy(quiet());
        QVERIFY(proxy.start());
        proxy.faults().loseEvents(true);
        const auto seen = examine(settingsOf(proxy));
        QVERIFY(seen);
        QVERIFY(!seen->events.arrived);
        const QStringList all = troubles(*seen, FindingLevel::Fault);
        QCOMPARE_EQ(all.size(), 1);
        QVERIFY(all.first().contains("events do not arrive"_L1));
    }

    void aProxyThatIsNotThere()
    {
        simulator::Simulator proxy(quiet());
        QVERIFY(proxy.start());
        const NodeSettings settings = settingsOf(proxy);
        proxy.die();
        const auto seen = examine(settings);
        QVERIFY(seen);
        QCOMPARE_EQ(troubles(*seen, FindingLevel::Fault).size(), 2);
        QVERIFY(!seen->best());
    }

    /// A running server holds the port.
    void aPortThatIsTaken()
    {
        simulator::Simulator proxy(quiet());
        QVERIFY(proxy.start());
        EventSocket other;
        QVERIFY(other.bind(QHostAddress(QHostAddress::LocalHost), 0));
        NodeSettings settings = settingsOf(proxy);
        settings.eventPort = other.portNumber();
        const auto seen = examine(settings);
        QVERIFY(seen);
        QVERIFY(seen->events.bindError);
        QCOMPARE_EQ(troubles(*seen, FindingLevel::Fault).size(), 1);
    }

    void smallBuffersOfTheHttpServerAreFound()
    {
        auto options = quiet();
        options.httpd.receiveBuffer = 1024;
        simulator::Simulator proxy(options);
        QVERIFY(proxy.start());
        const auto seen = examine(settingsOf(proxy));
        QVERIFY(seen);
        QVERIFY(seen->http.longRequest);
        QVERIFY(troubles(*seen, FindingLevel::Note).join(u'\n').contains("1,024 bytes"_L1));
    }
};

QTEST_GUILESS_MAIN(DoctorTest)
#include "tst_doctor.moc"
