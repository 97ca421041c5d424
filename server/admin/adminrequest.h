// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QStringList>

#include <variant>

namespace cordboard {

/// What the admin port can be asked for.
enum class AdminPage { Health, Readiness, Metrics };

/// An HTTP status of a refusal.
struct AdminRefusal {
    int status = 400;
    QByteArray reason = {}; ///< the phrase beside the number
    friend bool operator==(const AdminRefusal &, const AdminRefusal &) = default;
};

/// Longest header of a request that is read.
constexpr qsizetype mostAdminHeaderBytes = 8192;

/// Whether a Host header (RFC 9110 section 7.2) may be answered: an IP address, `localhost`, or a name of the
/// list, with any port. A page of a browser whose own name was made to lead here (DNS rebinding) has another.
/// \param names  lower case
[[nodiscard]] bool isOwnHost(const QByteArray &host, const QStringList &names);

/// Reads the header of a request (RFC 9112): lines with their line ends, without the empty one. Only GET,
/// without a body.
[[nodiscard]] std::variant<AdminPage, AdminRefusal> readAdminRequest(
    const QByteArray &header, const QStringList &names);

} // namespace cordboard
