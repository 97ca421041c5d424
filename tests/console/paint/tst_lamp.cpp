// SPDX-License-Identifier: Apache-2.0
#include "console/paint/lamp.h"
#include "tests/support/canvas.h"
#include "tests/support/strict.h"

#include <QSet>

using namespace cordboard;
using namespace cordboard::console;
using cordboard::tests::Canvas;
using paint::Lamp;

namespace {

constexpr Lamp allLamps[]{
    Lamp::Ringing, Lamp::Talking, Lamp::Held, Lamp::Transferring, Lamp::Failed, Lamp::Attention, Lamp::Ended};

Canvas lamp(const paint::LampLook &look, const Tokens &tokens, int side = 20, qreal ratio = 1)
{
    return Canvas(
        QSize(side, side),
        [&](QPainter &painter) { paint::drawLamp(painter, QRectF(0, 0, side, side), look, tokens); }, ratio);
}

bool hasColour(const QColor &colour) { return colour.alpha() > 100 && colour.hsvSaturation() > 90; }

} // namespace

class TestLamp : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }
    void chooses_data();
    void chooses();
    void isFilledOnlyWhenLit_data();
    void isFilledOnlyWhenLit();
    void losesColourWhenStale_data();
    void losesColourWhenStale();
    void looksDifferentInEachState();
    void isSharpOnFinePixels();
    void showsPresence();
    void showsTheLink();
};

void TestLamp::chooses_data()
{
    QTest::addColumn<text::ShownState>("state");
    QTest::addColumn<bool>("failed");
    QTest::addColumn<Lamp>("lamp");
    using text::ShownState;
    QTest::newRow("ringing") << ShownState::Ringing << false << Lamp::Ringing;
    QTest::newRow("talking") << ShownState::Talking << false << Lamp::Talking;
    QTest::newRow("held") << ShownState::Held << false << Lamp::Held;
    QTest::newRow("transferring") << ShownState::Transferring << false << Lamp::Transferring;
    QTest::newRow("ended") << ShownState::Ended << false << Lamp::Ended;
    QTest::newRow("talking, failed") << ShownState::Talking << true << Lamp::Failed;
    QTest::newRow("held, failed") << ShownState::Held << true << Lamp::Failed;
    QTest::newRow("ended, failed") << ShownState::Ended << true << Lamp::Ended;
}

void TestLamp::chooses()
{
    QFETCH(const text::ShownState, state);
    QFETCH(const bool, failed);
    QFETCH(const Lamp, lamp);
    QCOMPARE(paint::lampOf(state, failed), lamp);
}

void TestLamp::isFilledOnlyWhenLit_data()
{
    QTest::addColumn<Scheme>("scheme");
    QTest::newRow("light") << Scheme::Light;
    QTest::newRow("dark") << Scheme::Dark;
}

void TestLamp::isFilledOnlyWhenLit()
{
    QFETCH(const Scheme, scheme);
    const Tokens &t = tokens(scheme);
    for (const Lamp one : allLamps) {
        const bool amber = one == Lamp::Held || one == Lamp::Attention;
        const QColor fill = amber ? t.heldLit : paint::inkOf(one, t);
        const QColor glyph = amber ? t.heldInk : t.litInk;
        const Canvas lit = lamp({one, true, false}, t);
        QCOMPARE(lit.extent(), QRect(0, 0, 20, 20));
        QCOMPARE_GT(lit.count(fill), 120);
        QCOMPARE(lit.at(10, 1), fill);
        QCOMPARE_GT(lamp({one, true, false}, t, 28, 2).count(glyph), 20);
        const Canvas unlit = lamp({one, false, false}, t);
        QVERIFY(!unlit.isDrawn(1, 1) && !unlit.isDrawn(10, 0));
        QCOMPARE_LT(unlit.extent().width(), 18);
    }
    // An attention lamp that nobody needs is grey.
    QCOMPARE_GT(lamp({Lamp::Attention, false, false}, t, 28, 2).count(t.edge), 20);
}

void TestLamp::losesColourWhenStale_data() { isFilledOnlyWhenLit_data(); }

void TestLamp::losesColourWhenStale()
{
    QFETCH(const Scheme, scheme);
    const Tokens &t = tokens(scheme);
    for (const Lamp one : allLamps) {
        for (const bool lit : {false, true}) {
            const Canvas stale = lamp({one, lit, true}, t, 28, 2);
            for (int y = 0; y < 56; ++y) {
                for (int x = 0; x < 56; ++x) {
                    QVERIFY(!hasColour(stale.at(x, y)));
                }
            }
            // A dashed outline, and no ground.
            QCOMPARE(stale.extent() == QRect(0, 0, 56, 56), lit);
            QVERIFY(!stale.isDrawn(28, 5));
            int dashes = 0;
            for (int x = 9; x < 47; ++x) {
                dashes += stale.isDrawn(x, 0) != stale.isDrawn(x - 1, 0) ? 1 : 0;
            }
            QCOMPARE(dashes > 4, lit);
        }
    }
}

/// Without colour, too: the glyphs are others.
void TestLamp::looksDifferentInEachState()
{
    QList<QImage> seen;
    for (const Lamp one : allLamps) {
        const QImage grey = lamp({one, false, true}, tokens(Scheme::Light), 20, 2).image();
        QVERIFY(!seen.contains(grey));
        seen.append(grey);
    }
}

void TestLamp::isSharpOnFinePixels()
{
    const Canvas fine = lamp({Lamp::Held, true, false}, tokens(Scheme::Light), 20, 2);
    QCOMPARE(fine.extent(), QRect(0, 0, 40, 40));
    // A pixmap for one real pixel a unit, drawn larger, would have pairs of equal rows all over.
    int different = 0;
    for (int y = 0; y < 40; y += 2) {
        for (int x = 0; x < 40; ++x) {
            different += fine.at(x, y) != fine.at(x, y + 1) ? 1 : 0;
        }
    }
    QCOMPARE_GT(different, 40);
}

void TestLamp::showsPresence()
{
    using text::Presence;
    const Tokens &t = tokens(Scheme::Light);
    const auto draw = [&t](Presence presence, bool stale) {
        return Canvas(
            QSize(12, 12),
            [&](QPainter &painter) {
                paint::drawPresence(painter, QRectF(0, 0, 12, 12), presence, stale, t);
            },
            2);
    };
    const Canvas free = draw(Presence::Free, false);
    QVERIFY(!free.isDrawn(12, 12)); // a ring
    QCOMPARE_GT(free.count(t.talk.ink), 40);
    const Canvas busy = draw(Presence::Talks, false);
    QCOMPARE(busy.at(12, 12), t.text2); // a disc
    QCOMPARE(draw(Presence::Holds, false).image(), busy.image());
    const Canvas rings = draw(Presence::Rings, false);
    QCOMPARE(rings.at(12, 12), t.ring.ink); // a dot
    QVERIFY(!rings.isDrawn(12, 6)); // in a ring
    QCOMPARE(draw(Presence::Calls, false).image(), rings.image());
    const Canvas away = draw(Presence::Away, false);
    QCOMPARE_LE(away.extent().height(), 5); // a dash
    QCOMPARE_GT(away.extent().width(), 12);
    for (const Presence presence : {Presence::Free, Presence::Talks, Presence::Rings, Presence::Away}) {
        QCOMPARE(paint::presenceInk(presence, true, t), t.stale);
        QCOMPARE_GT(draw(presence, true).count(t.stale), 20);
    }
}

void TestLamp::showsTheLink()
{
    const Tokens &t = tokens(Scheme::Dark);
    const auto draw = [&t](bool well) {
        return Canvas(QSize(12, 12),
            [&](QPainter &painter) { paint::drawLight(painter, QRectF(0, 0, 12, 12), well, t); });
    };
    QCOMPARE(draw(true).at(6, 6), t.talk.ink);
    QVERIFY(!draw(false).isDrawn(6, 6)); // another shape, not only another colour
    QCOMPARE_GT(draw(false).count(t.fail.ink), 20);
}

QTEST_MAIN(TestLamp)
#include "tst_lamp.moc"
