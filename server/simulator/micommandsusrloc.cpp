// SPDX-License-Identifier: Apache-2.0
#include "server/simulator/micommands.h"
#include "server/simulator/registrar.h"

using namespace Qt::StringLiterals;

namespace cordboard::simulator {

namespace {

MiReply dump(const Registrar &registrar, const MiParams &params)
{
    const auto brief = params.has(u"brief"_s) ? params.number(u"brief"_s) : 0;
    return brief ? MiReply{registrar.dump(*brief != 0), 0, {}, {}} : MiReply::badParameter();
}

MiReply show(const Registrar &registrar, const QString &domainName, bool domainInAor, const MiParams &params)
{
    const auto table = params.text(u"table_name"_s);
    const auto aor = params.text(u"aor"_s);
    if (!table || !aor) {
        return MiReply::badParameter();
    }
    if (*table != "location"_L1) {
        return MiReply::error(404, u"Table not found"_s);
    }
    if (domainInAor && !aor->contains(u'@')) {
        return MiReply::error(400, u"Domain missing in AOR"_s);
    }
    const auto record =
        domainInAor && aor->section(u'@', 1) != domainName ? std::nullopt : registrar.show(*aor);
    return record ? MiReply{*record, 0, {}, {}} : MiReply::error(404, u"AOR not found"_s);
}

} // namespace

std::vector<MiCommand> locationCommands(ProxyModel &model, const Registrar &registrar)
{
    return {
        command(u"ul_dump"_s, {{}, {u"brief"_s}},
            [&registrar](const MiParams &params) { return dump(registrar, params); }),
        command(u"ul_show_contact"_s, {{u"table_name"_s, u"aor"_s}},
            [&model, &registrar](const MiParams &params) {
                return show(registrar, model.domain(), model.quirks().domainInAor, params);
            }),
    };
}

} // namespace cordboard::simulator
