// SPDX-License-Identifier: Apache-2.0
#include "console/text/failures.h"
#include "console/text/translations.h"
#include "tests/support/strict.h"

#include <QRegularExpression>

using namespace cordboard;
using namespace cordboard::console;
using namespace Qt::StringLiterals;

class TestFailures : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        tests::failOnAnyWarning();
        text::installTranslations(QLocale(QLocale::English));
    }
    void saysWhy_data();
    void saysWhy();
    void hasWordsForAll_data();
    void hasWordsForAll();
    void showsUnknownErrors_data();
    void showsUnknownErrors();
    void saysTheFate_data();
    void saysTheFate();
    void keepsNamesInTheirPlace();
};

void TestFailures::saysWhy_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<int>("status"); // 0: none
    QTest::addColumn<int>("seconds"); // 0: none
    QTest::addColumn<QString>("named");
    QTest::addColumn<QString>("nameless");
    const auto row = [](const char *id, int status, int seconds, const QString &named,
                         const QString &nameless) {
        QTest::addRow("%s %d %d", id, status, seconds)
            << QString::fromLatin1(id) << status << seconds << named << nameless;
    };
    row("no_answer", 0, 0, u"Hanna Lindqvist did not answer."_s, u"The other party did not answer."_s);
    row("rejected_by_party", 603, 0, u"Hanna Lindqvist declined."_s, u"The other party declined."_s);
    row("rejected_by_party", 0, 0, u"Hanna Lindqvist declined."_s, u"The other party declined."_s);
    row("rejected_by_party", 486, 0, u"Hanna Lindqvist is busy."_s, u"The other party is busy."_s);
    row("rejected_by_party", 600, 0, u"Hanna Lindqvist is busy."_s, u"The other party is busy."_s);
    row("rejected_by_party", 404, 0, u"Hanna Lindqvist is not known."_s, u"The number is not known."_s);
    row("rejected_by_party", 480, 0, u"Hanna Lindqvist cannot be reached."_s,
        u"The other party cannot be reached."_s);
    row("refused_by_proxy", 603, 0, u"edge-1 refused (603)."_s, u"The proxy refused (603)."_s);
    row("refused_by_proxy", 0, 0, u"edge-1 refused."_s, u"The proxy refused."_s);
    row("timeout", 0, 10, u"No answer from edge-1 within 10 s."_s,
        u"No answer from the proxy within 10 s."_s);
    row("timeout", 0, 0, u"No answer from edge-1 in time."_s, u"No answer from the proxy in time."_s);
    row("proxy_unreachable", 0, 0, u"edge-1 cannot be reached."_s, u"The proxy cannot be reached."_s);
    row("call_ended", 0, 0, u"The call had already ended."_s, u"The call had already ended."_s);
    row("call_not_found", 0, 0, u"The call had already ended."_s, u"The call had already ended."_s);
    row("conflict", 0, 0, u"Another command is running on this call."_s,
        u"Another command is running on this call."_s);
    row("not_allowed", 0, 0, u"You may not do this."_s, u"You may not do this."_s);
    row("not_supported", 0, 0, u"edge-1 cannot do this."_s, u"The proxy cannot do this."_s);
}

void TestFailures::saysWhy()
{
    QFETCH(const QString, id);
    QFETCH(const int, status);
    QFETCH(const int, seconds);
    QFETCH(const QString, named);
    QFETCH(const QString, nameless);
    const auto sipStatus = status ? std::optional(status) : std::nullopt;
    text::FailureContext context{.party = u"Hanna Lindqvist"_s, .node = u"edge-1"_s};
    context.seconds = seconds ? std::optional(seconds) : std::nullopt;
    QCOMPARE(text::failureSentence(id, u"secret detail"_s, sipStatus, context), named);
    context.party.clear();
    context.node.clear();
    QCOMPARE(text::failureSentence(id, u"secret detail"_s, sipStatus, context), nameless);
}

void TestFailures::hasWordsForAll_data()
{
    QTest::addColumn<Errc>("code");
    for (int i = 0; i <= int(Errc::Internal); ++i) {
        const auto code = static_cast<Errc>(i);
        QTest::addRow("%s %d", word(code).data(), i) << code;
    }
}

/// In each language: one sentence, no place left open.
void TestFailures::hasWordsForAll()
{
    QFETCH(const Errc, code);
    for (const QString &language : text::languages()) {
        text::installTranslations(QLocale(language));
        for (const text::FailureContext &context :
            {text::FailureContext{}, text::FailureContext{.party = u"A"_s, .node = u"B"_s, .seconds = 5}}) {
            for (const std::optional<int> status : {std::optional<int>(), std::optional<int>(486)}) {
                const QString sentence =
                    text::failureSentence(Error{code, u"what went wrong."_s, {}, status}, context);
                QVERIFY2(sentence.endsWith(u'.') && !sentence.contains(u'%'), qPrintable(sentence));
            }
        }
    }
}

void TestFailures::showsUnknownErrors_data()
{
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("message") << u"No lane left."_s << u"The server could not do it: No lane left."_s;
    QTest::newRow("nothing") << u""_s << u"The server could not do it."_s;
    QTest::newRow("spaces") << u"  "_s << u"The server could not do it."_s;
    QTest::newRow("hidden") << u"x\u202E%2"_s << u"The server could not do it: x‹U+202E›%2"_s;
}

void TestFailures::showsUnknownErrors()
{
    QFETCH(const QString, message);
    QFETCH(const QString, sentence);
    QCOMPARE(text::failureSentence(u"of_tomorrow"_s, message, {}, {}), sentence);
}

void TestFailures::saysTheFate_data()
{
    QTest::addColumn<CallFate>("fate");
    QTest::addColumn<bool>("held");
    QTest::addColumn<QString>("named");
    QTest::addColumn<QString>("nameless");
    QTest::newRow("kept") << CallFate::Kept << false
                          << u"The call was kept: Ana Ferreira and Luca Romano still talk."_s
                          << u"The call was kept."_s;
    QTest::newRow("kept, held") << CallFate::Kept << true
                                << u"The call was kept: Ana Ferreira and Luca Romano are still connected."_s
                                << u"The call was kept."_s;
    QTest::newRow("ended") << CallFate::Ended << false << u"The call has ended."_s
                           << u"The call has ended."_s;
    const QString unknown = u"What became of the call is not known; check before you try again."_s;
    QTest::newRow("unknown") << CallFate::Unknown << false << unknown << unknown;
}

void TestFailures::saysTheFate()
{
    QFETCH(const CallFate, fate);
    QFETCH(const bool, held);
    QFETCH(const QString, named);
    QFETCH(const QString, nameless);
    text::FailureContext context{.caller = u"Ana Ferreira"_s, .callee = u"Luca Romano"_s};
    context.callWasHeld = held;
    QCOMPARE(text::fateSentence(fate, context), named);
    context.callee.clear();
    QCOMPARE(text::fateSentence(fate, context), nameless);
}

/// A name that looks like a place marker is not filled with the next name.
void TestFailures::keepsNamesInTheirPlace()
{
    const text::FailureContext context{
        .party = u"%2 \u202E"_s, .node = u"%2%1"_s, .caller = u"%2"_s, .callee = u"%1"_s};
    QCOMPARE(text::fateSentence(CallFate::Kept, context), u"The call was kept: %2 and %1 still talk."_s);
    QCOMPARE(
        text::failureSentence(Error{Errc::NoAnswer, {}, {}, {}}, context), u"%2 ‹U+202E› did not answer."_s);
    QCOMPARE(
        text::failureSentence(Error{Errc::RefusedByProxy, {}, {}, 603}, context), u"%2%1 refused (603)."_s);
    text::FailureContext late = context;
    late.seconds = 10;
    QCOMPARE(
        text::failureSentence(Error{Errc::Timeout, {}, {}, {}}, late), u"No answer from %2%1 within 10 s."_s);
}

QTEST_GUILESS_MAIN(TestFailures)
#include "tst_failures.moc"
