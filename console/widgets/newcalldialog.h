// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/client/commandstate.h"
#include "console/widgets/personfield.h"

#include <QDialog>
#include <QPushButton>

namespace cordboard::console {

class SentenceBox;

/// A new call between two people: the first one's phone rings, then the second one's.
class NewCallDialog : public QDialog {
    Q_OBJECT
public:
    /// Deletes itself when it is closed.
    /// \param directory, theme  must outlive the dialog
    NewCallDialog(DirectoryModel &directory, const Theme &theme, const Clock &clock, QWidget *parent);

    /// SIP URIs; empty ones are left to the user.
    void setParties(const QString &caller, const QString &callee);
    /// Nothing while it is not complete.
    [[nodiscard]] std::optional<CommandRequest> request() const;
    [[nodiscard]] QString sentence() const;

Q_SIGNALS:
    void confirmed(const cordboard::console::CommandRequest &request);

private:
    void update();

    PersonField *m_caller;
    PersonField *m_callee;
    SentenceBox *m_sentence;
    QPushButton *m_go;
};

} // namespace cordboard::console
