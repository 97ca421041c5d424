// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/models/callrow.h"

#include <QMessageBox>

namespace cordboard::console {

/// "Hang up the call between A and B?" Enter and Esc keep the call.
class HangUpQuestion : public QMessageBox {
    Q_OBJECT
public:
    /// Deletes itself when it is closed.
    HangUpQuestion(const QList<CallRowPtr> &calls, QWidget *parent);

Q_SIGNALS:
    /// \param askAgain  false if the user ticked "Do not ask again"
    void confirmed(const QList<cordboard::CallId> &calls, bool askAgain);
};

} // namespace cordboard::console
