// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/models/eventlogmodel.h"
#include "console/theme/theme.h"

#include <QStyledItemDelegate>
#include <QTableView>

namespace cordboard::console {

/// Draws the words of a happening with its icon; time and node as plain text.
class HappeningDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    HappeningDelegate(const Theme &theme, QObject *parent);
    void paint(
        QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const Theme &m_theme;
};

/// What has happened to all calls, the latest first.
class EventLogPane : public QTableView {
    Q_OBJECT
public:
    EventLogPane(EventLogModel &model, const Theme &theme, QWidget *parent = nullptr);

private:
    void restyle();
    const Theme &m_theme;
};

} // namespace cordboard::console
