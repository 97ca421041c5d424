// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/models/callfilter.h"
#include "console/theme/theme.h"

#include <QButtonGroup>
#include <QToolBar>

class QLineEdit;
class QToolButton;

namespace cordboard::console {

class ActionButton;

/// Which calls are shown: a field for words, and chips of which one is chosen.
class FilterBar : public QToolBar {
    Q_OBJECT
public:
    /// \param tail  actions at the right end; New call, the last, as a button with text
    FilterBar(const QList<QAction *> &tail, QAction &newCall, const Theme &theme, QWidget *parent = nullptr);

    void setQuick(CallFilter::Quick quick);
    [[nodiscard]] CallFilter filter() const;
    /// As typed.
    [[nodiscard]] QString text() const;
    /// Shows all calls.
    void clear();
    void focusField();

Q_SIGNALS:
    void filterChanged(const cordboard::console::CallFilter &filter);
    /// Down in the field.
    void tableWanted();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void tell();

    QLineEdit *m_field;
    QButtonGroup *m_chips;
};

[[nodiscard]] QString quickTitle(CallFilter::Quick quick);

} // namespace cordboard::console
