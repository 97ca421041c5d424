// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/doctor/findings.h"
#include "tests/support/strict.h"

#include <QTest>

#include <functional>

using namespace cordboard;
using namespace cordboard::opensips;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(std::function<void(Examination &)>)

namespace {

const QStringList everything{u"dlg_list"_s, u"dlg_list_ctx"_s, u"dlg_end_dlg"_s, u"dlg_send_sequential"_s,
    u"dlg_push_var"_s, u"call_transfer"_s, u"call_hold"_s, u"call_unhold"_s, u"t_uac_dlg"_s, u"ul_dump"_s,
    u"ua_session_client_start"_s, u"ua_session_terminate"_s};

CommandNames without(const QStringList &commands)
{
    QStringList all = everything;
    for (const QString &command : commands) {
        all.removeAll(command);
    }
    return CommandNames::fromWhich(all);
}

/// A proxy that has it all, on a machine that is set up.
Examination healthy()
{
    Examination seen;
    seen.http = {.configured = true,
        .address = u"http://127.0.0.1:8888/mi"_s,
        .version = u"OpenSIPS (3.6.8 (x86_64/linux))"_s,
        .names = without({})};
    seen.datagram = seen.http;
    seen.datagram.address = u"udp:127.0.0.1:8080"_s;
    seen.events.socket = u"udp:127.0.0.1:40000"_s;
    seen.events.receiveBufferBytes = 4'194'304;
    for (const auto &event :
        {u"E_DLG_STATE_CHANGED"_s, u"E_CALL_TRANSFER"_s, u"E_CALL_HOLD"_s, u"E_CORDBOARD"_s}) {
        seen.events.subscriptions.insert(event, std::nullopt);
    }
    seen.events.probedWith = u"E_DLG_STATE_CHANGED"_s;
    seen.events.arrived = true;
    seen.clockOffset = std::chrono::seconds(0);
    return seen;
}

QList<Finding> trouble(const Examination &seen)
{
    QList<Finding> out = judge(seen);
    out.removeIf([](const Finding &finding) { return finding.level == FindingLevel::Good; });
    return out;
}

} // namespace

class FindingsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void aProxyThatHasItAll()
    {
        QVERIFY(trouble(healthy()).isEmpty());
        const auto findings = judge(healthy());
        QCOMPARE_GE(findings.size(), 10);
        for (const Finding &finding : findings) {
            QVERIFY2(finding.remedy.isEmpty(), qPrintable(finding.what));
            QVERIFY(!finding.what.contains(u'\n'));
        }
    }

    void eachTroubleIsOneLineThatNamesTheRemedy_data()
    {
        using Change = std::function<void(Examination &)>;
        QTest::addColumn<Change>("change");
        QTest::addColumn<int>("level");
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("remedy");
        const auto row = [](const char *name, FindingLevel level, const QString &what, const QString &remedy,
                             Change change) {
            QTest::newRow(name) << change << int(level) << what << remedy;
        };
        using enum FindingLevel;
        const Error silent{Errc::Timeout, u"no answer"_s};
        const Error refused{Errc::RefusedByProxy, u"Event not found"_s};

        row("no HTTP", Note, u"no HTTP lane"_s, u"mi_http.so"_s, [](Examination &e) { e.http = {}; });
        row("HTTP dead", Fault, u"http://127.0.0.1:8888/mi"_s, u"\"port\", 8888"_s,
            [=](Examination &e) { e.http.error = silent; });
        row("small HTTP buffer", Note, u"1,024 bytes"_s, u"receive_buf_size"_s,
            [=](Examination &e) { e.http.longRequest = silent; });
        row("no datagram", Fault, u"freeze"_s, u"mi_datagram.so"_s, [](Examination &e) { e.datagram = {}; });
        row("datagram dead", Fault, u"udp:127.0.0.1:8080"_s, u"udp:127.0.0.1:8080"_s,
            [=](Examination &e) { e.datagram.error = silent; });
        row("3.3", Fault, u"3.3.9"_s, u"upgrade"_s,
            [](Examination &e) { e.http.version = u"OpenSIPS (3.3.9 (x86_64/linux))"_s; });
        row("3.4", Note, u"late"_s, u"3.6"_s,
            [](Examination &e) { e.http.version = u"OpenSIPS (3.4.18 (x86_64/linux))"_s; });
        row("no version", Note, u"version"_s, u"3.4"_s, [](Examination &e) { e.http.version.clear(); });
        row("no which", Fault, u"which"_s, u"management interface"_s,
            [](Examination &e) { e.http.names = CommandNames(); });
        row("no dialog", Fault, u"module dialog is not loaded"_s, u"create_dialog"_s, [](Examination &e) {
            e.http.names = without({u"dlg_list"_s, u"dlg_list_ctx"_s, u"dlg_end_dlg"_s,
                u"dlg_send_sequential"_s, u"dlg_push_var"_s});
        });
        row("old dialog", Fault, u"dlg_push_var"_s, u"upgrade"_s,
            [](Examination &e) { e.http.names = without({u"dlg_push_var"_s}); });
        row("no callops", Fault, u"module callops is not loaded"_s, u"loadmodule \"callops.so\""_s,
            [](Examination &e) {
                e.http.names = without({u"call_transfer"_s, u"call_hold"_s, u"call_unhold"_s});
            });
        row("no tm", Fault, u"module tm"_s, u"loadmodule \"tm.so\""_s,
            [](Examination &e) { e.http.names = without({u"t_uac_dlg"_s}); });
        row("no usrloc", Note, u"module usrloc"_s, u"registrar.so"_s,
            [](Examination &e) { e.http.names = without({u"ul_dump"_s}); });
        row("port taken", Fault, u"address in use"_s, u"events.listen"_s, [](Examination &e) {
            e.events = {.bindError = Error{Errc::Internal, u"address in use"_s}};
        });
        row("raise refused", Fault, u"raise_event"_s, u"event_datagram"_s, [=](Examination &e) {
            e.events.raiseError = refused;
            e.events.arrived = false;
        });
        row("events lost", Fault, u"udp:127.0.0.1:40000"_s, u"events.advertise"_s,
            [](Examination &e) { e.events.arrived = false; });
        row("small buffer", Note, u"208 kB"_s, u"net.core.rmem_max=4194304"_s,
            [](Examination &e) { e.events.receiveBufferBytes = 212'992; });
        row("no script", Note, u"E_CORDBOARD"_s, u"cordboard.cfg"_s,
            [=](Examination &e) { e.events.subscriptions[u"E_CORDBOARD"_s] = refused; });
        row("no transfer event", Fault, u"E_CALL_TRANSFER: Event not found"_s, u"callops.so"_s,
            [=](Examination &e) { e.events.subscriptions[u"E_CALL_TRANSFER"_s] = refused; });
        row("clock", Note, u"-42 s"_s, u"NTP"_s,
            [](Examination &e) { e.clockOffset = std::chrono::seconds(-42); });
        row("open management", Note, u"without encryption"_s, u"tunnel"_s,
            [](Examination &e) { e.isLoopback = false; });
    }
    void eachTroubleIsOneLineThatNamesTheRemedy()
    {
        QFETCH(std::function<void(Examination &)>, change);
        QFETCH(int, level);
        QFETCH(QString, what);
        QFETCH(QString, remedy);
        Examination seen = healthy();
        change(seen);
        const auto found = trouble(seen);
        QCOMPARE_EQ(found.size(), 1);
        QCOMPARE_EQ(int(found.first().level), level);
        QVERIFY2(found.first().what.contains(what), qPrintable(found.first().what));
        QVERIFY2(found.first().remedy.contains(remedy), qPrintable(found.first().remedy));
        QVERIFY(!QString(found.first().what + found.first().remedy).contains(u'\n'));
    }

    void withoutDatagramsTheSessionsAreNeeded()
    {
        Examination seen = healthy();
        seen.datagram = {};
        seen.http.names = without({u"ua_session_client_start"_s, u"ua_session_terminate"_s});
        const auto found = trouble(seen);
        QCOMPARE_EQ(found.size(), 2);
        QVERIFY(found.last().remedy.contains("b2b_entities.so"_L1));
        QCOMPARE_EQ(found.last().level, FindingLevel::Fault);
    }

    void aProxyThatIsGoneIsNotJudgedFurther()
    {
        Examination seen = healthy();
        seen.http.error = seen.datagram.error = Error{Errc::ProxyUnreachable, u"refused"_s};
        QCOMPARE_EQ(judge(seen).size(), 2);
    }

    void noEventsAtAllIsOneFaultEach()
    {
        Examination seen = healthy();
        const Error refused{Errc::RefusedByProxy, u"Event not found"_s};
        for (auto &event : seen.events.subscriptions) {
            event = refused;
        }
        seen.events.probedWith.clear();
        const auto found = trouble(seen);
        QCOMPARE_EQ(found.size(), 1);
        QVERIFY(found.first().remedy.contains("event_datagram.so"_L1));
    }
};

QTEST_GUILESS_MAIN(FindingsTest)
#include "tst_findings.moc"
