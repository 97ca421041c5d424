// SPDX-License-Identifier: Apache-2.0
#include "server/simulator/micommands.h"

#include <QJsonDocument>

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace cordboard::simulator {

namespace {

/// As the proxy echoes it: numbers are cut to 32 bits (fact 4).
WireValue echoed(const QJsonValue &id)
{
    if (id.isString()) {
        return id.toString();
    }
    if (id.isDouble()) {
        return static_cast<qint64>(std::clamp<double>(
            id.toDouble(), std::numeric_limits<qint32>::min(), std::numeric_limits<qint32>::max()));
    }
    return {};
}

QByteArray written(const MiReply &reply, const WireValue &id)
{
    if (reply.code == 0) {
        return WireValue::object({{"jsonrpc", u"2.0"_s}, {"result", reply.result}, {"id", id}}).toJson();
    }
    WireValue::Members error{{"code", reply.code}, {"message", reply.message}};
    if (!reply.data.isEmpty()) {
        error.emplace_back("data", reply.data);
    }
    return WireValue::object({{"jsonrpc", u"2.0"_s}, {"error", error}, {"id", id}}).toJson();
}

/// The parameters by name, or what is wrong with the set of them.
struct Matched {
    std::optional<QJsonObject> params;
    QString wrong;
};

Matched matched(const std::vector<QStringList> &sets, const QJsonValue &given)
{
    const QJsonObject named = given.toObject();
    const QJsonArray positional = given.toArray();
    const qsizetype count = given.isArray() ? positional.size() : named.size();
    QString wrong = u"Too few or too many parameters"_s;
    std::optional<QJsonObject> found;
    for (const QStringList &set : sets) {
        if (set.size() != count) {
            continue;
        }
        if (given.isArray() && count > 0) {
            if (found) {
                return {{}, u"Ambiguous call, use named parameters instead"_s};
            }
            found.emplace();
            for (qsizetype i = 0; i < count; ++i) {
                found->insert(set.at(i), positional.at(i));
            }
            continue;
        }
        if (std::all_of(set.begin(), set.end(), [&](const QString &name) { return named.contains(name); })) {
            return {named, {}};
        }
        wrong = u"Named parameters do not match"_s;
    }
    return {found, wrong};
}

} // namespace

MiCommands::MiCommands(
    ProxyModel &model, EventSender &events, const Registrar &registrar, QDateTime startedAt)
    : m_quirks(model.quirks())
{
    add(coreCommands(model, startedAt));
    add(eventCommands(events));
    add(dialogCommands(model));
    add(callopsCommands(model));
    add(transactionCommands(model));
    add(sessionCommands(model));
    add(locationCommands(model, registrar));
}

void MiCommands::add(std::vector<MiCommand> commands)
{
    for (MiCommand &command : commands) {
        const QString name = command.name;
        m_commands.insert(name, std::move(command));
    }
}

MiCommands::Progress MiCommands::handle(
    const QByteArray &request, const std::function<void(const QByteArray &)> &answer) const
{
    const QJsonDocument document = QJsonDocument::fromJson(request);
    if (document.isNull()) {
        answer(written({{}, -32700, u"Parse error"_s, {}}, {}));
        return Progress::Answered;
    }
    const QJsonObject object = document.object();
    const QJsonValue id = object.value("id"_L1);
    const QJsonValue params = object.value("params"_L1);
    const bool idFits = id.isUndefined() || id.isNull() || id.isString() || id.isDouble();
    const bool paramsFit = params.isUndefined() || params.isObject() || params.isArray();
    const WireValue echo = echoed(id);
    const auto refuse = [&](const MiReply &reply) {
        answer(written(reply, echo));
        return Progress::Answered;
    };
    if (!document.isObject() || object.value("jsonrpc"_L1).toString() != "2.0"_L1
        || !object.value("method"_L1).isString() || !idFits || !paramsFit) {
        return refuse({{}, -32600, u"Invalid Request"_s, {}});
    }
    const bool isNotification = id.isUndefined();
    const auto command = m_commands.constFind(oldCommandName(m_quirks, object.value("method"_L1).toString()));
    const auto silentOr = [&](const MiReply &reply) {
        return isNotification ? Progress::Silent : refuse(reply);
    };
    if (command == m_commands.constEnd()) {
        return silentOr({{}, -32601, u"Method not found"_s, {}});
    }
    const Matched match = matched(command->parameterSets, params);
    if (!match.params) {
        return silentOr({{}, -32602, u"Invalid params"_s, match.wrong});
    }
    command->run(MiParams(*match.params), [answer, echo, isNotification](const MiReply &reply) {
        if (!isNotification) {
            answer(written(reply, echo));
        }
    });
    return isNotification ? Progress::Silent : command->isAsync ? Progress::Waits : Progress::Answered;
}

} // namespace cordboard::simulator
