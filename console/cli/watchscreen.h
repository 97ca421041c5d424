// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/client/callreplica.h"
#include "common/client/nodereplica.h"
#include "console/cli/terminal.h"
#include "console/cli/terminalsignals.h"

namespace cordboard::cli {

/// `watch` on a terminal: a screen of the live calls, drawn at most ten times a second, as long as it lives.
/// The terminal is restored when it is destroyed.
class WatchScreen : public QObject {
    Q_OBJECT
public:
    /// \param link, replica, nodes  must outlive it
    WatchScreen(ClientLink &link, CallReplica &replica, NodeReplica &nodes, QObject *parent = nullptr);

Q_SIGNALS:
    /// The user has seen enough: q, Ctrl-C, or the terminal is gone.
    void quit();

private:
    void drawSoon();
    void draw();
    void onKeys();
    void scrollTo(int row);
    void suspend();

    ClientLink &m_link;
    CallReplica &m_replica;
    NodeReplica &m_nodes;
    std::unique_ptr<Terminal> m_terminal;
    TerminalSignals m_signals;
    QSocketNotifier m_typed;
    QTimer m_frame; ///< until the next one may be drawn
    QTimer m_second; ///< durations and ages move
    QStringList m_drawn;
    QString m_trouble;
    int m_firstRow = 0;
    bool m_newestFirst = false;
    const bool m_colour;
};

} // namespace cordboard::cli
