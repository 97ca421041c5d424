// SPDX-License-Identifier: Apache-2.0
#include "common/client/nodereplica.h"
#include "tests/common/client/callwire.h"
#include "tests/common/client/fakeserver.h"
#include "tests/support/strict.h"

#include <QSignalSpy>
#include <QTest>

using namespace cordboard;
using namespace cordboard::tests;
using namespace Qt::StringLiterals;

namespace {

protocol::Node node(const QString &name, qint64 calls, bool reachable = true)
{
    protocol::Node node;
    node.name = NodeName(name);
    node.reachable = reachable;
    node.calls = calls;
    return node;
}

} // namespace

class NodeReplicaTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void asksAndFollows()
    {
        FakeServer server;
        server.onRequest = [&](const QJsonObject &request) {
            QCOMPARE(request.value("method"_L1).toString(), u"NodeList"_s);
            QCOMPARE(request.value("params"_L1).toObject(), (QJsonObject{{u"subscribe"_s, true}}));
            server.answer(request, "\"result\":" + text(protocol::Nodes{{node(u"a"_s, 1), node(u"b"_s, 2)}}));
            server.notify("NodesChanged", text(protocol::Nodes{{node(u"b"_s, 3, false), node(u"c"_s, 4)}}));
        };
        ClientLink link;
        NodeReplica replica(link);
        QSignalSpy changed(&replica, &NodeReplica::changed);
        QVERIFY(link.open(server.url()));
        QTRY_COMPARE(changed.size(), 2);
        QVERIFY(replica.nodes() == (std::vector{node(u"a"_s, 1), node(u"b"_s, 3, false), node(u"c"_s, 4)}));
    }

    void asksAgainOnANewConnection()
    {
        FakeServer server;
        int asked = 0;
        server.onRequest = [&](const QJsonObject &request) {
            server.answer(request, "\"result\":" + text(protocol::Nodes{{node(u"n"_s, ++asked)}}));
        };
        ClientLink link(ClientLink::Options{.random = [] { return 0.0; }});
        NodeReplica replica(link);
        QSignalSpy changed(&replica, &NodeReplica::changed);
        QVERIFY(link.open(server.url()));
        QTRY_COMPARE(changed.size(), 1);
        server.socket->abort();
        QTRY_VERIFY(link.state() != ClientLink::State::Connected);
        QCOMPARE(replica.nodes().size(), 1);
        QTRY_COMPARE(changed.size(), 2);
        QCOMPARE(replica.nodes().at(0).calls, 2);
    }

    void whatCannotBeReadIsTold()
    {
        FakeServer server;
        server.onRequest = [&](const QJsonObject &request) {
            server.answer(request, R"("error":{"code":-32005,"message":"not for you"})");
            server.notify("NodesChanged", R"({"nodes":[{}]})");
            server.notify("NodesChanged", "[]");
            server.notify("OtherThings", "{}");
        };
        ClientLink link;
        NodeReplica replica(link);
        QSignalSpy faulted(&replica, &NodeReplica::faulted);
        QVERIFY(link.open(server.url()));
        QTRY_COMPARE(faulted.size(), 3);
        QCOMPARE(faulted[0][0].value<Error>().message, u"not for you"_s);
        QVERIFY(replica.nodes().empty());
    }
};

QTEST_GUILESS_MAIN(NodeReplicaTest)
#include "tst_nodereplica.moc"
