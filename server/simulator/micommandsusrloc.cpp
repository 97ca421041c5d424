// SPDX-License-Identifier: Apache-2.0
#include "server/simulator/micommands.h"

using namespace Qt::StringLiterals;

namespace cordboard::simulator {

namespace {

WireValue listedContact(const Phone &phone, qint64 number)
{
    return WireValue::object({{"Contact", phone.contact},
        {"ContactID", QString::number(1000000000000000000 + number)}, {"Expires", 45}, {"Q", QString()},
        {"Callid", u"r"_s + QString::number(number).rightJustified(15, u'0')}, {"Cseq", 1},
        {"User-agent", u"Cordboard simulator"_s}, {"State", u"CS_NEW"_s}, {"Flags", 0}, {"Cflags", QString()},
        {"Socket", u"udp:127.0.0.1:5060"_s}, {"Methods", 5951}});
}

MiReply dump(ProxyModel &model)
{
    WireValue::List records;
    qint64 number = 0;
    for (const QString &name : model.phones().names()) {
        const QString aor = model.quirks().domainInAor ? QString(name + u'@' + model.domain()) : name;
        records.push_back(WireValue::object({{"AOR", aor},
            {"Contacts", WireValue::List{listedContact(*model.phones().find(name), ++number)}}}));
    }
    const WireValue domain =
        WireValue::object({{"name", u"location"_s}, {"hash_size", 512}, {"AORs", records}});
    return {WireValue::object({{"Domains", WireValue::List{domain}}}), 0, {}, {}};
}

} // namespace

std::vector<MiCommand> locationCommands(ProxyModel &model)
{
    return {command(u"ul_dump"_s, {{}, {u"brief"_s}}, [&model](const MiParams &) { return dump(model); })};
}

} // namespace cordboard::simulator
