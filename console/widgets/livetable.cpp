// SPDX-License-Identifier: Apache-2.0
#include "console/widgets/livetable.h"

#include "console/widgets/callheader.h"
#include "console/widgets/columnwidths.h"
#include "console/widgets/dragdata.h"

#include <QApplication>
#include <QDrag>
#include <QDragMoveEvent>
#include <QHeaderView>
#include <QMouseEvent>

#include <algorithm>

namespace cordboard::console {

LiveTable::LiveTable(CallListModel &model, const Theme &theme, QWidget *parent)
    : QTableView(parent)
    , m_model(model)
    , m_theme(theme)
{
    setAccessibleName(tr("Live calls"));
    setModel(&m_model);
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setWordWrap(false);
    setMouseTracking(true);
    setTabKeyNavigation(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setDragEnabled(true);
    setAcceptDrops(true);
    setDragDropMode(DragDrop);
    setDropIndicatorShown(false);
    setEditTriggers(NoEditTriggers);

    setItemDelegate(new PlainDelegate(m_theme, m_look, this));
    setItemDelegateForColumn(static_cast<int>(CallColumn::State), new StateDelegate(m_theme, m_look, this));
    auto *const party = new PartyDelegate(m_theme, m_look, this);
    for (const CallColumn column :
        {CallColumn::Caller, CallColumn::Callee, CallColumn::CallerNumber, CallColumn::CalleeNumber}) {
        setItemDelegateForColumn(static_cast<int>(column), party);
    }
    auto *const time = new TimeDelegate(m_theme, m_look, this);
    setItemDelegateForColumn(static_cast<int>(CallColumn::InState), time);
    setItemDelegateForColumn(static_cast<int>(CallColumn::Total), time);

    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(1);
    auto *const header = new CallHeader(m_theme, this);
    setHorizontalHeader(header);
    header->setSectionResizeMode(QHeaderView::Fixed);
    header->setMinimumSectionSize(1);
    header->setHighlightSections(false);
    header->setSortIndicator(0, Qt::AscendingOrder);
    header->setAccessibleName(tr("Columns of the live calls"));
    connect(header, &QHeaderView::sortIndicatorChanged, this,
        [this](int column, Qt::SortOrder order) { m_model.sort(column, order); });

    connect(&m_model, &QAbstractItemModel::modelAboutToBeReset, this, &LiveTable::rememberSelection);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &LiveTable::restoreSelection);
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, &LiveTable::sizeRows);
    connect(&m_model, &QAbstractItemModel::rowsRemoved, this, &LiveTable::sizeRows);
    connect(&m_model, &QAbstractItemModel::layoutChanged, this, &LiveTable::sizeRows);
    connect(&m_theme, &Theme::changed, this, &LiveTable::restyle);
    m_typing.setSingleShot(true);
    connect(&m_typing, &QTimer::timeout, this, [this] { m_typed.clear(); });
    restyle();
}

QList<CallId> LiveTable::selectedCalls() const
{
    QList<CallId> calls;
    const QModelIndexList rows = selectionModel() ? selectionModel()->selectedRows() : QModelIndexList();
    for (const QModelIndex &index : rows) {
        if (const CallRowPtr row = m_model.entry(index.row()).row) {
            calls.append(row->id());
        }
    }
    return calls;
}

void LiveTable::selectCall(const CallId &call)
{
    const int row = m_model.rowOf(call);
    if (row < 0) {
        return;
    }
    const QModelIndex index = m_model.index(row, 0);
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    scrollTo(index);
}

void LiveTable::goToLit(bool backwards)
{
    const int row = m_model.nextLit(currentIndex().row(), backwards);
    if (row >= 0) {
        setFocus(Qt::ShortcutFocusReason);
        selectCall(m_model.entry(row).row->id());
    }
}

void LiveTable::setCompact(bool compact)
{
    m_look.isCompact = compact;
    restyle();
}

void LiveTable::setUnwantedColumns(const QSet<CallColumn> &columns)
{
    m_unwanted = columns;
    sizeColumns();
}

void LiveTable::setNodeCount(int count)
{
    m_nodes = count;
    sizeColumns();
}

QSet<CallColumn> LiveTable::offeredColumns() const
{
    QSet<CallColumn> columns{CallColumn::InState, CallColumn::Total, CallColumn::Node, CallColumn::Journey};
    if (m_look.isCompact) {
        columns += {CallColumn::CallerNumber, CallColumn::CalleeNumber, CallColumn::Note};
    }
    return columns;
}

QList<CallColumn> LiveTable::shownColumns() const
{
    QList<CallColumn> columns;
    for (int column = 0; column < callColumns; ++column) {
        if (!isColumnHidden(column)) {
            columns.append(static_cast<CallColumn>(column));
        }
    }
    return columns;
}

void LiveTable::tick()
{
    for (const CallColumn column : {CallColumn::InState, CallColumn::Total}) {
        const int left = columnViewportPosition(static_cast<int>(column));
        viewport()->update(QRect(left, 0, columnWidth(static_cast<int>(column)), viewport()->height()));
    }
}

void LiveTable::setStill(bool still) { m_model.setStill(still); }

void LiveTable::keyboardSearch(const QString &text)
{
    m_typed += folded(text);
    m_typing.start(QApplication::keyboardInputInterval() * 2);
    const int rows = m_model.rowCount();
    const int from = std::max(currentIndex().row(), 0) + (m_typed.size() == 1 ? 1 : 0);
    for (int step = 0; step < rows; ++step) {
        const CallRowPtr &row = m_model.entry((from + step) % rows).row;
        if (row && folded(row->caller.name).startsWith(m_typed)) {
            selectCall(row->id());
            return;
        }
    }
}

void LiveTable::rememberSelection()
{
    m_remembered = selectedCalls();
    const QModelIndex current = currentIndex();
    const CallRowPtr row = current.isValid() ? m_model.entry(current.row()).row : nullptr;
    m_rememberedCurrent = row ? row->id() : CallId();
}

void LiveTable::restoreSelection()
{
    QItemSelection selection;
    for (const CallId &call : std::as_const(m_remembered)) {
        if (const int row = m_model.rowOf(call); row >= 0) {
            selection.select(m_model.index(row, 0), m_model.index(row, callColumns - 1));
        }
    }
    if (const int row = m_model.rowOf(m_rememberedCurrent); row >= 0) {
        selectionModel()->setCurrentIndex(m_model.index(row, 0), QItemSelectionModel::NoUpdate);
    }
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    m_remembered.clear();
    sizeRows();
}

void LiveTable::sizeRows()
{
    QHeaderView *const header = verticalHeader();
    for (const int row : std::as_const(m_headings)) {
        if (row < header->count()) {
            header->resizeSection(row, header->defaultSectionSize());
        }
    }
    m_headings.clear();
    // A heading stands first, or after all that need attention.
    for (int row = 0; row < m_model.rowCount() && m_headings.size() < 2; ++row) {
        if (m_model.entry(row).isHeading()) {
            header->resizeSection(row, m_theme.metrics().sectionRow);
            m_headings.append(row);
            if (m_model.entry(row).section == ListEntry::Section::Other) {
                break;
            }
        } else if (row == 0) {
            break; // there are no headings
        }
    }
}

void LiveTable::sizeColumns()
{
    QSet<CallColumn> wanted;
    for (int i = 0; i < callColumns; ++i) {
        const auto column = static_cast<CallColumn>(i);
        const bool isNumber = column == CallColumn::CallerNumber || column == CallColumn::CalleeNumber
            || column == CallColumn::Note;
        if (!m_unwanted.contains(column) && (m_look.isCompact || !isNumber)
            && (column != CallColumn::Node || m_nodes > 1)) {
            wanted.insert(column);
        }
    }
    const QHash<CallColumn, int> widths = columnWidths(wanted, viewport()->width(), m_theme);
    for (int i = 0; i < callColumns; ++i) {
        const auto width = widths.constFind(static_cast<CallColumn>(i));
        setColumnHidden(i, width == widths.cend());
        if (width != widths.cend()) {
            setColumnWidth(i, *width);
        }
    }
}

void LiveTable::restyle()
{
    const Metrics &metrics = m_theme.metrics();
    verticalHeader()->setDefaultSectionSize(m_look.isCompact ? metrics.rowCompact : metrics.rowComfortable);
    horizontalHeader()->setFixedHeight(metrics.tableHeader);
    horizontalHeader()->setFont(m_theme.fonts().small);
    m_headings.clear();
    sizeRows();
    sizeColumns();
    viewport()->update();
}

void LiveTable::hover(int row)
{
    if (const int before = std::exchange(m_look.hoveredRow, row); before != row) {
        viewport()->update();
    }
}

CallRowPtr LiveTable::callAt(const QPoint &position) const
{
    const QModelIndex index = indexAt(position);
    return index.isValid() ? m_model.entry(index.row()).row : nullptr;
}

void LiveTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    sizeColumns();
}

void LiveTable::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        setAccessibleName(tr("Live calls"));
        sizeColumns();
    }
}

void LiveTable::mousePressEvent(QMouseEvent *event)
{
    m_model.setStill(true);
    QTableView::mousePressEvent(event);
}

void LiveTable::mouseReleaseEvent(QMouseEvent *event)
{
    QTableView::mouseReleaseEvent(event);
    m_model.setStill(false);
}

void LiveTable::mouseMoveEvent(QMouseEvent *event)
{
    hover(indexAt(event->pos()).row());
    QTableView::mouseMoveEvent(event);
}

void LiveTable::leaveEvent(QEvent *event)
{
    hover(-1);
    QTableView::leaveEvent(event);
}

void LiveTable::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        Q_EMIT panelWanted();
        return;
    }
    QTableView::keyPressEvent(event);
}

void LiveTable::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QPoint position = byKey ? visualRect(currentIndex()).center() : event->pos();
    if (callAt(position)) {
        Q_EMIT menuWanted(byKey ? viewport()->mapToGlobal(position) : event->globalPos());
    }
}

void LiveTable::startDrag(Qt::DropActions)
{
    const QList<CallId> calls = selectedCalls();
    if (calls.size() == 1 && !m_model.isStale()) {
        auto *const drag = new QDrag(this);
        drag->setMimeData(callData(calls.first()));
        drag->exec(Qt::LinkAction);
    }
    m_model.setStill(false);
}

void LiveTable::dragEnterEvent(QDragEnterEvent *event)
{
    if (draggedCall(*event->mimeData()) || draggedPerson(*event->mimeData())) {
        event->acceptProposedAction();
    }
}

void LiveTable::dragMoveEvent(QDragMoveEvent *event)
{
    const CallRowPtr target = callAt(event->position().toPoint());
    const auto dragged = draggedCall(*event->mimeData());
    const bool fits = target && !m_model.isStale() && (dragged ? *dragged != target->id() : true);
    event->setAccepted(fits);
    hover(fits ? m_model.rowOf(target->id()) : -1);
}

void LiveTable::dropEvent(QDropEvent *event)
{
    const CallRowPtr target = callAt(event->position().toPoint());
    const auto call = draggedCall(*event->mimeData());
    const auto person = draggedPerson(*event->mimeData());
    hover(-1);
    if (!target || m_model.isStale()) {
        return;
    }
    event->acceptProposedAction();
    if (call && *call != target->id()) {
        Q_EMIT connectWanted(*call, target->id());
    } else if (person) {
        Q_EMIT transferWanted(target->id(), *person);
    }
}

void LiveTable::focusInEvent(QFocusEvent *event)
{
    QTableView::focusInEvent(event);
    // So that the arrow keys have a place to begin at.
    if (!currentIndex().isValid() && event->reason() != Qt::MouseFocusReason) {
        for (int row = 0; row < m_model.rowCount(); ++row) {
            if (m_model.entry(row).row) {
                selectionModel()->setCurrentIndex(m_model.index(row, 0), QItemSelectionModel::NoUpdate);
                break;
            }
        }
    }
    viewport()->update();
}

void LiveTable::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTableView::selectionChanged(selected, deselected);
    Q_EMIT selectionMoved();
}

} // namespace cordboard::console
