// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/capabilities.h"
#include "tests/support/strict.h"

#include <QTest>

using namespace cordboard;
using namespace cordboard::opensips;
using namespace Qt::StringLiterals;

namespace {

const QStringList words{u"start"_s, u"end"_s, u"hold"_s, u"blind_transfer"_s, u"attended_transfer"_s,
    u"refusals"_s, u"names"_s, u"registrations"_s};

NodeTraits traits(const QStringList &without = {})
{
    return {.datagram = !without.contains(u"datagram"_s),
        .http = true,
        .majorVersion = 3,
        .minorVersion = 6,
        .callops = !without.contains(u"callops"_s),
        .uaSession = !without.contains(u"sessions"_s),
        .sequentialHeaders = !without.contains(u"headers"_s)};
}

} // namespace

class CapabilitiesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void aNodeThatHasItAll() { QCOMPARE_EQ(capabilitiesOf(traits(), {}, {}), (Capabilities{words, {}})); }

    void whatIsMissingIsNamed_data()
    {
        QTest::addColumn<QStringList>("without");
        QTest::addColumn<QStringList>("missingEvents");
        QTest::addColumn<QStringList>("lacks");
        QTest::addColumn<QString>("named");
        QTest::addRow("no script lines") << QStringList() << QStringList{u"E_UA_SESSION"_s, u"E_CORDBOARD"_s}
                                         << QStringList{u"names"_s} << u"cordboard.cfg"_s;
        QTest::addRow("3.4") << QStringList{u"headers"_s} << QStringList() << QStringList{u"refusals"_s}
                             << u"3.6"_s;
        QTest::addRow("HTTP alone") << QStringList{u"datagram"_s} << QStringList()
                                    << QStringList{u"refusals"_s} << u"mi_datagram"_s;
        QTest::addRow("HTTP alone, no sessions")
            << QStringList{u"datagram"_s, u"sessions"_s} << QStringList()
            << QStringList{u"start"_s, u"refusals"_s} << u"mi_datagram"_s;
        QTest::addRow("no sessions") << QStringList{u"sessions"_s} << QStringList() << QStringList()
                                     << QString();
        QTest::addRow("no callops") << QStringList{u"callops"_s}
                                    << QStringList{u"E_CALL_TRANSFER"_s, u"E_CALL_HOLD"_s}
                                    << QStringList{u"start"_s, u"blind_transfer"_s, u"attended_transfer"_s,
                                           u"refusals"_s}
                                    << u"callops"_s;
        QTest::addRow("no dialogs") << QStringList{u"callops"_s} << QStringList{u"E_DLG_STATE_CHANGED"_s}
                                    << QStringList{u"start"_s, u"end"_s, u"hold"_s, u"blind_transfer"_s,
                                           u"attended_transfer"_s, u"refusals"_s}
                                    << u"module dialog"_s;
    }
    void whatIsMissingIsNamed()
    {
        QFETCH(QStringList, without);
        QFETCH(QStringList, missingEvents);
        QFETCH(QStringList, lacks);
        QFETCH(QString, named);
        const auto all = capabilitiesOf(traits(without), missingEvents, {});
        QStringList lacking;
        for (const NodeLack &lack : all.lacks) {
            lacking.append(lack.capability);
            QVERIFY2(lack.reason.contains(named), qPrintable(lack.reason));
        }
        QCOMPARE_EQ(lacking, lacks);
        QStringList both = all.capabilities + lacking;
        both.sort();
        QStringList every = words;
        every.sort();
        QCOMPARE_EQ(both, every);
    }

    void theReasonOfRegistrationsIsTheirOwn()
    {
        const NodeLack lack{u"registrations"_s, u"it does not fit"_s};
        const auto all = capabilitiesOf(traits(), {}, lack);
        QCOMPARE_EQ(all.lacks, QList{lack});
        QVERIFY(!all.capabilities.contains(u"registrations"_s));
    }
};

QTEST_GUILESS_MAIN(CapabilitiesTest)
#include "tst_capabilities.moc"
