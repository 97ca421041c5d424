// SPDX-License-Identifier: Apache-2.0
#include "console/theme/tokens.h"
#include "tests/support/strict.h"

using namespace cordboard;
using namespace cordboard::console;

namespace {

constexpr double forText = 4.5;
constexpr double forShapes = 3.0;

struct Pair {
    const char *name;
    QColor ink;
    QColor ground;
    double least;
};

QList<Pair> pairs(const Tokens &t)
{
    QList<Pair> all{
        {"edge on base", t.edge, t.base, forShapes},
        {"edge on window", t.edge, t.window, forShapes},
        {"edge on selection", t.edge, t.sel, forShapes},
        {"white on go", t.onGo, t.go, forText},
        {"glyph on lit amber", t.heldInk, t.heldLit, forText},
        {"check mark of a disabled box", t.base, t.stale, forShapes},
    };
    // In the light scheme the border carries the shape of an amber lamp, in the dark one its fill.
    all.append({"lit amber lamp on base", t.heldEdge, t.base, forShapes});
    const std::pair<const char *, QColor> grounds[]{{"base", t.base}, {"alt", t.alt}, {"window", t.window},
        {"selection", t.sel}, {"selection without focus", t.selq}};
    const std::pair<const char *, QColor> texts[]{
        {"text", t.text}, {"second text", t.text2}, {"stale", t.stale}, {"accent", t.accent}};
    const std::pair<const char *, ToneColours> tones[]{
        {"ring", t.ring}, {"talk", t.talk}, {"held", t.held}, {"move", t.move}, {"fail", t.fail}};
    for (const auto &[ground, colour] : grounds) {
        Q_UNUSED(ground)
        for (const auto &[name, ink] : texts) {
            all.append({name, ink, colour, forText});
        }
        for (const auto &[name, tone] : tones) {
            all.append({name, tone.ink, colour, forText});
        }
    }
    for (const auto &[name, tone] : tones) {
        all.append({name, tone.ink, tone.tint, forText});
        all.append({"text on a note", t.text, tone.tint, forText});
        if (tone != t.held) {
            all.append({"glyph on a lit lamp", t.litInk, tone.ink, forText});
            all.append({"pressed Hang up", t.base, t.fail.ink, forText});
        }
    }
    return all;
}

} // namespace

class TestTokens : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }
    void knowsTheFormula_data();
    void knowsTheFormula();
    void isLegible_data();
    void isLegible();
    void agreesWithTheGuide_data();
    void agreesWithTheGuide();
    void hasEveryColour();
    void findsTones();
};

/// Ratios that WCAG's own examples and every checker agree about.
void TestTokens::knowsTheFormula_data()
{
    QTest::addColumn<QColor>("a");
    QTest::addColumn<QColor>("b");
    QTest::addColumn<double>("ratio");
    QTest::newRow("extremes") << QColor(Qt::black) << QColor(Qt::white) << 21.0;
    QTest::newRow("same") << QColor(Qt::red) << QColor(Qt::red) << 1.0;
    QTest::newRow("barely AA") << QColor(0x76, 0x76, 0x76) << QColor(Qt::white) << 4.54;
    QTest::newRow("pure red") << QColor(Qt::white) << QColor(255, 0, 0) << 4.0;
    QTest::newRow("pure blue") << QColor(0, 0, 255) << QColor(Qt::white) << 8.59;
}

void TestTokens::knowsTheFormula()
{
    QFETCH(const QColor, a);
    QFETCH(const QColor, b);
    QFETCH(const double, ratio);
    QVERIFY2(qAbs(contrast(a, b) - ratio) < 0.01, qPrintable(QString::number(contrast(a, b))));
    QCOMPARE(contrast(a, b), contrast(b, a));
}

void TestTokens::isLegible_data()
{
    QTest::addColumn<Scheme>("scheme");
    QTest::newRow("light") << Scheme::Light;
    QTest::newRow("dark") << Scheme::Dark;
}

void TestTokens::isLegible()
{
    QFETCH(const Scheme, scheme);
    const QList<Pair> all = pairs(tokens(scheme));
    QCOMPARE_GT(all.size(), 50);
    for (const Pair &pair : all) {
        const double ratio = contrast(pair.ink, pair.ground);
        QVERIFY2(ratio >= pair.least,
            qPrintable(QStringLiteral("%1: %2 on %3 is %4, needs %5")
                           .arg(QLatin1StringView(pair.name), pair.ink.name(), pair.ground.name())
                           .arg(ratio)
                           .arg(pair.least)));
    }
}

void TestTokens::agreesWithTheGuide_data()
{
    QTest::addColumn<QColor>("ink");
    QTest::addColumn<QColor>("ground");
    QTest::addColumn<double>("ratio");
    const Tokens &light = tokens(Scheme::Light);
    const Tokens &dark = tokens(Scheme::Dark);
    QTest::newRow("light text") << light.text << light.base << 16.7;
    QTest::newRow("light text, selected") << light.text << light.sel << 14.1;
    QTest::newRow("light edge, selected") << light.edge << light.sel << 3.1;
    QTest::newRow("light held") << light.held.ink << light.base << 6.2;
    QTest::newRow("dark text") << dark.text << dark.base << 14.6;
    QTest::newRow("dark stale, selected") << dark.stale << dark.sel << 4.9;
    QTest::newRow("dark go") << dark.onGo << dark.go << 5.4;
    QTest::newRow("amber") << light.heldInk << light.heldLit << 8.0;
}

void TestTokens::agreesWithTheGuide()
{
    QFETCH(const QColor, ink);
    QFETCH(const QColor, ground);
    QFETCH(const double, ratio);
    QVERIFY2(qAbs(contrast(ink, ground) - ratio) < 0.1, qPrintable(QString::number(contrast(ink, ground))));
}

void TestTokens::hasEveryColour()
{
    for (const Scheme scheme : {Scheme::Light, Scheme::Dark}) {
        const Tokens &t = tokens(scheme);
        for (const QColor &colour :
            {t.window, t.base, t.alt, t.hair, t.edge, t.sel, t.selq, t.text, t.text2, t.stale, t.accent, t.go,
                t.onGo, t.ring.ink, t.ring.tint, t.talk.ink, t.talk.tint, t.held.ink, t.held.tint, t.move.ink,
                t.move.tint, t.fail.ink, t.fail.tint, t.heldLit, t.heldEdge, t.heldInk, t.litInk}) {
            QVERIFY(colour.isValid());
            QCOMPARE(colour.alpha(), 255);
        }
    }
    QVERIFY(tokens(Scheme::Light) != tokens(Scheme::Dark));
}

void TestTokens::findsTones()
{
    const Tokens &t = tokens(Scheme::Dark);
    QCOMPARE(t.tone(Tone::Ring), t.ring);
    QCOMPARE(t.tone(Tone::Talk), t.talk);
    QCOMPARE(t.tone(Tone::Held), t.held);
    QCOMPARE(t.tone(Tone::Move), t.move);
    QCOMPARE(t.tone(Tone::Fail), t.fail);
}

QTEST_GUILESS_MAIN(TestTokens)
#include "tst_tokens.moc"
