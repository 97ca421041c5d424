// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/registrations/registrations.h"
#include "tests/support/strict.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>

using namespace cordboard;
using namespace cordboard::opensips;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QJsonValue dump(const QStringList &users, int expires = 600)
{
    QJsonArray records;
    for (const QString &user : users) {
        records.append(QJsonObject{{u"AOR"_s, user},
            {u"Contacts"_s,
                QJsonArray{
                    QJsonObject{{u"Contact"_s, QString(u"sip:"_s + user)}, {u"Expires"_s, expires}}}}});
    }
    return QJsonObject{
        {u"Domains"_s, QJsonArray{QJsonObject{{u"name"_s, u"location"_s}, {u"AORs"_s, records}}}}};
}

ContactChanged registered(const QString &user, qint64 expiresIn = 600)
{
    return {ContactChanged::Kind::Set, u"location"_s, user, u"sip:"_s + user, {},
        QDateTime::currentSecsSinceEpoch() + expiresIn};
}

constexpr RegistrationTimes quick{.pause = 1ms, .grace = 0ms, .firstRetry = 1ms, .lastRetry = 2ms};
constexpr RegistrationTimes slow{.pause = 1h, .grace = 0ms, .firstRetry = 1h, .lastRetry = 1h};

} // namespace

class RegistrationsTest : public QObject {
    Q_OBJECT

    std::vector<Promise<QJsonValue>> m_asked;
    QStringList m_methods;
    std::unique_ptr<Registrations> m_registrations;

    void create(RegistrationTimes times = slow)
    {
        m_asked.clear();
        m_methods.clear();
        m_registrations = std::make_unique<Registrations>(
            NodeName(u"edge"_s),
            [this](const QString &method, const QJsonObject &, Priority) {
                m_methods.append(method);
                m_asked.emplace_back();
                return m_asked.back().task();
            },
            times);
    }
    void answer(Result<QJsonValue> result)
    {
        Promise<QJsonValue> promise = std::move(m_asked.front());
        m_asked.erase(m_asked.begin());
        promise.finish(std::move(result));
    }
    [[nodiscard]] QStringList known() const
    {
        QStringList aors;
        for (const Registration &registration : m_registrations->all()) {
            aors.append(registration.aor);
        }
        aors.sort();
        return aors;
    }

private Q_SLOTS:
    void init()
    {
        tests::failOnAnyWarning();
        create();
    }

    void theListComesOnce()
    {
        QSignalSpy changed(m_registrations.get(), &Registrations::changed);
        m_registrations->sync();
        QCOMPARE_EQ(m_methods, QStringList{u"ul_dump"_s});
        answer(dump({u"alice"_s, u"bob"_s}));
        QCOMPARE_EQ(changed.size(), 2);
        QCOMPARE_EQ(known(), (QStringList{u"alice"_s, u"bob"_s}));
        QVERIFY(!m_registrations->lack());
        QVERIFY(m_asked.empty());
    }

    void anEventDuringTheQuestionOutlivesTheOlderList()
    {
        QSignalSpy changed(m_registrations.get(), &Registrations::changed);
        m_registrations->sync();
        m_registrations->handle(registered(u"carol"_s));
        answer(dump({u"alice"_s}));
        QCOMPARE_EQ(known(), (QStringList{u"alice"_s, u"carol"_s}));
        QCOMPARE_EQ(changed.size(), 2); // carol did not go and come back
        m_registrations->sync();
        answer(dump({u"alice"_s})); // what is older than this question holds no more
        QCOMPARE_EQ(known(), QStringList{u"alice"_s});
    }

    void aSecondQuestionFollowsTheFirst()
    {
        m_registrations->sync();
        m_registrations->sync();
        m_registrations->sync();
        QCOMPARE_EQ(m_asked.size(), 1U);
        answer(dump({u"alice"_s}));
        QCOMPARE_EQ(m_asked.size(), 1U);
        answer(dump({u"bob"_s}));
        QVERIFY(m_asked.empty());
        QCOMPARE_EQ(known(), QStringList{u"bob"_s});
    }

    void manyDoubtsCostOneList()
    {
        create(quick);
        for (int i = 0; i < 9; ++i) {
            m_registrations->syncSoon();
        }
        QVERIFY(m_asked.empty());
        QTRY_COMPARE_EQ(m_asked.size(), 1U);
        answer(dump({u"alice"_s}));
        QCOMPARE_EQ(m_methods.size(), 1);
    }

    void whereNoListComesEventsTellAndTheLackSaysWhy_data()
    {
        QTest::addColumn<Error>("error");
        QTest::addColumn<QString>("word");
        QTest::addRow("no module") << Error{Errc::RefusedByProxy, u"Method not found"_s, {}, -32601}
                                   << u"usrloc"_s;
        QTest::addRow("too long for HTTP")
            << Error{Errc::RefusedByProxy, u"Internal"_s, {}, 500} << u"memory"_s;
        QTest::addRow("too long for a datagram")
            << Error{Errc::Timeout, u"no answer in time"_s, {}, {}} << u"64 kB"_s;
    }
    void whereNoListComesEventsTellAndTheLackSaysWhy()
    {
        QFETCH(Error, error);
        QFETCH(QString, word);
        QSignalSpy lack(m_registrations.get(), &Registrations::lackChanged);
        m_registrations->sync();
        m_registrations->handle(registered(u"carol"_s));
        answer(tl::unexpected(error));
        QVERIFY(m_registrations->lack());
        QCOMPARE_EQ(m_registrations->lack()->capability, u"registrations"_s);
        QVERIFY2(m_registrations->lack()->reason.contains(word), qPrintable(m_registrations->lack()->reason));
        QCOMPARE_EQ(known(), QStringList{u"carol"_s});
        QCOMPARE_EQ(lack.size(), 1);
        m_registrations->sync();
        answer(dump({u"alice"_s}));
        QVERIFY(!m_registrations->lack());
        QCOMPARE_EQ(lack.size(), 2);
    }

    void anAnswerThatCannotBeReadIsALack()
    {
        m_registrations->sync();
        m_registrations->handle(registered(u"carol"_s));
        answer(QJsonValue(QJsonObject()));
        QVERIFY(m_registrations->lack());
        QCOMPARE_EQ(known(), QStringList{u"carol"_s});
    }

    void aProxyThatIsAwayLacksNothing()
    {
        create(quick);
        m_registrations->sync();
        answer(dump({u"alice"_s}));
        m_registrations->sync();
        answer(tl::unexpected(Error{Errc::ProxyUnreachable, u"gone"_s, {}, {}}));
        QVERIFY(!m_registrations->lack());
        QCOMPARE_EQ(known(), QStringList{u"alice"_s}); // old, and told as unreachable
    }

    void aListThatDidNotComeIsAskedForAgain()
    {
        create(quick);
        m_registrations->sync();
        for (int i = 0; i < 3; ++i) {
            answer(tl::unexpected(Error{Errc::Timeout, u"no answer in time"_s, {}, {}}));
            QTRY_COMPARE_EQ(m_asked.size(), 1U);
        }
        answer(dump({u"alice"_s}));
        QCOMPARE_EQ(known(), QStringList{u"alice"_s});
    }

    void anEndThatNobodyToldCostsAList()
    {
        create(quick);
        m_registrations->sync();
        answer(dump({u"alice"_s, u"bob"_s}, 0));
        QTRY_COMPARE_EQ(m_asked.size(), 1U);
        QCOMPARE_EQ(known(), (QStringList{u"alice"_s, u"bob"_s})); // until the proxy says so
        answer(dump({u"alice"_s}));
        QCOMPARE_EQ(known(), QStringList{u"alice"_s});
    }

    void whereNoListComesTheExpiredAreGone()
    {
        create(RegistrationTimes{.pause = 1ms, .grace = 0ms, .firstRetry = 1h, .lastRetry = 1h});
        QSignalSpy changed(m_registrations.get(), &Registrations::changed);
        m_registrations->sync();
        m_registrations->handle(registered(u"alice"_s, -1));
        m_registrations->handle(registered(u"bob"_s, 600));
        answer(tl::unexpected(Error{Errc::Timeout, u"no answer in time"_s, {}, {}}));
        QTRY_COMPARE_EQ(known(), QStringList{u"bob"_s});
        QCOMPARE_EQ(changed.size(), 3);
        QVERIFY(m_asked.empty());
    }
};

QTEST_GUILESS_MAIN(RegistrationsTest)
#include "tst_registrations.moc"
