// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/models/directorymodel.h"
#include "console/theme/theme.h"

#include <QLineEdit>

namespace cordboard::console {

/// A field for a person of the directory or any number; it completes what is typed.
class PersonField : public QLineEdit {
    Q_OBJECT
public:
    /// \param directory, theme  must outlive the field
    PersonField(DirectoryModel &directory, const Theme &theme, const Clock &clock, QWidget *parent = nullptr);

    void setUri(const QString &uri);
    /// What is chosen or typed as a whole SIP URI; empty while it is none.
    [[nodiscard]] QString uri() const;
    /// How to call them: the name with the number, or what was typed.
    [[nodiscard]] QString displayName() const;
    /// Whom of the directory it names.
    [[nodiscard]] std::optional<Person> person() const;

Q_SIGNALS:
    void changed();

private:
    DirectoryModel &m_directory;
    QString m_chosen; ///< URI of the person that was picked; empty once something else is typed
};

} // namespace cordboard::console
