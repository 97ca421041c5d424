// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/theme/theme.h"

#include <QDockWidget>

namespace cordboard::console {

/// A pane at the edge of the window, with a title bar of its own. It can be closed and moved, not floated
/// away.
class Dock : public QDockWidget {
    Q_OBJECT
public:
    /// \param name  for the remembered layout; never changes
    /// \param content  owned by the dock from now on
    Dock(const QString &name, const QString &title, const Theme &theme, QWidget *content, QWidget *parent);
};

} // namespace cordboard::console
