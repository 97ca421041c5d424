// SPDX-License-Identifier: Apache-2.0
#include "tests/support/recording.h"
#include "tests/support/strict.h"

using namespace cordboard;
using namespace cordboard::tests;
using namespace Qt::StringLiterals;
using Kind = RecordedEntry::Kind;

class TestRecording : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void everyRecordingLoads();
    void answersStandBehindTheirRequests();
    void outcomesAreWhatALaneWouldSay();
    void missingOnesAreToldOf();
};

void TestRecording::everyRecordingLoads()
{
    QCOMPARE(recordedVersions(), QStringList({u"3.4.18"_s, u"3.6.8"_s, u"4.0.1"_s}));
    for (const QString &version : recordedVersions()) {
        QCOMPARE(recordedFlows(version).size(), 49);
        for (const QString &flow : recordedFlows(version)) {
            const auto recording = loadRecording(version, flow);
            QVERIFY2(
                recording && !recording->entries.isEmpty() && !recording->about.isEmpty(), qPrintable(flow));
        }
    }
}

void TestRecording::answersStandBehindTheirRequests()
{
    for (const QString &version : recordedVersions()) {
        for (const QString &flow : recordedFlows(version)) {
            const auto recording = loadRecording(version, flow);
            QVERIFY(recording);
            double last = 0;
            for (qsizetype i = 0; i < recording->entries.size(); ++i) {
                const RecordedEntry &entry = recording->entries[i];
                QVERIFY(entry.seconds >= last);
                last = entry.seconds;
                if (entry.kind == Kind::MiAnswer) {
                    const bool asked = std::any_of(recording->entries.cbegin(),
                        recording->entries.cbegin() + i, [&entry](const RecordedEntry &earlier) {
                            return earlier.kind == Kind::MiRequest && earlier.id == entry.id
                                && earlier.method == entry.method;
                        });
                    QVERIFY(asked);
                }
            }
        }
    }
}

void TestRecording::outcomesAreWhatALaneWouldSay()
{
    const auto held = loadRecording(u"3.6.8"_s, u"hold_by_sequential"_s);
    QVERIFY(held);
    const auto answers = held->only(Kind::MiAnswer);
    QCOMPARE(answers[0].outcome->toObject().value(u"Code"_s).toInt(), 200);
    QCOMPARE(answers[1].outcome->toObject().value(u"Code"_s).toInt(), 488);
    QCOMPARE(answers[2].outcome.error().code, Errc::RefusedByProxy);
    QCOMPARE(answers[2].outcome.error().status, 408);

    const auto dead = loadRecording(u"3.6.8"_s, u"hold_no_answer"_s);
    QVERIFY(dead);
    QCOMPARE(dead->entries.last().outcome.error().code, Errc::ProxyUnreachable);
    QCOMPARE(dead->only(Kind::Event).size(), 6);

    const auto started = loadRecording(u"3.6.8"_s, u"start_by_t_uac_ok"_s);
    QVERIFY(started);
    const auto all = started->only(Kind::MiAnswer);
    const auto datagram = std::find_if(all.cbegin(), all.cend(),
        [](const RecordedEntry &entry) { return entry.lane == RecordedEntry::Lane::Datagram; });
    QVERIFY(datagram != all.cend());
    QCOMPARE(datagram->method, u"t_uac_dlg"_s);
    QCOMPARE(datagram->outcome->toObject().value(u"Status"_s).toString(), u"200 OK"_s);
}

void TestRecording::missingOnesAreToldOf()
{
    const auto none = loadRecording(u"3.6.8"_s, u"no_such_flow"_s);
    QVERIFY(!none);
    QCOMPARE(none.error().code, Errc::InvalidParams);
}

QTEST_GUILESS_MAIN(TestRecording)
#include "tst_recording.moc"
