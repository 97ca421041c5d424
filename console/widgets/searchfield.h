// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/theme/theme.h"

#include <QKeySequence>
#include <QLineEdit>

namespace cordboard::console {

/// A field to search in: a lens at the left, the key that leads there at the right while it is empty.
class SearchField : public QLineEdit {
    Q_OBJECT
public:
    explicit SearchField(const Theme &theme, QWidget *parent = nullptr);

    void setKeyHint(const QKeySequence &key);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void restyle();

    const Theme &m_theme;
    QString m_key;
};

} // namespace cordboard::console
