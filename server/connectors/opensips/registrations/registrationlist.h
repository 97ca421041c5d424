// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/core/result.h"

#include <QJsonValue>
#include <QList>
#include <QString>

#include <chrono>
#include <optional>

namespace cordboard::opensips {

/// A contact as `ul_dump` lists it (modules/usrloc/ul_mi.c, mi_add_aor_node).
struct ListedContact {
    QString table; ///< the proxy's name for its table, e.g. "location"
    QString aor; ///< with the domain or without it, as the proxy is configured
    QString uri;
    QString userAgent = {}; ///< empty where the phone did not tell
    std::optional<std::chrono::seconds> expiresIn = {}; ///< nothing: permanent
    friend bool operator==(const ListedContact &, const ListedContact &) = default;
};

/// Reads the `result` of `ul_dump`. Contacts that are "expired" or "deleted" are left out, since the proxy
/// does not call them any more; so are rows that cannot be read: they do not hide the others.
/// Errors: InvalidParams when there is no array `Domains`.
[[nodiscard]] Result<QList<ListedContact>> contactsFromDump(const QJsonValue &result);

} // namespace cordboard::opensips
