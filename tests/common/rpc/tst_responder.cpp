// SPDX-License-Identifier: Apache-2.0
#include "common/rpc/responder.h"
#include "tests/support/strict.h"

#include <QTest>

#include <optional>

using namespace cordboard;
using namespace cordboard::rpc;
using namespace Qt::StringLiterals;

class ResponderTest : public QObject {
    Q_OBJECT
    std::vector<Answer> m_answers;
    Responder responder()
    {
        return Responder([this](Answer answer) { m_answers.push_back(std::move(answer)); });
    }
private Q_SLOTS:
    void init()
    {
        tests::failOnAnyWarning();
        m_answers.clear();
    }

    void onlyTheFirstAnswerCounts()
    {
        auto r = responder();
        QVERIFY(!r.isAnswered());
        r.respond(1);
        r.respond(2);
        r.fail(Error{Errc::Conflict, u"x"_s});
        QVERIFY(r.isAnswered());
        QCOMPARE(m_answers.size(), std::size_t(1));
        QCOMPARE(*m_answers[0].outcome, QJsonValue(1));
    }

    void droppedAnswersInternal()
    {
        {
            auto r = responder();
        }
        QCOMPARE(m_answers.size(), std::size_t(1));
        QCOMPARE(m_answers[0].outcome.error().code, Errc::Internal);
    }

    void movedAnswersOnce()
    {
        {
            auto a = responder();
            auto b = std::move(a);
            std::optional<Responder> c(std::move(b));
            QVERIFY(b.isAnswered());
            c->respond(1);
        }
        QCOMPARE(m_answers.size(), std::size_t(1));
    }

    void overwrittenAnswersInternal()
    {
        auto a = responder();
        a = responder();
        QCOMPARE(m_answers.size(), std::size_t(1));
        a.respond(1);
        QCOMPARE(m_answers.size(), std::size_t(2));
        QVERIFY(!m_answers[0].outcome);
        QVERIFY(m_answers[1].outcome);
    }

    void theSinkMayDestroyTheResponder()
    {
        std::optional<Responder> r;
        int count = 0;
        r.emplace([&](const Answer &) {
            ++count;
            r.reset();
        });
        r->respond(1);
        QCOMPARE(count, 1);
    }
};

QTEST_GUILESS_MAIN(ResponderTest)
#include "tst_responder.moc"
