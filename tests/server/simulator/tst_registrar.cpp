// SPDX-License-Identifier: Apache-2.0
#include "tests/server/simulator/world.h"
#include "tests/support/strict.h"

#include <QSet>
#include <QTcpSocket>

using namespace Qt::StringLiterals;
using namespace cordboard::simulator;
using cordboard::tests::SimulatedWorld;
using std::chrono::seconds;

namespace {

const QStringList usrlocEvents{u"E_UL_AOR_INSERT"_s, u"E_UL_AOR_DELETE"_s, u"E_UL_CONTACT_INSERT"_s,
    u"E_UL_CONTACT_DELETE"_s, u"E_UL_CONTACT_UPDATE"_s};

/// Event names without what they share, each with the address of record.
QStringList told(const QList<QJsonObject> &events)
{
    QStringList lines;
    for (const QJsonObject &event : events) {
        lines.append(event.value(u"method"_s).toString().mid(5) + u' '
            + event.value(u"params"_s).toObject().value(u"aor"_s).toString());
    }
    return lines;
}

QJsonArray dumped(SimulatedWorld &world)
{
    return world.ask(u"ul_dump"_s)
        .toObject()
        .value(u"Domains"_s)
        .toArray()
        .first()
        .toObject()
        .value(u"AORs"_s)
        .toArray();
}

QJsonArray contactsOf(SimulatedWorld &world, const QString &aor)
{
    for (const QJsonValue &record : dumped(world)) {
        if (record.toObject().value(u"AOR"_s) == aor) {
            return record.toObject().value(u"Contacts"_s).toArray();
        }
    }
    return {};
}

} // namespace

/// Registrations: events, lists, and who can be called.
class tst_registrar : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { cordboard::tests::failOnAnyWarning(); }

    void comesAndGoes();
    void paramsOfTheModule_data();
    void paramsOfTheModule();
    void twoPlaces();
    void runsOut();
    void whoIsAwayCannotBeCalled();
    void newPhone();
    void restartRegistersAll();
    void showContact_data();
    void showContact();
    void answerThatDoesNotFit();
    void habits();
    void externalsAreNotListed();

private:
    [[nodiscard]] static std::unique_ptr<SimulatedWorld> listening(
        SimulatorOptions options = SimulatedWorld::quiet())
    {
        auto world = std::make_unique<SimulatedWorld>(std::move(options));
        for (const QString &event : usrlocEvents) {
            if (!world->subscribe(event)) {
                qFatal("no subscription");
            }
        }
        return world;
    }
};

void tst_registrar::comesAndGoes()
{
    const auto world = listening();
    QVERIFY(world->simulator().unregisterPhone(u"frank"_s));
    QVERIFY(!world->simulator().unregisterPhone(u"frank"_s));
    QVERIFY(!world->simulator().unregisterPhone(u"nobody"_s));
    QCOMPARE(dumped(*world).size(), 22);
    world->simulator().registerPhone(u"frank"_s);
    world->simulator().registerPhone(u"frank"_s);
    QCOMPARE(told(world->events()),
        (QStringList{u"CONTACT_DELETE frank"_s, u"AOR_DELETE frank"_s, u"AOR_INSERT frank"_s,
            u"CONTACT_INSERT frank"_s, u"CONTACT_UPDATE frank"_s}));
    QCOMPARE(dumped(*world).size(), 23);
}

void tst_registrar::paramsOfTheModule_data()
{
    QTest::addColumn<Version>("version");
    QTest::addColumn<QByteArray>("aor");
    QTest::newRow("3.4") << Version::V34 << QByteArray("grace");
    QTest::newRow("3.6") << Version::V36 << QByteArray("grace");
    QTest::newRow("4.0") << Version::V40 << QByteArray("grace@demo.example");
}

void tst_registrar::paramsOfTheModule()
{
    QFETCH(Version, version);
    QFETCH(QByteArray, aor);
    SimulatorOptions options = SimulatedWorld::quiet();
    options.version = version;
    const auto world = listening(options);
    world->simulator().registerPhone(u"grace"_s, seconds(60));
    const QList<QJsonObject> events = world->events();
    QCOMPARE(events.size(), 1);
    const QJsonObject params = events.first().value(u"params"_s).toObject();
    const QByteArray callId = params.value(u"callid"_s).toString().toUtf8();
    QVERIFY(!callId.isEmpty());
    const QByteArray uri = params.value(u"uri"_s).toString().toUtf8();
    QVERIFY(uri.startsWith("sip:grace@127.0.0.1:"));
    QCOMPARE(world->lastRaw(),
        "{\"jsonrpc\":\"2.0\",\"method\":\"E_UL_CONTACT_UPDATE\",\"params\":{\"domain\":\"location\",\"aor\":"
        "\"" + aor
            + "\",\"uri\":\"" + uri
            + "\",\"received\":null,\"path\":null,\"qval\":-1,\"user_agent\":\"Cordboard simulator\","
              "\"socket\":\"udp:127.0.0.1:5060\",\"bflags\":0,\"expires\":1700000060,\"callid\":\""
            + callId + "\",\"cseq\":2,\"attr\":\"\",\"latency\":0,\"shtag\":\"\"}}");
    QVERIFY(world->simulator().unregisterPhone(u"grace"_s));
    QVERIFY(!world->events().isEmpty());
    QCOMPARE(world->lastRaw(),
        "{\"jsonrpc\":\"2.0\",\"method\":\"E_UL_AOR_DELETE\",\"params\":{\"domain\":\"location\",\"aor\":\""
            + aor + "\"}}");
}

void tst_registrar::twoPlaces()
{
    const auto world = listening();
    world->simulator().registerPhone(u"ivan"_s, seconds(600), u"sip:ivan@192.0.2.7:5060;transport=tcp"_s);
    QCOMPARE(told(world->events()), QStringList{u"CONTACT_INSERT ivan"_s});
    const QJsonArray contacts = contactsOf(*world, u"ivan"_s);
    QCOMPARE(contacts.size(), 2);
    QCOMPARE(contacts.at(1).toObject().value(u"Contact"_s), u"sip:ivan@192.0.2.7:5060;transport=tcp"_s);
    QCOMPARE(contacts.at(1).toObject().value(u"Expires"_s).toInt(), 600);
    QVERIFY(
        contacts.at(0).toObject().value(u"ContactID"_s) != contacts.at(1).toObject().value(u"ContactID"_s));
    QVERIFY(!world->simulator().unregisterPhone(u"ivan"_s, u"sip:elsewhere"_s));
    QVERIFY(world->simulator().unregisterPhone(u"ivan"_s, u"sip:ivan@192.0.2.7:5060;transport=tcp"_s));
    QCOMPARE(told(world->events()), QStringList{u"CONTACT_DELETE ivan"_s});
    QCOMPARE(contactsOf(*world, u"ivan"_s).size(), 1);
}

void tst_registrar::runsOut()
{
    const auto world = listening();
    world->simulator().registerPhone(u"judy"_s, seconds(30));
    world->clock().advance(seconds(20));
    world->simulator().registerPhone(u"judy"_s, seconds(30));
    world->clock().advance(seconds(20));
    QCOMPARE(told(world->events()), (QStringList{u"CONTACT_UPDATE judy"_s, u"CONTACT_UPDATE judy"_s}));
    QCOMPARE(contactsOf(*world, u"judy"_s).first().toObject().value(u"Expires"_s).toInt(), 10);
    world->clock().advance(seconds(10));
    QCOMPARE(told(world->events()), (QStringList{u"CONTACT_DELETE judy"_s, u"AOR_DELETE judy"_s}));
    QVERIFY(contactsOf(*world, u"judy"_s).isEmpty());
}

void tst_registrar::whoIsAwayCannotBeCalled()
{
    const auto world = listening();
    QVERIFY(world->subscribe(u"E_CORDBOARD"_s));
    const QString up = world->call(u"alice"_s, u"olivia"_s);
    QVERIFY(world->simulator().unregisterPhone(u"olivia"_s));
    QCOMPARE(world->simulator().callsOf(u"olivia"_s), QStringList{up});
    QVERIFY(!world->call(u"alice"_s, u"olivia"_s).isEmpty());
    const QList<QJsonObject> failed = world->events(u"E_CORDBOARD"_s, u"failed"_s);
    QCOMPARE(failed.size(), 1);
    QCOMPARE(failed.first().value(u"code"_s), u"404"_s);
    QCOMPARE(world->simulator().callsOf(u"olivia"_s), QStringList{up});
}

void tst_registrar::newPhone()
{
    const auto world = listening();
    world->simulator().registerPhone(u"zoë"_s);
    QCOMPARE(told(world->events()), (QStringList{u"AOR_INSERT zoë"_s, u"CONTACT_INSERT zoë"_s}));
    QVERIFY(!world->call(u"alice"_s, u"zoë"_s).isEmpty());
    QCOMPARE(world->simulator().callsOf(u"zoë"_s).size(), 1);
}

void tst_registrar::restartRegistersAll()
{
    const auto world = listening();
    QVERIFY(world->simulator().unregisterPhone(u"trent"_s));
    world->simulator().die();
    QVERIFY(!world->simulator().unregisterPhone(u"sybil"_s));
    world->simulator().registerPhone(u"peggy"_s);
    QVERIFY(world->simulator().restart());
    QCOMPARE(dumped(*world).size(), 23);
}

void tst_registrar::showContact_data()
{
    QTest::addColumn<Version>("version");
    QTest::addColumn<QString>("table");
    QTest::addColumn<QString>("aor");
    QTest::addColumn<int>("code");
    QTest::newRow("name") << Version::V36 << u"location"_s << u"rupert"_s << 0;
    QTest::newRow("domain is cut off") << Version::V36 << u"location"_s << u"rupert@any.example"_s << 0;
    QTest::newRow("with domain") << Version::V40 << u"location"_s << u"rupert@demo.example"_s << 0;
    QTest::newRow("domain missing") << Version::V40 << u"location"_s << u"rupert"_s << 400;
    QTest::newRow("other domain") << Version::V40 << u"location"_s << u"rupert@any.example"_s << 404;
    QTest::newRow("nobody") << Version::V36 << u"location"_s << u"nobody"_s << 404;
    QTest::newRow("other table") << Version::V36 << u"aliases"_s << u"rupert"_s << 404;
}

void tst_registrar::showContact()
{
    QFETCH(Version, version);
    QFETCH(QString, table);
    QFETCH(QString, aor);
    QFETCH(int, code);
    SimulatorOptions options = SimulatedWorld::quiet();
    options.version = version;
    SimulatedWorld world(options);
    const QJsonObject answer =
        world.ask(u"ul_show_contact"_s, {{u"table_name"_s, table}, {u"aor"_s, aor}}).toObject();
    QCOMPARE(answer.value(u"error"_s).toObject().value(u"code"_s).toInt(), code);
    QCOMPARE(answer.value(u"Contacts"_s).toArray().size(), code == 0 ? 1 : 0);
}

void tst_registrar::answerThatDoesNotFit()
{
    SimulatedWorld world(SimulatedWorld::quiet());
    for (int i = 0; i < 2000; ++i) {
        world.simulator().registerPhone(u"user"_s + QString::number(i));
    }
    QCOMPARE(world.ask(u"ul_dump"_s), u"500 Internal error"_s);
    QTcpSocket socket;
    socket.connectToHost(
        QHostAddress(QHostAddress::LocalHost), static_cast<quint16>(world.simulator().httpUrl().port()));
    const QByteArray body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ul_dump\"}";
    socket.write("POST /mi HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    QByteArray received;
    QVERIFY(QTest::qWaitFor([&] {
        received += socket.readAll();
        return received.endsWith("</html>");
    }));
    QVERIFY(received.startsWith("HTTP/1.1 500 "));
    const QJsonObject brief = world.ask(u"ul_dump"_s, {{u"brief"_s, 1}})
                                  .toObject()
                                  .value(u"Domains"_s)
                                  .toArray()
                                  .first()
                                  .toObject();
    QCOMPARE(brief.value(u"AORs"_s).toArray().size(), 2023);
    QVERIFY(!brief.value(u"AORs"_s).toArray().first().toObject().contains(u"Contacts"_s));
}

void tst_registrar::habits()
{
    SimulatorOptions options = SimulatedWorld::quiet();
    options.registrations = {.reRegister = seconds(30)};
    const auto world = listening(options);
    QHash<QString, int> counts;
    QSet<QString> updated;
    for (int second = 0; second < 600; ++second) {
        world->clock().advance(seconds(1));
        for (const QJsonObject &event : world->events()) {
            const QString name = event.value(u"method"_s).toString();
            ++counts[name];
            const QString aor = event.value(u"params"_s).toObject().value(u"aor"_s).toString();
            if (name == u"E_UL_CONTACT_UPDATE"_s) {
                updated.insert(aor);
            }
            QVERIFY(name == u"E_UL_CONTACT_UPDATE"_s || aor != u"alice"_s);
        }
    }
    QCOMPARE(updated.size(), 23);
    QVERIFY(counts.value(u"E_UL_CONTACT_UPDATE"_s) > 20 * 20);
    // Whoever went away came back, and only the last one may still be away.
    QVERIFY(counts.value(u"E_UL_AOR_DELETE"_s) > 10);
    QVERIFY(counts.value(u"E_UL_AOR_DELETE"_s) - counts.value(u"E_UL_AOR_INSERT"_s) <= 1);
    QCOMPARE(counts.value(u"E_UL_CONTACT_DELETE"_s), counts.value(u"E_UL_AOR_DELETE"_s));
    QCOMPARE(counts.value(u"E_UL_CONTACT_INSERT"_s), counts.value(u"E_UL_AOR_INSERT"_s));
    for (const QJsonValue &record : dumped(*world)) {
        QVERIFY(
            record.toObject().value(u"Contacts"_s).toArray().first().toObject().value(u"Expires"_s).toInt()
            > 0);
    }
}

void tst_registrar::externalsAreNotListed()
{
    const auto world = listening();
    world->simulator().phones().addExternal(u"+4930123456"_s, {});
    world->simulator().registerPhone(u"+4930123456"_s);
    QVERIFY(world->events().isEmpty());
    QCOMPARE(dumped(*world).size(), 23);
    QVERIFY(!world->call(u"alice"_s, u"+4930123456"_s).isEmpty());
    QCOMPARE(world->simulator().callsOf(u"+4930123456"_s).size(), 1);
}

QTEST_GUILESS_MAIN(tst_registrar)
#include "tst_registrar.moc"
