// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/theme/theme.h"

#include <QWidget>

namespace cordboard::console {

/// The curve of calls at once, the last hour or as much of it as this program has seen.
class CurveView : public QWidget {
    Q_OBJECT
public:
    explicit CurveView(const Theme &theme, QWidget *parent = nullptr);

    void show(const QList<int> &values, int now, int most, bool stale);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QList<int> m_values;
    bool m_stale = false;
};

} // namespace cordboard::console
