// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/connectors/connector.h"

#include <QStringView>

#include <optional>

namespace cordboard::opensips {

/// The number at the start of a status such as "486 Busy Here": 100 to 699; nothing where there is none.
[[nodiscard]] std::optional<int> sipStatusOf(QStringView text);

/// Why a party was not reached: 408 and 487 are silence (what gave up was the proxy, fact 32), all else is a
/// no. \param who     the subject of the sentence, e.g. "The destination" \param status  as it was told, e.g.
/// "486 Busy Here"; empty when nobody told
[[nodiscard]] Error partyError(const QString &who, const QString &status);

/// An MI request was refused (RefusedByProxy, fact 7) or did not get through, as this command's error: 404 is
/// a call that ended, 410 one that is not answered, -32601 a missing module. \param what  the command, e.g.
/// "call_transfer (module callops)"
[[nodiscard]] Error requestError(const QString &what, const Error &error);

} // namespace cordboard::opensips
