// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/models/calllistmodel.h"
#include "console/paint/timecells.h"
#include "console/theme/theme.h"

#include <QStyledItemDelegate>

namespace cordboard::console {

/// What the table knows of its rows beside the model; the delegates read it while they paint.
struct TableLook {
    int hoveredRow = -1;
    bool isCompact = false; ///< numbers have columns of their own
};

/// Paints the cells of the live table: ground, selection, hairline and headings here, what is in a cell in
/// the derived classes, one for each kind of cell.
class RowDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    /// \param theme, look  must outlive the delegate
    RowDelegate(const Theme &theme, const TableLook &look, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const final;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    struct Cell {
        const CallRow *row; ///< never null
        QRect rect;
        QModelIndex index;
        bool lit;
        bool stale;
    };
    virtual void paintCell(QPainter &painter, const Cell &cell) const = 0;

    [[nodiscard]] const Theme &theme() const noexcept { return m_theme; }
    [[nodiscard]] const TableLook &look() const noexcept { return m_look; }
    /// `colour`, unless the row is not known to be true, or is over.
    [[nodiscard]] QColor inkFor(const Cell &cell, const QColor &colour) const;
    /// DemiBold for rows that need attention, unless stale.
    [[nodiscard]] const QFont &fontFor(const Cell &cell) const;
    /// One line, elided at the right, centred vertically in `rect`.
    static void drawLine(QPainter &painter, const QRect &rect, const QString &text, const QFont &font,
        const QColor &colour, Qt::Alignment alignment = Qt::AlignLeft);
    /// A line over a smaller one, both in the middle of `rect`; the first alone if the second is empty.
    void drawLines(QPainter &painter, const QRect &rect, const QString &first, const QFont &firstFont,
        const QColor &firstColour, const QString &second, const QColor &secondColour) const;

private:
    void paintHeading(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;

    const Theme &m_theme;
    const TableLook &m_look;
};

/// Lamp, state and second line, and the cord of the journey.
class StateDelegate : public RowDelegate {
    Q_OBJECT
public:
    using RowDelegate::RowDelegate;
    /// Where its text begins.
    static constexpr int textLeft = 54;

protected:
    void paintCell(QPainter &painter, const Cell &cell) const override;
};

/// A name over a number; in compact rows one of them.
class PartyDelegate : public RowDelegate {
    Q_OBJECT
public:
    using RowDelegate::RowDelegate;

protected:
    void paintCell(QPainter &painter, const Cell &cell) const override;
};

/// A duration, right-aligned, with digits that do not dance; on a pill where the call needs attention.
class TimeDelegate : public RowDelegate {
    Q_OBJECT
public:
    TimeDelegate(const Theme &theme, const TableLook &look, QObject *parent);

protected:
    void paintCell(QPainter &painter, const Cell &cell) const override;

private:
    paint::TimeCells m_base;
    paint::TimeCells m_strong;
};

/// A note, a node or a journey.
class PlainDelegate : public RowDelegate {
    Q_OBJECT
public:
    using RowDelegate::RowDelegate;

protected:
    void paintCell(QPainter &painter, const Cell &cell) const override;
};

} // namespace cordboard::console
