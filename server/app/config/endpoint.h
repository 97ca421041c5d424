// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <optional>

namespace cordboard {

/// A host and a port, as configuration files write them: `127.0.0.1:8080`, `[::1]:8080`,
/// `proxy.example:8080`.
struct Endpoint {
    QString host; ///< without brackets, never empty
    quint16 port = 0;
    friend bool operator==(const Endpoint &, const Endpoint &) = default;

    /// \returns nothing for a text of any other form. Port 0 is read, too ("any free port").
    [[nodiscard]] static std::optional<Endpoint> parse(QStringView text);
    [[nodiscard]] QString text() const;
};

/// A loopback address: 127.0.0.0/8, ::1 or the word `localhost`.
[[nodiscard]] bool isLoopback(QStringView host);

} // namespace cordboard
