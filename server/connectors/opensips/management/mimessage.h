// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/core/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>

#include <optional>

/// The JSON-RPC 2.0 of the management interface, as both lanes speak it.
namespace cordboard::opensips {

/// One request as it goes out. Empty `params` are left out. Bytes that repairUtf8() replaced are put back.
/// \param id  1 to 2^31-1; larger ones come back changed (fact 4), and none at all makes the proxy hang (fact
/// 2)
[[nodiscard]] QByteArray miRequest(int id, const QString &method, const QJsonObject &params);

/// An id to start from, or to use: random, 1 to 2^31-1.
[[nodiscard]] int randomMiId();

/// What a proxy says in its own words, for people and logs: one line of at most 300 characters, none of them
/// a control character.
[[nodiscard]] QString proxyWords(const QString &text);

/// One answer.
struct MiAnswer {
    std::optional<int> id; ///< absent where the proxy could not read the request and says `null`
    /// `result`, or RefusedByProxy: `status` is the error's code, the message its proxyWords()
    Result<QJsonValue> outcome;
};

/// Reads an answer, invalid UTF-8 repaired. Nothing when it is none: not JSON, neither `result` nor `error`.
[[nodiscard]] std::optional<MiAnswer> readMiAnswer(const QByteArray &bytes);

} // namespace cordboard::opensips
