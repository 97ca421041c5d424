// SPDX-License-Identifier: Apache-2.0
#include "server/simulator/micommands.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace cordboard::simulator {

namespace {

constexpr int sendOff = 4;
constexpr int receiveOff = 8;

std::optional<Side> sideOf(const MiParams &params, const QString &name)
{
    const QString text = params.textOr(name);
    if (text == "caller"_L1) {
        return Side::Caller;
    }
    return text == "callee"_L1 ? std::optional(Side::Callee) : std::nullopt;
}

QString escaped(const QString &text) { return QString::fromLatin1(QUrl::toPercentEncoding(text)); }

MiReply transfer(ProxyModel &model, const MiParams &params)
{
    const auto callId = params.text(u"callid"_s);
    const auto side = sideOf(params, u"leg"_s);
    if (!callId || !side) {
        return MiReply::badParameter();
    }
    auto destination = params.text(u"destination"_s);
    Dialog *other = nullptr;
    std::optional<Side> otherSide;
    QString replaces;
    if (params.has(u"transfer_fromtag"_s)) {
        destination = params.text(u"transfer_destination"_s);
        replaces = escaped(params.textOr(u"transfer_callid"_s)) + u"%3Bto-tag%3D"_s
            + escaped(params.textOr(u"transfer_totag"_s)) + u"%3Bfrom-tag%3D"_s
            + escaped(params.textOr(u"transfer_fromtag"_s));
    } else if (params.has(u"transfer_callid"_s)) {
        otherSide = sideOf(params, u"transfer_leg"_s);
        const auto otherCallId = params.text(u"transfer_callid"_s);
        if (!otherSide || !otherCallId) {
            return MiReply::badParameter();
        }
        other = model.dialogs().active(*otherCallId);
        if (!other) {
            return MiReply::error(404, u"Transfer dialog not found"_s);
        }
        const bool caller = otherSide == Side::Caller;
        const QString calleeTag = other->callee ? other->callee->tag : QString();
        destination = destination.value_or(caller ? other->fromUri : other->toUri);
        replaces = escaped(*otherCallId) + u"%3Bto-tag%3D"_s + escaped(caller ? other->caller.tag : calleeTag)
            + u"%3Bfrom-tag%3D"_s + escaped(caller ? calleeTag : other->caller.tag);
    }
    if (!destination) {
        return MiReply::badParameter();
    }
    Dialog *dialog = model.dialogs().active(*callId);
    if (!dialog) {
        return MiReply::error(404, u"Dialog not found"_s);
    }
    const QString referTo = replaces.isEmpty() ? QString(*destination + u";osid="_s + dialog->id)
                                               : QString(*destination + u"?Replaces="_s + replaces);
    if (!model.transfer(*dialog, *side, referTo)) {
        return MiReply::error(491, u"Request Pending"_s);
    }
    if (other) {
        other->setVariable({u"call_transfer_callid"_s, *callId});
    }
    return {u"Accepted"_s, 0, {}, {}};
}

MiReply holdOrResume(ProxyModel &model, const MiParams &params, bool hold)
{
    const auto callId = params.text(u"callid"_s);
    if (!callId) {
        return MiReply::badParameter();
    }
    int callerMode = sendOff | receiveOff;
    int calleeMode = sendOff | receiveOff;
    if (params.has(u"leg"_s)) {
        const QString leg = params.textOr(u"leg"_s);
        if (leg == "caller"_L1) {
            callerMode = receiveOff;
            calleeMode = sendOff;
        } else if (leg == "callee"_L1) {
            callerMode = sendOff;
            calleeMode = receiveOff;
        } else if (leg != "both"_L1) {
            return MiReply::error(420, u"Bad leg"_s);
        }
    }
    Dialog *dialog = model.dialogs().active(*callId);
    if (!dialog) {
        return MiReply::error(404, u"Dialog not found"_s);
    }
    if (dialog->state < Dialog::Confirmed) {
        return MiReply::error(410, u"Dialog not ready"_s);
    }
    const auto result =
        hold ? model.hold(*dialog, callerMode, calleeMode) : model.unhold(*dialog, callerMode, calleeMode);
    if (result == ProxyModel::HoldResult::Sent) {
        return MiReply::ok();
    }
    return MiReply::error(480, hold ? u"Both dialog legs are on hold"_s : u"No dialog legs on hold"_s);
}

} // namespace

std::vector<MiCommand> callopsCommands(ProxyModel &model)
{
    const std::vector<QStringList> holdSets = model.quirks().holdLeg
        ? anyOf({u"callid"_s}, {u"leg"_s, u"headers"_s})
        : std::vector<QStringList>{{u"callid"_s}};
    const QStringList attended{u"callid"_s, u"leg"_s, u"transfer_callid"_s, u"transfer_leg"_s};
    return {
        command(u"call_transfer"_s,
            {{u"callid"_s, u"leg"_s, u"destination"_s}, attended, attended + QStringList{u"destination"_s},
                {u"callid"_s, u"leg"_s, u"transfer_callid"_s, u"transfer_fromtag"_s, u"transfer_totag"_s,
                    u"transfer_destination"_s}},
            [&model](const MiParams &params) { return transfer(model, params); }),
        command(u"call_hold"_s, holdSets,
            [&model](const MiParams &params) { return holdOrResume(model, params, true); }),
        command(u"call_unhold"_s, holdSets,
            [&model](const MiParams &params) { return holdOrResume(model, params, false); }),
    };
}

} // namespace cordboard::simulator
