// SPDX-License-Identifier: Apache-2.0
#include "common/protocol/nodes.h"
#include "tests/common/protocol/wire.h"
#include "tests/support/strict.h"

#include <QTest>

using namespace cordboard;
using namespace cordboard::protocol;
using namespace cordboard::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr auto must = Absent::Refused;
constexpr auto may = Absent::Nothing;
constexpr auto notNull = Null::Refused;
constexpr auto nullable = Null::Nothing;

} // namespace

class NodeMessagesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void node()
    {
        const QByteArray text =
            R"({"name":"edge-1","reachable":true,"synchronised":false,"version":"3.6.8","detail":"slow",)"
            R"("proven_at":"2026-11-24T03:14:15.000Z","capabilities":["end","hold"],)"
            R"("lacks":[{"capability":"names","reason":"no E_CORDBOARD"}],"calls":20000})";
        roundTrip(Node{NodeName(u"edge-1"_s), true, false, {u"3.6.8"_s}, {u"slow"_s},
                      {u"2026-11-24T03:14:15.000Z"_s}, {u"end"_s, u"hold"_s},
                      {Lack{u"names"_s, u"no E_CORDBOARD"_s}}, 20000},
            text);
        Node bare;
        bare.name = NodeName(u"n"_s);
        roundTrip(bare,
            R"({"name":"n","reachable":false,"synchronised":false,"version":null,"detail":null,)"
            R"("proven_at":null,"capabilities":[],"lacks":[],"calls":0})");
        checkRules<Node>(text,
            {{"name", must, notNull, 1}, {"reachable", must, notNull, u"true"_s},
                {"synchronised", must, notNull, 1}, {"version", must, nullable, 3.6},
                {"detail", must, nullable, QJsonArray()}, {"proven_at", must, nullable, 1},
                {"capabilities", must, notNull, u"end"_s}, {"lacks", must, notNull, QJsonObject()},
                {"calls", must, notNull, 0.5}});
        checkRules<Lack>(R"({"capability":"c","reason":"r"})",
            {{"capability", must, notNull, 1}, {"reason", must, notNull, 1}});
    }

    void nodeList()
    {
        roundTrip(NodeList{}, "{}");
        roundTrip(NodeList{true}, R"({"subscribe":true})");
        checkRules<NodeList>(R"({"subscribe":false})", {{"subscribe", may, nullable, 1}});
        roundTrip(Nodes{}, R"({"nodes":[]})");
        checkRules<Nodes>(R"({"nodes":[]})", {{"nodes", must, notNull, QJsonObject()}});
        QCOMPARE(fieldAtFault<Nodes>(parsed(R"({"nodes":[{"name":"n"}]})")), u"nodes[0].reachable"_s);
    }

    void registrations()
    {
        const QByteArray text = R"({"aor":"alice@demo.example","node":"n","contacts":[)"
                                R"({"uri":"sip:alice@10.0.0.1","user_agent":"baresip","expires_at":"t"},)"
                                R"({"uri":"sip:alice@10.0.0.2","user_agent":null,"expires_at":null}]})";
        const Registration alice{u"alice@demo.example"_s, NodeName(u"n"_s),
            {RegisteredContact{u"sip:alice@10.0.0.1"_s, {u"baresip"_s}, {u"t"_s}},
                RegisteredContact{u"sip:alice@10.0.0.2"_s, {}, {}}}};
        roundTrip(alice, text);
        checkRules<Registration>(text,
            {{"aor", must, notNull, 1}, {"node", must, notNull, 1},
                {"contacts", must, notNull, QJsonObject()}});
        checkRules<RegisteredContact>(R"({"uri":"u","user_agent":null,"expires_at":null})",
            {{"uri", must, notNull, 1}, {"user_agent", must, nullable, 1},
                {"expires_at", must, nullable, 1}});
        roundTrip(RegistrationsChanged{{alice}}, R"({"registrations":[)" + text + "]}");
        checkRules<RegistrationsChanged>(
            R"({"registrations":[]})", {{"registrations", must, notNull, QJsonObject()}});
        roundTrip(RegistrationsListed{{alice}, 3, {u"next"_s}, {Lack{u"n"_s, u"no usrloc"_s}}},
            R"({"registrations":[)" + text
                + R"(],"total":3,"cursor":"next","lacks":[{"capability":"n","reason":"no usrloc"}]})");
        checkRules<RegistrationsListed>(R"({"registrations":[],"total":0,"cursor":null,"lacks":[]})",
            {{"registrations", must, notNull, 1}, {"total", must, notNull, u"0"_s},
                {"cursor", must, nullable, 1}, {"lacks", must, notNull, QJsonObject()}});
    }

    void registrationList()
    {
        roundTrip(RegistrationList{}, "{}");
        const QByteArray text = R"({"node":"n","text":"ali","limit":1,"cursor":"c","subscribe":false})";
        roundTrip(RegistrationList{NodeName(u"n"_s), u"ali"_s, 1, u"c"_s, false}, text);
        checkRules<RegistrationList>(text,
            {{"node", may, nullable, 1}, {"text", may, nullable, 1}, {"limit", may, nullable, u"1"_s},
                {"cursor", may, nullable, 1}, {"subscribe", may, nullable, u"no"_s}});
    }

    void stats()
    {
        const QByteArray text = R"({"now":"t","calls":6,"ringing":1,"answered":2,"held":3,"longest":"i",)"
                                R"("longest_since":"s","minutes":[{"at":"m","started":4,"answered":5}]})";
        roundTrip(Stats{u"t"_s, 6, 1, 2, 3, {CallId(u"i"_s)}, {u"s"_s}, {MinuteStats{u"m"_s, 4, 5}}}, text);
        checkRules<Stats>(text,
            {{"now", must, notNull, 1}, {"calls", must, notNull, u"6"_s}, {"ringing", must, notNull, u"1"_s},
                {"answered", must, notNull, u"2"_s}, {"held", must, notNull, u"3"_s},
                {"longest", must, nullable, 1}, {"longest_since", must, nullable, 1},
                {"minutes", must, notNull, QJsonObject()}});
        checkRules<MinuteStats>(R"({"at":"m","started":4,"answered":5})",
            {{"at", must, notNull, 1}, {"started", must, notNull, u"4"_s},
                {"answered", must, notNull, u"5"_s}});
    }
};

QTEST_GUILESS_MAIN(NodeMessagesTest)
#include "tst_nodemessages.moc"
