// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/dialogs/publication.h"
#include "tests/support/strict.h"

#include <QSignalSpy>
#include <QTest>

using namespace cordboard;
using namespace cordboard::opensips;
using namespace Qt::StringLiterals;

namespace {

Dialog dialog(const QString &id, DialogState state)
{
    return {.id = id, .callId = SipCallId(u"call-"_s + id), .state = state};
}

} // namespace

class PublicationTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void showsOnceItRingsAndItsPartiesAreKnown()
    {
        Publication publication;
        QVERIFY(!publication.admit(dialog(u"1"_s, DialogState::Unconfirmed), true));
        QVERIFY(!publication.isPublic(u"1"_s));
        QVERIFY(publication.admit(dialog(u"1"_s, DialogState::Early), true));
        QVERIFY(publication.isPublic(u"1"_s));
        QVERIFY(publication.admit(dialog(u"1"_s, DialogState::Confirmed), false));
        QVERIFY(publication.withdraw(u"1"_s));
        QVERIFY(!publication.isPublic(u"1"_s));
        QVERIFY(!publication.withdraw(u"1"_s));
    }

    void doesNotWaitForPartiesForEver()
    {
        Publication publication;
        QSignalSpy ripe(&publication, &Publication::ripe);
        QVERIFY(!publication.admit(dialog(u"1"_s, DialogState::Early), false));
        QVERIFY(!publication.admit(dialog(u"2"_s, DialogState::Early), false));
        QVERIFY(!publication.admit(dialog(u"3"_s, DialogState::Early), false));
        QVERIFY(!publication.admit(dialog(u"3"_s, DialogState::Answered), false));
        QVERIFY(publication.admit(dialog(u"2"_s, DialogState::Early), true)); // in time
        QVERIFY(!publication.withdraw(u"1"_s)); // over before anybody saw it
        QTRY_COMPARE_EQ(ripe.size(), 1);
        QCOMPARE_EQ(ripe.at(0).at(0).toString(), u"3"_s);
        QVERIFY(publication.isPublic(u"3"_s));
        QVERIFY(!publication.isPublic(u"1"_s));
    }

    void showsWhatACommandNames()
    {
        Publication publication;
        publication.expect(SipCallId(u"call-1"_s));
        QVERIFY(publication.admit(dialog(u"1"_s, DialogState::Unconfirmed), false));
        publication.expectNoMore(SipCallId(u"call-1"_s));
        QVERIFY(publication.isPublic(u"1"_s));
        QVERIFY(!publication.admit(dialog(u"2"_s, DialogState::Unconfirmed), false));
    }

    void mayBeDestroyedByASlot()
    {
        auto *publication = new Publication;
        QVERIFY(!publication->admit(dialog(u"1"_s, DialogState::Early), false));
        QVERIFY(!publication->admit(dialog(u"2"_s, DialogState::Early), false));
        QSignalSpy destroyed(publication, &QObject::destroyed);
        connect(publication, &Publication::ripe, publication, [publication] { delete publication; });
        QVERIFY(destroyed.wait());
    }
};

QTEST_GUILESS_MAIN(PublicationTest)
#include "tst_publication.moc"
