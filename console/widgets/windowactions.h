// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/theme/theme.h"

#include <QAction>
#include <QActionGroup>
#include <QObject>

class QMenuBar;

namespace cordboard::console {

class CallActions;

/// The actions of the window that concern no call, with their keys, and the menus that hold them all.
class WindowActions : public QObject {
    Q_OBJECT
public:
    explicit WindowActions(QObject *parent = nullptr);

    QAction find;
    QAction findPerson;
    QAction nextLit;
    QAction previousLit;
    QAction group; ///< checkable
    QAction attentionOnTop; ///< checkable
    QAction compact; ///< checkable
    QAction columns;
    QAction exportRows;
    QAction copyRows;
    QAction wallboard;
    QAction connection;
    QAction preferences;
    QAction quit;
    QAction keys;
    QAction about;
    QAction nextPane;
    QAction previousPane;
    QActionGroup appearance; ///< data: Appearance

    void showAppearance(Appearance chosen);
    /// \param docks  actions that show and hide the docks
    void fill(QMenuBar &bar, CallActions &calls, const QList<QAction *> &docks);

private:
    void set(QAction &action, const QString &text, const QKeySequence &key);
};

} // namespace cordboard::console
