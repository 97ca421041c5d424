// SPDX-License-Identifier: Apache-2.0
#include "server/commands/progressdata.h"

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;

QString destinationOf(const CommandRequest &request)
{
    if (const auto *start = std::get_if<StartRequest>(&request.what)) {
        return start->calleeText;
    }
    if (const auto *blind = std::get_if<BlindTransferRequest>(&request.what)) {
        return blind->destinationText;
    }
    if (const auto *attended = std::get_if<AttendedTransferRequest>(&request.what)) {
        return attended->destinationText;
    }
    return {};
}

/// Undefined where the key is to be left out.
QJsonValue valueOf(const QString &key, const CommandRequest &request, const Progress &progress)
{
    const auto *start = std::get_if<StartRequest>(&request.what);
    if (key == "caller"_L1 && start) {
        return start->callerText;
    }
    if (key == "callee"_L1 && start) {
        return start->calleeText;
    }
    if (key == "callid"_L1 && progress.callId) {
        return progress.callId->text();
    }
    if (key == "destination"_L1) {
        return progress.destination.isEmpty() ? destinationOf(request) : progress.destination;
    }
    if (key == "leg"_L1 && progress.leg) {
        return json::wireName(*progress.leg);
    }
    if (key == "extra"_L1 && !progress.extra.isEmpty()) {
        return progress.extra;
    }
    return QJsonValue::Undefined;
}

} // namespace

std::optional<QJsonValue> progressData(const CommandRequest &request, const Progress &progress)
{
    const auto keys = protocol::dataKeys(request.method, progress.event);
    if (!keys) {
        return std::nullopt;
    }
    if (keys->isEmpty()) {
        return QJsonValue(QJsonValue::Undefined);
    }
    QJsonObject data;
    for (const QString &key : *keys) {
        const QJsonValue value = valueOf(key, request, progress);
        if (!value.isUndefined()) {
            data.insert(key, value);
        }
    }
    return data;
}

protocol::CommandError commandError(const Failure &failure)
{
    const Error &error = failure.error;
    // The status of an error may also be a management code, which is not a SIP status (fact 7).
    const bool isSip = error.status && *error.status >= 100 && *error.status <= 699;
    return {jsonRpcCode(error.code), word(error.code), error.message, isSip ? error.status : std::nullopt,
        failure.fate};
}

} // namespace cordboard
