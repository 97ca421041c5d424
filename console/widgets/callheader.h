// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/theme/theme.h"

#include <QHeaderView>

namespace cordboard::console {

/// The titles of the live table, each above what stands in its cells; a small arrow tells the order.
class CallHeader : public QHeaderView {
    Q_OBJECT
public:
    explicit CallHeader(const Theme &theme, QWidget *parent = nullptr);

protected:
    void paintSection(QPainter *painter, const QRect &rect, int section) const override;

private:
    const Theme &m_theme;
};

} // namespace cordboard::console
