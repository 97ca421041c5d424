// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>

class QWidget;

namespace cordboard::console {

/// Gives the focus to the pane, or to the first widget in it that takes it. \returns whether there was one
bool focusFirst(QWidget *pane);

/// From the pane that has the focus to the next one, or the one before, that takes it; wraps around.
void focusNextPane(const QList<QWidget *> &panes, bool backwards);

} // namespace cordboard::console
