// SPDX-License-Identifier: Apache-2.0
#include "server/simulator/micommands.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cordboard::simulator {

namespace {

MiReply listAll(ProxyModel &model, bool withContext, const MiParams &params)
{
    const DialogTable &dialogs = model.dialogs();
    qsizetype first = 0;
    qsizetype end = dialogs.size();
    WireValue::Members result;
    if (params.has(u"index"_s)) {
        const auto index = params.number(u"index"_s);
        const auto counter = params.number(u"counter"_s);
        if (!index || !counter) {
            return MiReply::badParameter();
        }
        // A counter of 0 means: no paging.
        if (*counter > 0) {
            result.emplace_back("count", static_cast<qint64>(dialogs.size()));
            first = std::clamp<qsizetype>(*index, 0, dialogs.size());
            end = std::min<qsizetype>(first + *counter, dialogs.size());
        }
    }
    WireValue::List rows;
    for (qsizetype row = first; row < end; ++row) {
        rows.push_back(listed(dialogs.at(row), withContext));
    }
    result.emplace_back("Dialogs", std::move(rows));
    return {std::move(result), 0, {}, {}};
}

MiReply list(ProxyModel &model, bool withContext, const MiParams &params)
{
    if (!params.has(u"callid"_s)) {
        return listAll(model, withContext, params);
    }
    const auto callId = params.text(u"callid"_s);
    if (!callId) {
        return MiReply::badParameter();
    }
    const Dialog *dialog = model.dialogs().active(*callId);
    const auto fromTag = params.text(u"from_tag"_s);
    if (!dialog || (fromTag && *fromTag != dialog->caller.tag)) {
        return MiReply::error(404, u"No such dialog"_s);
    }
    return {WireValue::object({{"Dialog", listed(*dialog, withContext)}}), 0, {}, {}};
}

MiReply endDialog(ProxyModel &model, const MiParams &params)
{
    const auto name = params.text(u"dialog_id"_s);
    if (!name) {
        return MiReply::badParameter();
    }
    const Dialog *dialog = model.dialogs().named(*name);
    if (!dialog) {
        return MiReply::error(404, u"Requested Dialog not found"_s);
    }
    model.end(dialog->key);
    return MiReply::ok();
}

MiReply pushVariable(ProxyModel &model, const MiParams &params)
{
    const auto name = params.text(u"dlg_val_name"_s);
    const auto value = params.text(u"dlg_val_value"_s);
    const auto names = params.list(u"DID"_s);
    if (!name || !value || !names) {
        return MiReply::badParameter();
    }
    for (const QJsonValue &id : *names) {
        if (!id.isString()) {
            return MiReply::badParameter();
        }
        // Dialogs that are not there are passed over in silence.
        if (Dialog *dialog = model.dialogs().named(id.toString())) {
            dialog->setVariable({*name, *value});
        }
    }
    return MiReply::ok();
}

/// "none", "inbound", "outbound", "custom:TYPE:BODY"
bool isBody(const QString &body)
{
    return body == "none"_L1 || body == "inbound"_L1 || body == "outbound"_L1
        || (body.startsWith("custom"_L1) && body.size() >= 10);
}

QString referTo(QString headers)
{
    headers.replace("\\r"_L1, "\r"_L1).replace("\\n"_L1, "\n"_L1);
    for (const QString &line : headers.split(u'\n')) {
        const QString trimmed = line.trimmed();
        if (trimmed.startsWith("Refer-To:"_L1, Qt::CaseInsensitive)) {
            const QString value = trimmed.mid(9).trimmed();
            const qsizetype open = value.indexOf(u'<');
            return open < 0 ? value : value.mid(open + 1, value.indexOf(u'>') - open - 1);
        }
    }
    return {};
}

void sendSequential(ProxyModel &model, const MiParams &params, const MiAnswer &answer)
{
    const auto callId = params.text(u"callid"_s);
    if (!callId) {
        answer(MiReply::badParameter());
        return;
    }
    const QString mode = params.textOr(u"mode"_s, u"callee"_s);
    if (mode != "caller"_L1 && mode != "callee"_L1) {
        answer(MiReply::error(400, u"Invalid mode"_s));
        return;
    }
    if (params.has(u"body"_s) && !isBody(params.textOr(u"body"_s))) {
        answer(MiReply::error(400, u"Invalid body mode"_s));
        return;
    }
    const Dialog *dialog = model.dialogs().active(*callId);
    if (!dialog) {
        answer(MiReply::error(404, u"Dialog Not Found"_s));
        return;
    }
    const Side side = mode == "caller"_L1 ? Side::Caller : Side::Callee;
    const QString method = params.textOr(u"method"_s, u"INVITE"_s);
    const bool offers = method == "INVITE"_L1;
    const bool stops = params.textOr(u"body"_s).contains("a=inactive"_L1);
    model.send(dialog->key, side, method, {.to = referTo(params.textOr(u"headers"_s))},
        [&model, answer, key = dialog->key, side, offers, stops](
            int status, const QString &reason, bool isLocal) {
            if (offers && status < 300) {
                model.agreed(key, side, stops);
            }
            answer(isLocal ? MiReply::error(status, reason)
                           : MiReply{WireValue::object({{"Code", status}, {"Reason", reason}}), 0, {}, {}});
        });
}

} // namespace

std::vector<MiCommand> dialogCommands(ProxyModel &model)
{
    const std::vector<QStringList> listSets{
        {}, {u"callid"_s}, {u"callid"_s, u"from_tag"_s}, {u"index"_s, u"counter"_s}};
    std::vector<QStringList> sequentialSets = anyOf({u"callid"_s}, {u"mode"_s, u"method"_s, u"body"_s});
    if (model.quirks().sequentialHeaders) {
        sequentialSets.push_back({u"callid"_s, u"method"_s, u"body"_s, u"mode"_s, u"headers"_s});
    }
    return {
        command(
            u"dlg_list"_s, listSets, [&model](const MiParams &params) { return list(model, false, params); }),
        command(u"dlg_list_ctx"_s, listSets,
            [&model](const MiParams &params) { return list(model, true, params); }),
        command(u"dlg_end_dlg"_s, {{u"dialog_id"_s}, {u"dialog_id"_s, u"extra_hdrs"_s}},
            [&model](const MiParams &params) { return endDialog(model, params); }),
        command(u"dlg_push_var"_s, {{u"dlg_val_name"_s, u"dlg_val_value"_s, u"DID"_s}},
            [&model](const MiParams &params) { return pushVariable(model, params); }),
        {u"dlg_send_sequential"_s, sequentialSets,
            [&model](
                const MiParams &params, const MiAnswer &answer) { sendSequential(model, params, answer); },
            true},
    };
}

} // namespace cordboard::simulator
