// SPDX-License-Identifier: Apache-2.0
#include "server/clients/commandmethods.h"
#include "server/clients/discovermethod.h"
#include "server/clients/listener.h"
#include "server/clients/sessionmethods.h"
#include "server/clients/viewmethods.h"
#include "tests/server/clients/client.h"
#include "tests/support/fakeconnector.h"
#include "tests/support/strict.h"

#include <QTest>

using namespace cordboard;
using namespace Qt::StringLiterals;

namespace {

/// A server that is asked as an administrator without a token.
struct Server {
    Server()
        : directory({&connector})
        , registry(directory, {})
        , commands(directory, nullptr)
        , visibility(directory)
        , gatekeeper(authenticator, Gatekeeper::Settings{.anonymousLoopback = Role::Admin})
        , methods(dispatcher, commands, directory, visibility, gatekeeper, {})
        , views(dispatcher, directory, registry, visibility, {})
        , listener({.port = 0}, dispatcher, gatekeeper)
    {
        gatekeeper.guard(dispatcher);
        addSessionMethods(dispatcher, gatekeeper);
        listening = listener.listen().has_value();
    }
    tests::FakeConnector connector;
    CallDirectory directory;
    CallRegistry registry;
    CommandService commands;
    rpc::Dispatcher dispatcher;
    Visibility visibility;
    Authenticator authenticator;
    Gatekeeper gatekeeper;
    CommandMethods methods;
    ViewMethods views;
    Listener listener;
    bool listening = false;
};

QJsonObject method(const QJsonObject &document, const QString &name)
{
    for (const QJsonValue &one : document.value("methods"_L1).toArray()) {
        if (one["name"_L1] == name) {
            return one.toObject();
        }
    }
    return {};
}

void collectReferences(const QJsonValue &value, QStringList &out)
{
    if (value.isArray()) {
        for (const QJsonValue &item : value.toArray()) {
            collectReferences(item, out);
        }
    }
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it.key() == "$ref"_L1) {
            out.append(it.value().toString());
        } else {
            collectReferences(it.value(), out);
        }
    }
}

} // namespace

class OpenRpcTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void everyMethodIsThereAndNoOther()
    {
        const Server server;
        QStringList documented;
        for (const QJsonValue &one : openRpcDocument().value("methods"_L1).toArray()) {
            documented.append(one["name"_L1].toString());
        }
        documented.sort();
        QStringList served = server.dispatcher.methods();
        served.sort();
        QCOMPARE_EQ(documented, served);
    }

    void whatIsServedIsTheDocument()
    {
        Server server;
        QVERIFY(server.listening);
        tests::Client client;
        client.open(server.listener.url());
        QTRY_VERIFY(client.isConnected);
        client.request(1, u"rpc.discover"_s);
        QTRY_COMPARE(client.received.size(), 1);
        const QJsonObject document = client.at(0)["result"_L1].toObject();
        QVERIFY(document == openRpcDocument());
        QCOMPARE_EQ(document["openrpc"_L1].toString(), u"1.2.6"_s);
        QCOMPARE_EQ(document["info"_L1]["version"_L1].toString(), QStringLiteral(CORDBOARD_VERSION));
    }

    void everyReferenceLeadsSomewhere()
    {
        const QJsonObject document = openRpcDocument();
        QStringList references;
        collectReferences(document, references);
        QVERIFY(references.size() > 20);
        for (const QString &reference : references) {
            const QStringList path = reference.split(u'/');
            QCOMPARE_EQ(path.size(), 4);
            QVERIFY2(
                document["components"_L1][path.at(2)].toObject().contains(path.at(3)), qPrintable(reference));
        }
    }

    void everyExampleDecodes_data()
    {
        QTest::addColumn<QString>("name");
        for (const QJsonValue &one : openRpcDocument().value("methods"_L1).toArray()) {
            const QString name = one["name"_L1].toString();
            QTest::newRow(qPrintable(name)) << name;
        }
    }
    /// It has all that is required, nothing that is not documented, and the server reads it: whatever it says
    /// of the call, it has nothing against the parameters.
    void everyExampleDecodes()
    {
        QFETCH(QString, name);
        const QJsonObject documented = method(openRpcDocument(), name);
        QStringList known;
        for (const QJsonValue &param : documented["params"_L1].toArray()) {
            known.append(param["name"_L1].toString());
        }
        const QJsonArray examples = documented["examples"_L1].toArray();
        QVERIFY(!examples.isEmpty());
        Server server;
        tests::Client client;
        client.open(server.listener.url());
        QTRY_VERIFY(client.isConnected);
        for (const QJsonValue &example : examples) {
            QJsonObject params;
            for (const QJsonValue &param : example["params"_L1].toArray()) {
                const QString key = param["name"_L1].toString();
                QVERIFY2(known.contains(key) || name == "Echo"_L1, qPrintable(key));
                params.insert(key, param["value"_L1]);
            }
            for (const QJsonValue &param : documented["params"_L1].toArray()) {
                QVERIFY2(!param["required"_L1].toBool() || params.contains(param["name"_L1].toString()),
                    qPrintable(param["name"_L1].toString()));
            }
            client.received = {};
            client.request(1, name, params);
            QTRY_VERIFY(!client.received.isEmpty());
            const int code = client.at(0)["error"_L1]["code"_L1].toInt();
            QVERIFY2(code != -32601 && code != -32602,
                qPrintable(client.at(0)["error"_L1]["message"_L1].toString()));
        }
    }

    /// What the document calls required the server demands, and nothing else.
    void whatIsRequiredIsDemanded()
    {
        const QJsonObject document = openRpcDocument();
        Server server;
        tests::Client client;
        client.open(server.listener.url());
        QTRY_VERIFY(client.isConnected);
        int demanded = 0;
        for (const QJsonValue &one : document["methods"_L1].toArray()) {
            QJsonObject complete;
            for (const QJsonValue &param : one["examples"_L1][0]["params"_L1].toArray()) {
                complete.insert(param["name"_L1].toString(), param["value"_L1]);
            }
            for (const QJsonValue &param : one["params"_L1].toArray()) {
                if (!param["required"_L1].toBool()) {
                    continue;
                }
                QJsonObject params = complete;
                params.remove(param["name"_L1].toString());
                client.received = {};
                client.request(1, one["name"_L1].toString(), params);
                QTRY_VERIFY(!client.received.isEmpty());
                QCOMPARE_EQ(client.at(0)["error"_L1]["code"_L1].toInt(), -32602);
                QCOMPARE_EQ(client.at(0)["error"_L1]["data"_L1]["field"_L1], param["name"_L1]);
                ++demanded;
            }
        }
        QVERIFY(demanded >= 10);
    }
};

QTEST_GUILESS_MAIN(OpenRpcTest)
#include "tst_openrpc.moc"
