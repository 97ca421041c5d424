// SPDX-License-Identifier: Apache-2.0
#include "console/widgets/panes.h"

#include <QApplication>
#include <QWidget>

namespace cordboard::console {

bool focusFirst(QWidget *pane)
{
    if (pane->focusPolicy() & Qt::TabFocus) {
        pane->setFocus(Qt::ShortcutFocusReason);
        return true;
    }
    for (QWidget *next = pane->nextInFocusChain(); next && next != pane; next = next->nextInFocusChain()) {
        if (pane->isAncestorOf(next) && (next->focusPolicy() & Qt::TabFocus) && next->isVisible()
            && next->isEnabled()) {
            next->setFocus(Qt::ShortcutFocusReason);
            return true;
        }
    }
    return false;
}

void focusNextPane(const QList<QWidget *> &panes, bool backwards)
{
    const QWidget *const focused = QApplication::focusWidget();
    qsizetype present = -1;
    for (qsizetype i = 0; i < panes.size(); ++i) {
        if (focused && (panes.at(i) == focused || panes.at(i)->isAncestorOf(focused))) {
            present = i;
        }
    }
    const qsizetype count = panes.size();
    for (qsizetype step = 1; step <= count; ++step) {
        const qsizetype next = present + (backwards ? -step : step);
        if (focusFirst(panes.at((next % count + count) % count))) {
            return;
        }
    }
}

} // namespace cordboard::console
