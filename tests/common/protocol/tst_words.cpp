// SPDX-License-Identifier: Apache-2.0
#include "common/protocol/progress.h"
#include "common/protocol/words.h"
#include "tests/support/strict.h"

#include <QSet>
#include <QTest>

using namespace cordboard;
using namespace Qt::StringLiterals;

class WordsTest : public QObject {
    Q_OBJECT

    /// Every value has a word of its own that leads back to it.
    template <class E> static void check(int count)
    {
        QSet<QString> words;
        for (int i = 0; i < count; ++i) {
            const auto value = static_cast<E>(i);
            const QString word = json::wireName(value);
            QVERIFY(!word.isEmpty());
            QCOMPARE(json::fromWireName<E>(word), value);
            QVERIFY(!json::fromWireName<E>(QString(word + u' ')));
            words.insert(word);
        }
        QCOMPARE(words.size(), count);
        QCOMPARE(std::size(json::WireNames<E>::names), std::size_t(count));
        QVERIFY(!json::fromWireName<E>(u""));
        QVERIFY(!json::fromWireName<E>(u"unknown word"));
    }
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void legRole() { check<LegRole>(2); }
    void callState() { check<CallState>(4); }
    void callKind() { check<CallKind>(2); }
    void heldBy() { check<HeldBy>(3); }
    void callFate() { check<CallFate>(3); }
    void timeSource() { check<TimeSource>(3); }
    void endedBy() { check<EndedBy>(4); }
    void callAction() { check<CallAction>(5); }
    void changeOp() { check<ChangeOp>(2); }
    void callSort() { check<CallSort>(6); }
    void progressEvent() { check<ProgressEvent>(13); }
    void command() { check<protocol::Command>(7); }
};

QTEST_GUILESS_MAIN(WordsTest)
#include "tst_words.moc"
