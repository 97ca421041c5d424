// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/client/callreplica.h"
#include "common/protocol/nodes.h"

#include <QSize>

namespace cordboard::cli {

/// What a live screen is made of.
struct ScreenContent {
    QString server; ///< its address
    CallReplica::State state = CallReplica::State::Empty;
    std::optional<std::chrono::milliseconds> age; ///< of the list; nothing without one
    QString trouble; ///< why nothing newer comes, one line; empty: nothing is known to be wrong
    std::chrono::milliseconds retryIn{0}; ///< until the next attempt to connect; 0: none is planned
    const QHash<CallId, LiveCall> &calls;
    const std::vector<protocol::Node> &nodes;
    QDateTime now; ///< the server's clock
    int firstRow = 0; ///< of the calls in their order; bounded by lastFirstRow()
    bool newestFirst = false;
    bool colour = false;
};

/// Rows of calls that fit.
[[nodiscard]] int rowsFor(QSize size) noexcept;
/// The largest `firstRow` that still fills the screen.
[[nodiscard]] int lastFirstRow(qsizetype calls, QSize size) noexcept;

/// The whole screen: exactly `size.height()` lines, none wider than `size.width()` cells. The calls are
/// sorted by when they began; nodes have a column if there are several. Colours and other attributes, which
/// end in the line they began in, are the only escape sequences, and come only with `colour`.
[[nodiscard]] QStringList renderScreen(const ScreenContent &content, QSize size);

/// What to write to a terminal that shows `before` so that it shows `after`: the lines that differ. An empty
/// `before` draws everything.
[[nodiscard]] QByteArray redraw(const QStringList &before, const QStringList &after);

} // namespace cordboard::cli
