// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/dialogs/ownership.h"
#include "tests/support/strict.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>

using namespace cordboard;
using namespace cordboard::opensips;
using namespace Qt::StringLiterals;

namespace {

Dialog dialog(const QString &id, DialogState state = DialogState::Confirmed)
{
    return {.id = id, .callId = SipCallId(u"call-"_s + id), .state = state};
}

} // namespace

class OwnershipTest : public QObject {
    Q_OBJECT

    QSet<QString> m_foreign; // 403
    bool m_silent = false;
    QStringList m_asked;
    std::unique_ptr<Ownership> m_ownership;

private Q_SLOTS:
    void init()
    {
        tests::failOnAnyWarning();
        m_foreign.clear();
        m_silent = false;
        m_asked.clear();
        m_ownership = std::make_unique<Ownership>(
            [this](const QString &, const QJsonObject &params, Priority) -> Task<QJsonValue> {
                const QString id = params.value(u"DID"_s).toArray().at(0).toString();
                m_asked.append(id);
                if (m_silent) {
                    return Task<QJsonValue>::settled(failure(Errc::Timeout, u"silent"_s));
                }
                if (m_foreign.contains(id)) {
                    return Task<QJsonValue>::settled(failure(Errc::RefusedByProxy, u"backup"_s, {}, 403));
                }
                return Task<QJsonValue>::settled(QJsonValue(u"OK"_s));
            });
    }

    void tellsCopiesFromOwn()
    {
        m_foreign = {u"2"_s};
        QSignalSpy changed(m_ownership.get(), &Ownership::changed);
        m_ownership->ask(dialog(u"1"_s));
        m_ownership->ask(dialog(u"2"_s));
        QTRY_COMPARE_EQ(changed.size(), 1);
        QCOMPARE_EQ(changed.at(0).at(0).toString(), u"2"_s);
        QVERIFY(m_ownership->isCopy(u"2"_s));
        QVERIFY(!m_ownership->isCopy(u"1"_s));
        m_ownership->ask(dialog(u"2"_s));
        QCOMPARE_EQ(m_asked, QStringList({u"1"_s, u"2"_s})); // once each
        m_ownership->forget(u"2"_s);
        QVERIFY(!m_ownership->isCopy(u"2"_s));
    }

    void asksAboutConfirmedDialogsOnly()
    {
        m_ownership->ask(dialog(u"1"_s, DialogState::Early));
        m_ownership->ask(dialog(u"2"_s, DialogState::Answered));
        m_ownership->ask(dialog(u"3"_s, DialogState::Ended));
        QVERIFY(m_asked.isEmpty());
    }

    void asksAgainAboutCopies()
    {
        m_foreign = {u"2"_s};
        const QList<Dialog> both{dialog(u"1"_s), dialog(u"2"_s)};
        QSignalSpy changed(m_ownership.get(), &Ownership::changed);
        m_ownership->askAgain(both);
        QTRY_VERIFY(m_ownership->isCopy(u"2"_s));
        m_foreign.clear(); // failed over to us
        m_ownership->askAgain(both);
        QTRY_VERIFY(!m_ownership->isCopy(u"2"_s));
        QCOMPARE_EQ(changed.size(), 2);
        QCOMPARE_EQ(m_asked.count(u"1"_s), 1);
        QCOMPARE_EQ(m_asked.count(u"2"_s), 2);
    }

    void asksAgainWhereNoAnswerCame()
    {
        m_silent = true;
        m_ownership->ask(dialog(u"1"_s));
        QTRY_COMPARE_EQ(m_asked.size(), 1);
        QCoreApplication::processEvents();
        m_silent = false;
        m_ownership->askAgain({dialog(u"1"_s)});
        QTRY_COMPARE_EQ(m_asked.size(), 2);
    }
};

QTEST_GUILESS_MAIN(OwnershipTest)
#include "tst_ownership.moc"
