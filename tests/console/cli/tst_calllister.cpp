// SPDX-License-Identifier: Apache-2.0
#include "console/cli/calllister.h"
#include "tests/common/client/callwire.h"
#include "tests/common/client/fakeserver.h"
#include "tests/support/strict.h"

#include <QTest>

using namespace cordboard;
using namespace cordboard::cli;
using namespace cordboard::tests;
using namespace Qt::StringLiterals;

class CallListerTest : public QObject {
    Q_OBJECT
    std::optional<Result<CallLister::Listing>> m_result;
    QList<QJsonObject> m_asked;

    /// Lists from a server that answers each request with the next of these.
    void list(const QByteArrayList &answers, const protocol::CallList &request = {})
    {
        m_result.reset();
        m_asked.clear();
        FakeServer server;
        server.onRequest = [&](const QJsonObject &asked) {
            m_asked.append(asked.value("params"_L1).toObject());
            const QByteArray answer = answers.value(m_asked.size() - 1);
            answer.isEmpty() ? server.socket->abort() : server.answer(asked, answer);
        };
        ClientLink link;
        QVERIFY(link.open(server.url()));
        QTRY_COMPARE(link.state(), ClientLink::State::Connected);
        CallLister lister(link, request);
        lister.start().then(
            this, [this](Result<CallLister::Listing> result) { m_result = std::move(result); });
        QTRY_VERIFY(m_result);
    }
    static QByteArray answer(const QStringList &ids, const QString &cursor)
    {
        protocol::CallListed listed{u"e"_s, 1, {}, 100, {}};
        for (const QString &id : ids) {
            listed.calls.push_back(liveCall(id));
        }
        if (!cursor.isEmpty()) {
            listed.cursor = {cursor};
        }
        return "\"result\":" + text(listed);
    }
    [[nodiscard]] QString listed() const
    {
        QStringList ids;
        for (const LiveCall &call : (*m_result)->calls) {
            ids.append(call.call.id.text());
        }
        return ids.join(u' ');
    }
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void oneAfterTheOther()
    {
        protocol::CallList request;
        request.filter.emplace().user = u"alice"_s;
        request.sort = CallSort::State;
        list({answer({u"a"_s, u"b"_s}, u"2"_s), answer({u"b"_s, u"c"_s}, u"3"_s), answer({}, {})}, request);
        QVERIFY(*m_result);
        QCOMPARE(listed(), u"a b c"_s);
        QCOMPARE((*m_result)->wire.size(), 3);
        QCOMPARE((*m_result)->wire.at(2).toObject(), json::encode(liveCall(u"c"_s)));
        QCOMPARE(m_asked.size(), 3);
        QJsonObject expected = json::encode(request);
        QCOMPARE(m_asked[0], expected);
        expected.insert(u"cursor"_s, u"2"_s);
        QCOMPARE(m_asked[1], expected);
    }

    void aServerThatGoesInCirclesIsLeft()
    {
        list({answer({u"a"_s}, u"2"_s), answer({u"a"_s}, u"2"_s), answer({u"a"_s}, u"2"_s)});
        QVERIFY(*m_result);
        QCOMPARE(listed(), u"a"_s);
        QCOMPARE(m_asked.size(), 2);
    }

    void failures()
    {
        list({R"("error":{"code":-32602,"message":"no such node"})"});
        QVERIFY(!*m_result);
        QCOMPARE(m_result->error().message, u"no such node"_s);
        list({answer({u"a"_s}, u"2"_s), R"("result":[])"});
        QVERIFY(!*m_result);
        QCOMPARE(m_result->error().code, Errc::Internal);
        list({answer({u"a"_s}, u"2"_s)});
        QVERIFY(!*m_result);
        QCOMPARE(m_result->error().code, Errc::LinkLost);
    }
};

QTEST_GUILESS_MAIN(CallListerTest)
#include "tst_calllister.moc"
