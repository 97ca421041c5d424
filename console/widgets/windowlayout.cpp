// SPDX-License-Identifier: Apache-2.0
// Where docks and columns are, and how that outlives a run: a part of MainWindow.
#include "console/widgets/dock.h"
#include "console/widgets/filterbar.h"
#include "console/widgets/mainwindow.h"

#include <QMenu>

namespace cordboard::console {
namespace {

using namespace Qt::StringLiterals;

/// From this width on there is room for more.
constexpr int wideWindow = 1600;
constexpr int wideDockWidth = 384;
constexpr int layoutVersion = 1;

} // namespace

void MainWindow::chooseColumns()
{
    auto *const menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QSet<CallColumn> unwanted = m_table->unwantedColumns();
    for (int i = 0; i < callColumns; ++i) {
        const auto column = static_cast<CallColumn>(i);
        if (!m_table->offeredColumns().contains(column)) {
            continue;
        }
        QAction *const action = menu->addAction(columnFullTitle(column));
        action->setCheckable(true);
        action->setChecked(!unwanted.contains(column));
        connect(action, &QAction::toggled, m_table, [this, column](bool wanted) {
            QSet<CallColumn> columns = m_table->unwantedColumns();
            if (wanted) {
                columns.remove(column);
            } else {
                columns.insert(column);
            }
            m_table->setUnwantedColumns(columns);
        });
    }
    const QWidget *const button = m_filter->widgetForAction(&m_actions.columns);
    menu->popup(button ? button->mapToGlobal(QPoint(0, button->height())) : mapToGlobal(QPoint(0, 0)));
}

void MainWindow::arrangeDocks()
{
    const bool wide = width() >= wideWindow;
    m_eventDock->setVisible(wide);
    resizeDocks(
        {m_panelDock}, {qMax(wide ? wideDockWidth : 0, m_panel->minimumSizeHint().width())}, Qt::Horizontal);
    resizeDocks({m_panelDock, m_directoryDock}, {430, wide ? 420 : 216}, Qt::Vertical);
    resizeDocks({m_eventDock}, {146}, Qt::Vertical);
}

QVariantMap MainWindow::layoutState() const
{
    QVariantList unwanted;
    for (const CallColumn column : m_table->unwantedColumns()) {
        unwanted.append(static_cast<int>(column));
    }
    return {{u"geometry"_s, saveGeometry()}, {u"state"_s, saveState(layoutVersion)},
        {u"unwantedColumns"_s, unwanted}, {u"compact"_s, m_actions.compact.isChecked()},
        {u"group"_s, m_actions.group.isChecked()},
        {u"attentionOnTop"_s, m_actions.attentionOnTop.isChecked()}};
}

void MainWindow::restoreLayout(const QVariantMap &state)
{
    restoreGeometry(state.value(u"geometry"_s).toByteArray());
    restoreState(state.value(u"state"_s).toByteArray(), layoutVersion);
    QSet<CallColumn> unwanted;
    for (const QVariant &column : state.value(u"unwantedColumns"_s).toList()) {
        unwanted.insert(static_cast<CallColumn>(column.toInt()));
    }
    m_table->setUnwantedColumns(unwanted);
    m_actions.compact.setChecked(state.value(u"compact"_s, false).toBool());
    m_actions.group.setChecked(state.value(u"group"_s, true).toBool());
    m_actions.attentionOnTop.setChecked(state.value(u"attentionOnTop"_s, true).toBool());
}

} // namespace cordboard::console
