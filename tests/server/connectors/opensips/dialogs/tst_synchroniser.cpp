// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/dialogs/synchroniser.h"
#include "tests/support/strict.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>

using namespace cordboard;
using namespace cordboard::opensips;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QJsonObject row(int number, int state = 4)
{
    const QString id = u"%1.a"_s.arg(number);
    return {{u"ID"_s, id}, {u"callid"_s, QString(u"call-"_s + id)}, {u"state"_s, state},
        {u"from_uri"_s, u"sip:a@h"_s}, {u"to_uri"_s, u"sip:b@h"_s}};
}

/// A proxy's list, answered at once as `dlg_list_ctx` does.
struct Proxy {
    QList<int> dialogs;
    bool silent = false;
    int pages = 0;
    int lookUps = 0;
    int skipOnce = -1; // a row that the first pass does not show

    Task<QJsonValue> call(const QJsonObject &params)
    {
        if (silent) {
            return Task<QJsonValue>::settled(failure(Errc::Timeout, u"silent"_s));
        }
        if (params.contains(u"callid"_s)) {
            ++lookUps;
            for (const int number : dialogs) {
                if (row(number).value(u"callid"_s) == params.value(u"callid"_s)) {
                    return Task<QJsonValue>::settled(QJsonValue(QJsonObject{{u"Dialog"_s, row(number)}}));
                }
            }
            return Task<QJsonValue>::settled(failure(Errc::RefusedByProxy, u"No such dialog"_s, {}, 404));
        }
        ++pages;
        const int index = params.value(u"index"_s).toInt();
        QJsonArray rows;
        for (qsizetype i = index;
             i < std::min<qsizetype>(index + params.value(u"counter"_s).toInt(), dialogs.size()); ++i) {
            if (dialogs.at(i) == skipOnce) {
                skipOnce = -1;
            } else {
                rows.append(row(dialogs.at(i)));
            }
        }
        return Task<QJsonValue>::settled(
            QJsonValue(QJsonObject{{u"count"_s, int(dialogs.size())}, {u"Dialogs"_s, rows}}));
    }
};

DialogStateChanged change(int number, int from, int to)
{
    const QString id = u"%1.a"_s.arg(number);
    return {id, SipCallId(u"call-"_s + id), {}, {}, DialogState(from), DialogState(to)};
}

} // namespace

class SynchroniserTest : public QObject {
    Q_OBJECT

    Proxy m_proxy;
    std::unique_ptr<Synchroniser> m_dialogs;

private Q_SLOTS:
    void init()
    {
        tests::failOnAnyWarning();
        m_proxy = {};
        m_dialogs = std::make_unique<Synchroniser>(
            [this](const QString &, const QJsonObject &params, Priority) { return m_proxy.call(params); });
    }

    void sweepsAllPagesTwice()
    {
        for (int i = 0; i < 45; ++i) {
            m_proxy.dialogs.append(i);
        }
        QSignalSpy swept(m_dialogs.get(), &Synchroniser::swept);
        m_dialogs->sweep();
        QCOMPARE_EQ(swept.size(), 1);
        QVERIFY(swept.first().first().toBool());
        QCOMPARE_EQ(m_dialogs->table().size(), 45);
        QCOMPARE_EQ(m_proxy.pages, 6);
    }

    void aRowThatOnePassSkipsIsNotGone()
    {
        m_proxy.dialogs = {1, 2, 3};
        m_dialogs->sweep();
        m_proxy.skipOnce = 2;
        QSignalSpy gone(m_dialogs.get(), &Synchroniser::gone);
        m_dialogs->sweep();
        QCOMPARE_EQ(gone.size(), 0);
    }

    void fewMissingOnesAreAskedForFirst()
    {
        m_proxy.dialogs = {1, 2};
        m_dialogs->sweep();
        m_proxy.dialogs = {1};
        m_proxy.lookUps = 0;
        QSignalSpy gone(m_dialogs.get(), &Synchroniser::gone);
        m_dialogs->sweep();
        QCOMPARE_EQ(gone.size(), 1);
        QCOMPARE_EQ(m_proxy.lookUps, 1);
    }

    void manyMissingOnesAreAskedForToo()
    {
        for (int i = 0; i < 100; ++i) {
            m_proxy.dialogs.append(i);
        }
        m_dialogs->sweep();
        m_proxy.dialogs = {1};
        m_proxy.lookUps = 0;
        QSignalSpy swept(m_dialogs.get(), &Synchroniser::swept);
        m_dialogs->sweep();
        QCOMPARE_EQ(m_dialogs->table().size(), 1);
        QCOMPARE_EQ(m_proxy.lookUps, 99);
        QCOMPARE_EQ(swept.size(), 1);
    }

    void fewJoinsAreUnderWayAtOnce()
    {
        std::vector<Promise<QJsonValue>> questions;
        Synchroniser dialogs([&](const QString &, const QJsonObject &, Priority) {
            questions.emplace_back();
            return questions.back().task();
        });
        for (int i = 0; i < 10; ++i) {
            dialogs.handle(change(i, 1, 2));
        }
        QCOMPARE_EQ(questions.size(), 4U);
        dialogs.handle(change(4, 2, 5)); // over before its turn
        auto first = std::move(questions.front());
        first.finish(QJsonValue(QJsonObject{{u"Dialog"_s, row(0, 2)}}));
        QCOMPARE_EQ(questions.size(), 5U);
        QVERIFY(dialogs.table().isListed(u"0.a"_s));
    }

    void withoutJoiningNewCallsAreNotAskedFor()
    {
        m_proxy.dialogs = {7};
        m_dialogs->setJoining(false);
        m_dialogs->handle(change(7, 1, 2));
        QCOMPARE_EQ(m_proxy.lookUps, 0);
        QCOMPARE_EQ(m_dialogs->table().size(), 1);
    }

    void aRefreshWhileOneIsUnderWayAsksOnceMore()
    {
        std::vector<Promise<QJsonValue>> questions;
        Synchroniser dialogs([&](const QString &, const QJsonObject &, Priority) {
            questions.emplace_back();
            return questions.back().task();
        });
        for (int i = 0; i < 3; ++i) {
            dialogs.refresh(SipCallId(u"call-1.a"_s));
        }
        QCOMPARE_EQ(questions.size(), 1U);
        auto first = std::move(questions.front());
        first.finish(QJsonValue(QJsonObject{{u"Dialog"_s, row(1)}}));
        QCOMPARE_EQ(questions.size(), 2U);
        auto second = std::move(questions.back());
        second.finish(QJsonValue(QJsonObject{{u"Dialog"_s, row(1)}}));
        QCOMPARE_EQ(questions.size(), 2U);
    }

    void anEventThatDoesNotFollowIsTold()
    {
        m_proxy.dialogs = {7};
        QSignalSpy mismatched(m_dialogs.get(), &Synchroniser::mismatched);
        m_dialogs->handle(change(7, 1, 2));
        QCOMPARE_EQ(mismatched.size(), 0);
        m_dialogs->handle(change(8, 3, 4)); // its birth and its answer are lost
        QCOMPARE_EQ(mismatched.size(), 1);
    }

    void aSilentProxyForgetsNothing()
    {
        m_proxy.dialogs = {1, 2};
        m_dialogs->sweep();
        m_proxy.silent = true;
        QSignalSpy swept(m_dialogs.get(), &Synchroniser::swept);
        m_dialogs->sweep();
        QVERIFY(!swept.first().first().toBool());
        QCOMPARE_EQ(m_dialogs->table().size(), 2);
        QVERIFY(!m_dialogs->isSweeping());
    }

    void aNewCallIsListed()
    {
        m_proxy.dialogs = {7};
        m_dialogs->handle(change(7, 1, 2));
        QCOMPARE_EQ(m_proxy.lookUps, 1);
        QCOMPARE_EQ(m_dialogs->table().find(u"7.a"_s)->fromUri, u"sip:a@h"_s);
    }

    void aScannersCallCostsNothing()
    {
        m_dialogs->handle(change(7, 1, 5));
        QCOMPARE_EQ(m_proxy.lookUps, 0);
        QCOMPARE_EQ(m_dialogs->table().size(), 0);
    }

    void aCallThatIsGoneWhenAskedForIsGone()
    {
        QSignalSpy gone(m_dialogs.get(), &Synchroniser::gone);
        m_dialogs->handle(change(7, 1, 2));
        QCOMPARE_EQ(gone.size(), 1);
        QCOMPARE_EQ(m_dialogs->table().size(), 0);
    }

    void aForgedEndIsUndoneByTheNextSweep()
    {
        m_proxy.dialogs = {1, 2};
        m_dialogs->sweep();
        m_dialogs->handle(change(1, 4, 5));
        QCOMPARE_EQ(m_dialogs->table().size(), 1);
        QSignalSpy added(m_dialogs.get(), &Synchroniser::added);
        m_dialogs->sweep();
        QCOMPARE_EQ(added.size(), 1);
        QCOMPARE_EQ(m_dialogs->table().size(), 2);
    }

    void aPageFromBeforeTheEndRaisesNobody()
    {
        std::vector<Promise<QJsonValue>> questions;
        Synchroniser dialogs([&](const QString &, const QJsonObject &, Priority) {
            questions.emplace_back();
            return questions.back().task();
        });
        dialogs.handle(change(1, 1, 2)); // and is asked for
        dialogs.refresh(SipCallId(u"call-2.a"_s));
        dialogs.sweep();
        QCOMPARE_EQ(questions.size(), 3U);
        dialogs.handle(change(1, 2, 5));
        dialogs.handle(change(2, 4, 5));
        auto all = std::exchange(questions, {});
        all[0].finish(QJsonValue(QJsonObject{{u"Dialog"_s, row(1, 2)}}));
        all[1].finish(QJsonValue(QJsonObject{{u"Dialog"_s, row(2)}}));
        all[2].finish(
            QJsonValue(QJsonObject{{u"count"_s, 2}, {u"Dialogs"_s, QJsonArray{row(1, 2), row(2)}}}));
        QCOMPARE_EQ(dialogs.table().size(), 0);
    }

    void clearForgetsAllAndTellsSo()
    {
        m_proxy.dialogs = {1, 2, 3};
        m_dialogs->sweep();
        QSignalSpy gone(m_dialogs.get(), &Synchroniser::gone);
        m_dialogs->clear();
        QCOMPARE_EQ(gone.size(), 3);
        QCOMPARE_EQ(m_dialogs->table().size(), 0);
    }

    /// Found by a random history: a call that was listed before the restart was noticed ended, and came back.
    void whatCameSinceTheRestartIsKept()
    {
        m_proxy.dialogs = {1, 2};
        m_dialogs->sweep();
        QSignalSpy gone(m_dialogs.get(), &Synchroniser::gone);
        m_dialogs->clear(1h);
        QCOMPARE_EQ(gone.size(), 0);
        QCOMPARE_EQ(m_dialogs->table().size(), 2);
        QElapsedTimer older;
        older.start();
        QTRY_VERIFY(older.elapsed() > 5);
        m_dialogs->clear(1ms);
        QCOMPARE_EQ(gone.size(), 2);
    }

    void answersFromBeforeAClearAreVoid()
    {
        Promise<QJsonValue> late;
        Synchroniser dialogs([&](const QString &, const QJsonObject &, Priority) { return late.task(); });
        dialogs.sweep();
        dialogs.clear();
        late.finish(QJsonValue(QJsonObject{{u"count"_s, 1}, {u"Dialogs"_s, QJsonArray{row(1)}}}));
        QCOMPARE_EQ(dialogs.table().size(), 0);
    }
};

QTEST_GUILESS_MAIN(SynchroniserTest)
#include "tst_synchroniser.moc"
