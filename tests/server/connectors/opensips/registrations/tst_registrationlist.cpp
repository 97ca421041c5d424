// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/registrations/registrationlist.h"
#include "tests/support/recording.h"
#include "tests/support/strict.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace cordboard;
using namespace cordboard::opensips;
using namespace Qt::StringLiterals;

namespace {

QJsonValue json(const QByteArray &text)
{
    const QJsonDocument document = QJsonDocument::fromJson(text);
    return document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
}

QByteArray withContact(const QByteArray &contact)
{
    return R"({"Domains":[{"name":"location","AORs":[{"AOR":"bob","Contacts":[{"Contact":"sip:b@h","Expires":9}]},)"
           R"({"AOR":"alice","Contacts":[)"
        + contact + R"(]}]}]})";
}

} // namespace

class RegistrationListTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void recordedLists_data()
    {
        QTest::addColumn<QString>("version");
        QTest::addColumn<QStringList>("aors");
        QTest::addRow("3.4") << u"3.4.18"_s << QStringList{u"alice"_s, u"bob"_s, u"carol"_s, u"dave"_s};
        QTest::addRow("3.6") << u"3.6.8"_s << QStringList{u"alice"_s, u"bob"_s, u"carol"_s, u"dave"_s};
        QTest::addRow("4.0") << u"4.0.1"_s
                             << QStringList{u"alice@127.0.0.1"_s, u"bob@127.0.0.1"_s, u"carol@127.0.0.1"_s,
                                    u"dave@127.0.0.1"_s};
    }
    void recordedLists()
    {
        QFETCH(QString, version);
        QFETCH(QStringList, aors);
        const auto recording = tests::loadRecording(version, u"registrations"_s);
        QVERIFY(recording);
        const auto answers = recording->only(tests::RecordedEntry::Kind::MiAnswer);
        QCOMPARE_EQ(answers.size(), 1);
        QVERIFY(answers.first().outcome);
        const auto contacts = contactsFromDump(*answers.first().outcome);
        QVERIFY(contacts);
        QStringList found;
        for (const ListedContact &contact : *contacts) {
            found.append(contact.aor);
            QCOMPARE_EQ(contact.table, u"location"_s);
            QVERIFY(contact.uri.startsWith(u"sip:"_s + contact.aor.section(u'@', 0, 0)));
            QCOMPARE_EQ(contact.userAgent, u"baresip v1.0.0 (x86_64/linux)"_s);
            QVERIFY(contact.expiresIn && contact.expiresIn->count() > 40);
        }
        found.sort();
        QCOMPARE_EQ(found, aors);
    }

    void oneBadRowHidesNoOther_data()
    {
        QTest::addColumn<QByteArray>("contact");
        QTest::addColumn<int>("contacts");
        QTest::addRow("good") << QByteArray(R"({"Contact":"sip:a@h","Expires":9})") << 2;
        QTest::addRow("permanent") << QByteArray(R"({"Contact":"sip:a@h","Expires":"permanent"})") << 2;
        QTest::addRow("agent null") << QByteArray(R"({"Contact":"sip:a@h","Expires":9,"User-agent":null})")
                                    << 2;
        QTest::addRow("expired") << QByteArray(R"({"Contact":"sip:a@h","Expires":"expired"})") << 1;
        QTest::addRow("deleted") << QByteArray(R"({"Contact":"sip:a@h","Expires":"deleted"})") << 1;
        QTest::addRow("no expiry") << QByteArray(R"({"Contact":"sip:a@h"})") << 1;
        QTest::addRow("null contact") << QByteArray(R"({"Contact":null,"Expires":9})") << 1;
        QTest::addRow("number for a contact") << QByteArray(R"({"Contact":7,"Expires":9})") << 1;
        QTest::addRow("no contact") << QByteArray(R"({"Expires":9})") << 1;
        QTest::addRow("no object") << QByteArray(R"(null)") << 1;
        QTest::addRow("no contacts") << QByteArray() << 1;
    }
    void oneBadRowHidesNoOther()
    {
        QFETCH(QByteArray, contact);
        QFETCH(int, contacts);
        const auto listed = contactsFromDump(json(withContact(contact)));
        QVERIFY(listed);
        QCOMPARE_EQ(listed->size(), contacts);
        QCOMPARE_EQ(listed->first(),
            (ListedContact{.table = u"location"_s,
                .aor = u"bob"_s,
                .uri = u"sip:b@h"_s,
                .expiresIn = std::chrono::seconds(9)}));
    }

    void noListAtAll_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addRow("empty object") << QByteArray(R"({})");
        QTest::addRow("array") << QByteArray(R"([])");
        QTest::addRow("null") << QByteArray(R"({"Domains":null})");
        QTest::addRow("string") << QByteArray(R"({"Domains":"location"})");
    }
    void noListAtAll()
    {
        QFETCH(QByteArray, answer);
        const auto listed = contactsFromDump(json(answer));
        QVERIFY(!listed);
        QCOMPARE_EQ(listed.error().code, Errc::InvalidParams);
    }

    void nobodyIsAList()
    {
        const auto listed = contactsFromDump(json(R"({"Domains":[{"name":"location","AORs":[]}]})"));
        QVERIFY(listed);
        QVERIFY(listed->isEmpty());
    }
};

QTEST_GUILESS_MAIN(RegistrationListTest)
#include "tst_registrationlist.moc"
