// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/theme/theme.h"

#include <QDialog>
#include <QList>
#include <QString>

namespace cordboard::console {

/// A key and what it does.
struct KeyLine {
    QString key;
    QString action;
};

/// All keys of the window on one page.
class KeysDialog : public QDialog {
    Q_OBJECT
public:
    /// Deletes itself when it is closed.
    KeysDialog(const QList<KeyLine> &lines, const Theme &theme, QWidget *parent);
};

} // namespace cordboard::console
