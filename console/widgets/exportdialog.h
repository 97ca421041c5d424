// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFileDialog>

namespace cordboard::console {

/// Asks where to, and writes a CSV file there.
class ExportDialog : public QFileDialog {
    Q_OBJECT
public:
    /// Deletes itself when it is closed.
    /// \param csv  what was on the screen when the user asked, not when a name was found
    ExportDialog(const QString &csv, QWidget *parent);

    /// \returns a sentence that says how it went
    [[nodiscard]] static QString write(const QString &csv, const QString &fileName);

Q_SIGNALS:
    /// It is written, or it could not be.
    void exported(const QString &sentence);
};

} // namespace cordboard::console
