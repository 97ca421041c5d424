// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/theme/theme.h"

#include <QDateTime>
#include <QLabel>
#include <QList>
#include <QStatusBar>

namespace cordboard::console {

/// A proxy, as the status bar and the wallboard tell of it.
struct NodeFigure {
    QString name; ///< visible text
    int calls = 0;
    bool isHeard = false; ///< its calls are known to be true
    QDateTime heardAt; ///< local time; invalid if never
    QString detail; ///< for the tooltip; what is wrong
    friend bool operator==(const NodeFigure &, const NodeFigure &) = default;
};

/// The lower edge of the window: how many calls are shown, how the nodes are, who the user is.
class StatusLine : public QStatusBar {
    Q_OBJECT
public:
    explicit StatusLine(const Theme &theme, QWidget *parent = nullptr);

    /// \param shown, all  equal unless filtered
    void setCalls(int shown, int all, int selected);
    void setNodes(const QList<NodeFigure> &nodes, const QDateTime &now);
    void setUser(const QString &user);

private:
    void restyle();

    const Theme &m_theme;
    QLabel *m_calls;
    QLabel *m_selected;
    QWidget *m_nodes;
    QLabel *m_user;
};

} // namespace cordboard::console
