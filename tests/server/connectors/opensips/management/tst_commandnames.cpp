// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/management/commandnames.h"
#include "tests/support/proxyrecordings.h"
#include "tests/support/strict.h"

#include <QTest>

using namespace cordboard;
using namespace cordboard::opensips;
using namespace Qt::StringLiterals;

namespace {

QJsonValue recordedResult(const QString &version, QLatin1StringView method)
{
    for (const auto &recording : tests::proxyRecordings()) {
        for (const QJsonValue entry : recording.log) {
            const QJsonObject request =
                QJsonDocument::fromJson(entry["request"_L1].toString().toUtf8()).object();
            if (recording.version == version && request.value("method"_L1).toString() == method) {
                return QJsonDocument::fromJson(entry["response"_L1].toString().toUtf8())
                    .object()
                    .value("result"_L1);
            }
        }
    }
    return QJsonValue(QJsonValue::Undefined);
}

} // namespace

class CommandNamesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void recorded_data()
    {
        QTest::addColumn<QString>("release");
        QTest::addColumn<int>("majorVersion");
        QTest::addColumn<int>("minorVersion");
        QTest::newRow("3.4") << u"3.4.18"_s << 3 << 4;
        QTest::newRow("3.6") << u"3.6.8"_s << 3 << 6;
        QTest::newRow("4.0") << u"4.0.1"_s << 4 << 0;
    }
    void recorded()
    {
        QFETCH(QString, release);
        QFETCH(int, majorVersion);
        QFETCH(int, minorVersion);
        const auto version = versionFromAnswer(recordedResult(release, "version"_L1));
        QVERIFY(version);
        QCOMPARE_EQ(version->majorVersion, majorVersion);
        QCOMPARE_EQ(version->minorVersion, minorVersion);
        QVERIFY(version->text.contains(release));

        const auto names = CommandNames::fromAnswer(recordedResult(release, "which"_L1));
        QVERIFY(names && names->isKnown());
        for (const auto *name : {"call_hold", "call_transfer", "call_unhold", "dlg_end_dlg", "dlg_list",
                 "dlg_list_ctx", "dlg_push_var", "dlg_send_sequential", "event_subscribe", "events_list",
                 "get_statistics", "raise_event", "subscribers_list", "t_uac_cancel", "t_uac_dlg",
                 "ua_session_client_start", "ua_session_list", "ua_session_reply", "ua_session_terminate",
                 "ua_session_update", "ul_dump", "ul_show_contact", "uptime", "version", "which"}) {
            const QString old = QString::fromLatin1(name);
            QVERIFY2(names->has(old), name);
            QCOMPARE_EQ(names->wire(old).contains(u':'), majorVersion == 4);
            QCOMPARE_EQ(names->wire(old) == old, majorVersion == 3);
        }
        QVERIFY(!names->has(u"no_such_command"_s));
        QCOMPARE_EQ(names->wire(u"no_such_command"_s), u"no_such_command"_s);
    }

    void nothingKnownAssumesAll()
    {
        const CommandNames names;
        QVERIFY(!names.isKnown());
        QVERIFY(names.has(u"call_hold"_s));
        QCOMPARE_EQ(names.wire(u"call_hold"_s), u"call_hold"_s);
    }

    void aMissingModule()
    {
        const auto names = CommandNames::fromWhich({u"dialog:list"_s, u"tm:uac_dlg"_s});
        QVERIFY(names.has(u"dlg_list"_s));
        QVERIFY(!names.has(u"call_hold"_s));
        QCOMPARE_EQ(names.wire(u"call_hold"_s), u"call_hold"_s);
    }

    void anEmptyAnswerIsAnAnswer()
    {
        const auto names = CommandNames::fromAnswer(QJsonArray{});
        QVERIFY(names && names->isKnown());
        QVERIFY(!names->has(u"dlg_list"_s));
    }

    void oddAnswers()
    {
        QVERIFY(!CommandNames::fromAnswer(QJsonValue(u"OK"_s)));
        QVERIFY(!CommandNames::fromAnswer(QJsonValue(QJsonValue::Undefined)));
        const auto names = CommandNames::fromAnswer(QJsonArray{1, QJsonValue(), u"which"_s});
        QVERIFY(names && names->has(u"which"_s));
        QVERIFY(!names->has(u"version"_s));
    }

    void versions_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("good");
        QTest::addColumn<int>("majorVersion");
        QTest::addColumn<int>("minorVersion");
        QTest::newRow("beta") << u"OpenSIPS (4.0.0-beta (x86_64/linux))"_s << true << 4 << 0;
        QTest::newRow("dev") << u"OpenSIPS (3.7.0-dev (aarch64/linux))"_s << true << 3 << 7;
        QTest::newRow("two digits") << u"OpenSIPS (10.12.3 (x86_64/linux))"_s << true << 10 << 12;
        QTest::newRow("own name") << u"Acme SIP Server 2 (3.6.1 (x86_64/linux))"_s << true << 3 << 6;
        QTest::newRow("short") << u"OpenSIPS (3.6)"_s << true << 3 << 6;
        QTest::newRow("none") << u"OpenSIPS"_s << false << 0 << 0;
        QTest::newRow("empty") << QString() << false << 0 << 0;
        QTest::newRow("huge") << u"OpenSIPS (99999999999.1.1)"_s << false << 0 << 0;
    }
    void versions()
    {
        QFETCH(QString, text);
        QFETCH(bool, good);
        const auto version = versionFromAnswer(QJsonObject{{u"Server"_s, text}});
        QCOMPARE_EQ(version.has_value(), good);
        if (version) {
            QTEST(version->majorVersion, "majorVersion");
            QTEST(version->minorVersion, "minorVersion");
        }
        QVERIFY(!versionFromAnswer(QJsonValue()));
        QVERIFY(!versionFromAnswer(QJsonArray{text}));
    }
};

QTEST_GUILESS_MAIN(CommandNamesTest)
#include "tst_commandnames.moc"
