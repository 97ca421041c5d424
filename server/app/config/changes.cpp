// SPDX-License-Identifier: Apache-2.0
#include "server/app/config/changes.h"

#include "server/app/config/keys.h"

#include <algorithm>

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;

void copyValue(const Slot &from, const Slot &to)
{
    std::visit(
        [&](auto *target) {
            *target = *std::get<decltype(target)>(from); // both are of one key
        },
        to);
}

QStringList namesOf(const QList<NodeConfig> &nodes)
{
    QStringList names;
    std::transform(nodes.begin(), nodes.end(), std::back_inserter(names),
        [](const NodeConfig &node) { return node.name; });
    return names;
}

QStringList changedOfNodes(QList<NodeConfig> running, QList<NodeConfig> wanted)
{
    if (namesOf(running) != namesOf(wanted)) {
        return {u"nodes"_s};
    }
    QStringList changed;
    for (qsizetype i = 0; i < running.size(); ++i) {
        for (const Key<NodeConfig> &key : nodeKeys()) {
            if (yamlText(key.info, key.slot(running[i])) != yamlText(key.info, key.slot(wanted[i]))) {
                changed.append(u"nodes[%1].%2"_s.arg(running[i].name, QLatin1StringView(key.info.path)));
            }
        }
    }
    return changed;
}

} // namespace

ConfigChanges changesBetween(const Config &running, const Config &wanted)
{
    ConfigChanges changes{.config = running, .taken = {}, .needRestart = {}};
    Config other = wanted; // slots point to members that could be changed
    for (const Key<Config> &key : serverKeys()) {
        const Slot from = key.slot(other);
        const Slot to = key.slot(changes.config);
        if (yamlText(key.info, from) == yamlText(key.info, to)) {
            continue;
        }
        const QString path = QString::fromLatin1(key.info.path);
        if (key.info.reloads) {
            copyValue(from, to);
            changes.taken.append(path);
        } else {
            changes.needRestart.append(path);
        }
    }
    // Without TLS nobody listens for it, and with it nobody may be let in without.
    if (running.wsServer.tls.isOn() != changes.config.wsServer.tls.isOn()) {
        changes.config.wsServer.tls = running.wsServer.tls;
        const auto isTls = [](const QString &path) { return path.startsWith("ws_server.tls."_L1); };
        std::copy_if(
            changes.taken.begin(), changes.taken.end(), std::back_inserter(changes.needRestart), isTls);
        changes.taken.removeIf(isTls);
    }
    changes.needRestart += changedOfNodes(running.nodes, wanted.nodes);
    return changes;
}

} // namespace cordboard
