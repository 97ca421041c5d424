// SPDX-License-Identifier: Apache-2.0
#include "server/simulator/micommands.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace cordboard::simulator {

namespace {

QString ctime(const QDateTime &time)
{
    return QLocale::c().toString(time.toLocalTime(), u"ddd MMM "_s)
        + QString::number(time.toLocalTime().date().day()).rightJustified(2)
        + QLocale::c().toString(time.toLocalTime(), u" HH:mm:ss yyyy"_s);
}

MiReply statistics(const ProxyModel &model, const QJsonArray &names)
{
    const std::vector<std::pair<QString, qint64>> known{
        {u"dialog:active_dialogs"_s, model.activeDialogs()},
        {u"dialog:early_dialogs"_s, model.earlyDialogs()},
        {u"dialog:processed_dialogs"_s, model.processedDialogs()},
        {u"dialog:expired_dialogs"_s, 0},
        {u"dialog:failed_dialogs"_s, model.failedDialogs()},
    };
    WireValue::Members found;
    for (const QJsonValue &name : names) {
        const QString wanted = name.toString();
        for (const auto &[full, value] : known) {
            if (wanted == "all"_L1 || wanted == "dialog:"_L1 || full.mid(7) == wanted || full == wanted) {
                found.emplace_back(full.toLatin1(), value);
            }
        }
    }
    return found.empty() ? MiReply::error(404, u"Statistics Not Found"_s) : MiReply{found, 0, {}, {}};
}

} // namespace

std::vector<MiCommand> coreCommands(ProxyModel &model, const QDateTime &startedAt)
{
    return {
        command(u"version"_s, {{}},
            [&model](const MiParams &) -> MiReply {
                return {WireValue::object(
                            {{"Server", u"OpenSIPS ("_s + model.quirks().number + u" (x86_64/linux))"_s}}),
                    0, {}, {}};
            }),
        command(u"which"_s, {{}},
            [&model](const MiParams &) -> MiReply {
                WireValue::List names(model.quirks().commands.begin(), model.quirks().commands.end());
                return {names, 0, {}, {}};
            }),
        command(u"uptime"_s, {{}},
            [&model, startedAt](const MiParams &) -> MiReply {
                const QDateTime now = model.scheduler().now();
                return {WireValue::object({{"Now", ctime(now)}, {"Up since", ctime(startedAt)},
                            {"Up time",
                                QString::number(std::max<qint64>(startedAt.secsTo(now), 0)) + u" [sec]"_s}}),
                    0, {}, {}};
            }),
        command(u"get_statistics"_s, {{u"statistics"_s}},
            [&model](const MiParams &params) {
                const auto names = params.list(u"statistics"_s);
                return names ? statistics(model, *names) : MiReply::badParameter();
            }),
    };
}

} // namespace cordboard::simulator
