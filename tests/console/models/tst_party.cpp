// SPDX-License-Identifier: Apache-2.0
#include "console/models/party.h"
#include "tests/support/strict.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace cordboard;
using namespace cordboard::console;

class TestParty : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void says_data()
    {
        QTest::addColumn<QString>("uri");
        QTest::addColumn<QString>("told");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("number");
        QTest::newRow("name and number") << u"sip:+4930@h"_s << u"Bob"_s << u"Bob"_s << u"+4930"_s;
        QTest::newRow("number only") << u"sip:214@h"_s << QString() << u"214"_s << QString();
        QTest::newRow("the name is the number") << u"sip:214@h"_s << u"214"_s << u"214"_s << QString();
        QTest::newRow("local name") << u"sip:alice@h"_s << QString() << u"alice"_s << u"alice@h"_s;
        QTest::newRow("name at a domain")
            << u"sip:alice@h"_s << u"Alice A."_s << u"Alice A."_s << u"alice@h"_s;
        QTest::newRow("host only") << u"sip:gateway.example"_s << QString() << u"gateway.example"_s
                                   << QString();
        QTest::newRow("nothing") << QString() << QString() << u"Number withheld"_s << QString();
        QTest::newRow("anonymous") << u"sip:anonymous@anonymous.invalid"_s << u"Anonymous"_s
                                   << u"Number withheld"_s << u"anonymous"_s;
        QTest::newRow("no URI at all") << u"<b>"_s << QString() << u"<b>"_s << QString();
        QTest::newRow("turned around") << u"sip:1@h"_s << u"a\u202eb"_s << u"a‹U+202E›b"_s << u"1"_s;
        QTest::newRow("blank name") << u"sip:1@h"_s << u"  "_s << u"1"_s << QString();
    }
    void says()
    {
        QFETCH(QString, uri);
        QFETCH(QString, told);
        QFETCH(QString, name);
        QFETCH(QString, number);
        json::Nullable<protocol::Party> party;
        if (!uri.isEmpty()) {
            party.value = protocol::Party{uri, {told.isNull() ? std::nullopt : std::optional(told)}};
        }
        const PartyText text = partyText(party);
        QCOMPARE(text.name, name);
        QCOMPARE(text.number, number);
        QCOMPARE(text.uri, uri);
    }
    void knowsWhoIsTheSame()
    {
        QCOMPARE(personKey(u"sip:Bob@Example.COM;transport=tcp"_s), u"bob@example.com"_s);
        QCOMPARE(personKey(u"sips:bob@example.com:5061"_s), u"bob@example.com"_s);
        QVERIFY(personKey(u"sip:bob@a"_s) != personKey(u"sip:bob@b"_s));
    }
};

QTEST_GUILESS_MAIN(TestParty)
#include "tst_party.moc"
