// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/registrations/registrationtable.h"
#include "tests/support/strict.h"

#include <QTest>

using namespace cordboard;
using namespace cordboard::opensips;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Kind = ContactChanged::Kind;

const QDateTime now = QDateTime::fromSecsSinceEpoch(1000000, Qt::UTC);

ContactChanged heard(Kind kind, const QString &aor, const QString &uri, qint64 expiresIn = 60,
    const QString &table = u"location"_s)
{
    return {kind, table, aor, uri, u"phone"_s, now.toSecsSinceEpoch() + expiresIn};
}

ListedContact listed(const QString &aor, const QString &uri, std::chrono::seconds expiresIn = 60s)
{
    return {.table = u"location"_s, .aor = aor, .uri = uri, .userAgent = u"phone"_s, .expiresIn = expiresIn};
}

/// "aor uri,uri" each, sorted.
QStringList texts(const QList<Registration> &registrations)
{
    QStringList texts;
    for (const Registration &registration : registrations) {
        QStringList uris;
        for (const RegisteredContact &contact : registration.contacts) {
            uris.append(contact.uri);
        }
        texts.append(registration.aor + u' ' + uris.join(u','));
    }
    texts.sort();
    return texts;
}

} // namespace

class RegistrationTableTest : public QObject {
    Q_OBJECT

    RegistrationTable m_table{NodeName(u"edge"_s)};

private Q_SLOTS:
    void init()
    {
        tests::failOnAnyWarning();
        m_table = RegistrationTable(NodeName(u"edge"_s));
    }

    void contactsComeAndGo()
    {
        QCOMPARE_EQ(
            texts(m_table.apply(heard(Kind::Set, u"bob"_s, u"sip:b@1"_s))), QStringList{u"bob sip:b@1"_s});
        QCOMPARE_EQ(texts(m_table.apply(heard(Kind::Set, u"bob"_s, u"sip:b@2"_s))),
            QStringList{u"bob sip:b@1,sip:b@2"_s});
        QCOMPARE_EQ(texts(m_table.apply(heard(Kind::Removed, u"bob"_s, u"sip:b@1"_s))),
            QStringList{u"bob sip:b@2"_s});
        QCOMPARE_EQ(
            texts(m_table.apply(heard(Kind::Removed, u"bob"_s, u"sip:b@2"_s))), QStringList{u"bob "_s});
        QVERIFY(m_table.all().isEmpty());
    }

    void whatIsKnownIsNotToldAgain()
    {
        (void)m_table.apply(heard(Kind::Set, u"bob"_s, u"sip:b@1"_s));
        QVERIFY(m_table.apply(heard(Kind::Set, u"bob"_s, u"sip:b@1"_s)).isEmpty());
        QVERIFY(m_table.apply(heard(Kind::Removed, u"bob"_s, u"sip:other"_s)).isEmpty());
        QVERIFY(m_table.apply(heard(Kind::Removed, u"nobody"_s, u"sip:n@1"_s)).isEmpty());
        QVERIFY(m_table.apply(heard(Kind::AllRemoved, u"nobody"_s, {})).isEmpty());
        QCOMPARE_EQ(texts(m_table.all()), QStringList{u"bob sip:b@1"_s});
    }

    void aRefreshTellsTheNewExpiry()
    {
        (void)m_table.apply(heard(Kind::Set, u"bob"_s, u"sip:b@1"_s, 60));
        const auto changes = m_table.apply(heard(Kind::Set, u"bob"_s, u"sip:b@1"_s, 120));
        QCOMPARE_EQ(changes.size(), 1);
        QCOMPARE_EQ(changes.first().node.text(), u"edge"_s);
        QCOMPARE_EQ(changes.first().contacts.first().expiresAt, now.addSecs(120));
        QCOMPARE_EQ(m_table.nextExpiry(), now.addSecs(120));
    }

    void anAddressInTwoTablesIsOneRegistration()
    {
        (void)m_table.apply(heard(Kind::Set, u"bob"_s, u"sip:b@1"_s));
        (void)m_table.apply(heard(Kind::Set, u"bob"_s, u"sip:b@2"_s, 60, u"mobile"_s));
        QCOMPARE_EQ(texts(m_table.all()), QStringList{u"bob sip:b@1,sip:b@2"_s});
        QCOMPARE_EQ(
            texts(m_table.apply(heard(Kind::AllRemoved, u"bob"_s, {}))), QStringList{u"bob sip:b@2"_s});
    }

    void theListIsTheTruth()
    {
        (void)m_table.apply(heard(Kind::Set, u"bob"_s, u"sip:b@1"_s));
        (void)m_table.apply(heard(Kind::Set, u"carol"_s, u"sip:c@1"_s));
        const auto changes =
            m_table.replace({listed(u"bob"_s, u"sip:b@1"_s), listed(u"dave"_s, u"sip:d@1"_s)}, {}, now);
        QCOMPARE_EQ(texts(changes), (QStringList{u"carol "_s, u"dave sip:d@1"_s}));
        QCOMPARE_EQ(texts(m_table.all()), (QStringList{u"bob sip:b@1"_s, u"dave sip:d@1"_s}));
    }

    void theSameListChangesNothing()
    {
        const QList<ListedContact> list{listed(u"bob"_s, u"sip:b@1"_s), listed(u"dave"_s, u"sip:d@1"_s)};
        QCOMPARE_EQ(m_table.replace(list, {}, now).size(), 2);
        QVERIFY(m_table.replace(list, {}, now.addMSecs(900)).isEmpty());
        QVERIFY(m_table
                    .replace({listed(u"bob"_s, u"sip:b@1"_s, 50s), listed(u"dave"_s, u"sip:d@1"_s, 50s)}, {},
                        now.addMSecs(10'400))
                    .isEmpty());
    }

    void eventsSinceTheQuestionHold_data()
    {
        QTest::addColumn<QList<ContactChanged>>("since");
        QTest::addColumn<QStringList>("known");
        QTest::addRow("none") << QList<ContactChanged>() << QStringList{u"bob sip:b@1"_s};
        QTest::addRow("one that the list tells of, too")
            << QList{heard(Kind::Set, u"bob"_s, u"sip:b@1"_s)} << QStringList{u"bob sip:b@1"_s};
        QTest::addRow("one that it does not") << QList{heard(Kind::Set, u"carol"_s, u"sip:c@1"_s)}
                                              << QStringList{u"bob sip:b@1"_s, u"carol sip:c@1"_s};
        QTest::addRow("gone") << QList{heard(Kind::Removed, u"bob"_s, u"sip:b@1"_s)} << QStringList();
        QTest::addRow("gone and back")
            << QList{heard(Kind::Removed, u"bob"_s, u"sip:b@1"_s), heard(Kind::Set, u"bob"_s, u"sip:b@1"_s)}
            << QStringList{u"bob sip:b@1"_s};
    }
    void eventsSinceTheQuestionHold()
    {
        QFETCH(QList<ContactChanged>, since);
        QFETCH(QStringList, known);
        // The connector hears an event at once, and the list may be older.
        for (const ContactChanged &one : since) {
            (void)m_table.apply(one);
        }
        const QStringList before = texts(m_table.all());
        const auto changes = m_table.replace({listed(u"bob"_s, u"sip:b@1"_s)}, since, now);
        QCOMPARE_EQ(texts(m_table.all()), known);
        QCOMPARE_EQ(changes.isEmpty(), before == known);
    }

    void expiredOnesCanBeRemoved()
    {
        (void)m_table.replace({listed(u"bob"_s, u"sip:b@1"_s, 10s), listed(u"bob"_s, u"sip:b@2"_s, 20s),
                                  {.table = u"location"_s, .aor = u"carol"_s, .uri = u"sip:c@1"_s}},
            {}, now);
        QCOMPARE_EQ(m_table.nextExpiry(), now.addSecs(10));
        QVERIFY(m_table.removeExpired(now.addSecs(10)).isEmpty());
        QCOMPARE_EQ(texts(m_table.removeExpired(now.addSecs(11))), QStringList{u"bob sip:b@2"_s});
        QCOMPARE_EQ(texts(m_table.removeExpired(now.addYears(9))), QStringList{u"bob "_s});
        QCOMPARE_EQ(texts(m_table.all()), QStringList{u"carol sip:c@1"_s});
        QVERIFY(!m_table.nextExpiry().isValid());
    }

    void whatUsrlocFillsInIsNoUserAgent()
    {
        ContactChanged told = heard(Kind::Set, u"bob"_s, u"sip:b@1"_s);
        told.userAgent = u"n/a"_s;
        QCOMPARE_EQ(m_table.apply(told).first().contacts.first().userAgent, QString());
        ListedContact row = listed(u"bob"_s, u"sip:b@1"_s);
        row.userAgent = u"n/a"_s;
        QVERIFY(m_table.replace({row}, {}, now).isEmpty());
    }
};

QTEST_GUILESS_MAIN(RegistrationTableTest)
#include "tst_registrationtable.moc"
