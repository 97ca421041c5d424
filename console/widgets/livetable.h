// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/widgets/rowdelegate.h"

#include <QSet>
#include <QTableView>
#include <QTimer>

namespace cordboard::console {

/// The live calls. The selection belongs to the calls, not to the rows; while the mouse does something, no
/// row moves.
class LiveTable : public QTableView {
    Q_OBJECT
public:
    /// \param model, theme  must outlive the table
    LiveTable(CallListModel &model, const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] QList<CallId> selectedCalls() const;
    /// Selects one call and makes it visible. No effect if it is not shown.
    void selectCall(const CallId &call);
    /// To the next or previous call that needs attention.
    void goToLit(bool backwards);

    [[nodiscard]] bool isCompact() const noexcept { return m_look.isCompact; }
    void setCompact(bool compact);
    /// Columns that the user does not want to see; State, Caller and Callee always are.
    [[nodiscard]] QSet<CallColumn> unwantedColumns() const { return m_unwanted; }
    void setUnwantedColumns(const QSet<CallColumn> &columns);
    /// With one node, or none, its column hides by itself.
    void setNodeCount(int count);
    [[nodiscard]] QSet<CallColumn> offeredColumns() const;
    /// What stands in the columns that are shown now, of the rows given, as text.
    [[nodiscard]] QList<CallColumn> shownColumns() const;
    /// Repaints the times of the rows on the screen.
    void tick();
    /// While a menu or dialog about its calls is open.
    void setStill(bool still);

    void keyboardSearch(const QString &text) override;
    [[nodiscard]] QSize sizeHint() const override { return {640, 400}; }

Q_SIGNALS:
    void selectionMoved();
    /// Enter: to the panel.
    void panelWanted();
    void menuWanted(const QPoint &globalPosition);
    /// One call was dropped on another.
    void connectWanted(const cordboard::CallId &dragged, const cordboard::CallId &target);
    /// A person of the directory was dropped on a call.
    void transferWanted(const cordboard::CallId &call, const QString &uri);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void startDrag(Qt::DropActions actions) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;

private:
    void rememberSelection();
    void restoreSelection();
    void sizeRows();
    void sizeColumns();
    void restyle();
    void hover(int row);
    [[nodiscard]] CallRowPtr callAt(const QPoint &position) const;

    CallListModel &m_model;
    const Theme &m_theme;
    TableLook m_look;
    QSet<CallColumn> m_unwanted;
    int m_nodes = 0;
    QList<CallId> m_remembered; ///< across a reset of the model
    CallId m_rememberedCurrent;
    QList<int> m_headings; ///< rows whose height is not the default
    QString m_typed; ///< what was typed lately
    QTimer m_typing;
};

} // namespace cordboard::console
