// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/models/callorder.h"
#include "console/models/callstore.h"

#include <QAbstractTableModel>
#include <QElapsedTimer>
#include <QTimer>

#include <functional>

namespace cordboard::console {

/// The live table: the calls of a CallStore in their order, filtered, with a row for the heading of each
/// section.
///
/// What a call shows changes at once. New calls appear, and ended ones leave, within `restEvery`; rows change
/// their order at most once in `orderEvery`, and nothing moves while it is held still (setStill()), so that
/// no row runs away from the mouse.
class CallListModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role {
        CallRole = Qt::UserRole + 1, ///< CallRowPtr; null for headings
        LitRole, ///< bool: needs attention
        CordRole, ///< int: ListEntry::Cord
        StaleRole, ///< bool: not known to be true
        HeadingRole, ///< QString: the words of a heading; empty for calls
        CountRole, ///< int: calls of the heading's section
        SpokenRole, ///< QString: the whole row in words
    };

    struct Options {
        std::chrono::milliseconds restEvery{120};
        std::chrono::milliseconds orderEvery{1000};
    };

    /// \param store  must outlive the model
    CallListModel(CallStore &store, Clock clock, QObject *parent = nullptr);
    CallListModel(CallStore &store, Clock clock, const Options &options, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    /// A click on a header: sorts inside the sections.
    void sort(int column, Qt::SortOrder order) override;

    [[nodiscard]] const ListEntry &entry(int row) const
    {
        return m_entries.at(static_cast<std::size_t>(row));
    }
    /// The row of a call; -1 if it is not shown.
    [[nodiscard]] int rowOf(const CallId &call) const;
    /// Calls that are shown, ended ones left out.
    [[nodiscard]] int shownCalls() const noexcept { return m_shown; }
    /// The first call that needs attention after this row, or before it; wraps around; -1 if there is none.
    [[nodiscard]] int nextLit(int row, bool backwards) const;

    [[nodiscard]] const OrderOptions &order() const noexcept { return m_order; }
    /// Applied at once.
    void setFilter(const CallFilter &filter);
    void setRules(const AttentionRules &rules);
    void setAttentionOnTop(bool onTop);
    void setGroupJourneys(bool group);

    [[nodiscard]] bool isStale() const noexcept { return m_stale; }
    void setStale(bool stale);
    /// Nodes that nothing is heard from: only their calls are stale.
    void setSilentNodes(const QSet<NodeName> &nodes);
    /// Rows will come or go in a moment, as they are to.
    [[nodiscard]] bool isAboutToArrange() const noexcept { return m_demand == Arrange::Keep && !m_still; }
    /// While true no row appears, leaves or moves.
    void setStill(bool still);
    /// Looks at the clock: what needs attention by now? Once a second is enough.
    void tick();

Q_SIGNALS:
    /// Rows have come or gone, or tell another state: shownCalls() and the numbers of the sections may be
    /// others.
    void counted();

private:
    enum class Arrange { Keep, Order }; ///< the present order, or the right one
    void onChanged(const QList<CallRowPtr> &set, const QList<CallId> &removed);
    void demand(Arrange what);
    void arrangeIfDue();
    void arrange(Arrange what);
    void applyNow();
    void take(ListEntries &&entries);
    void removeGone(const std::function<bool(const ListEntry &)> &leaves);
    void insertNew(const ListEntries &target);
    void permute(ListEntries &&target);
    /// Rows have come or gone: the index is made anew when somebody asks.
    void forgetPlaces() { m_isIndexed = false; }
    [[nodiscard]] const std::vector<int> &places() const;
    void count();
    /// After count(): the headings say another number.
    void tellHeadings();
    void tell(int first, int last, int firstColumn = 0, int lastColumn = callColumns - 1);
    [[nodiscard]] QVariant headingData(const ListEntry &entry, int column, int role) const;
    [[nodiscard]] QString toolTip(const CallRow &row, CallColumn column) const;
    [[nodiscard]] int placeInJourney(int row) const;

    CallStore &m_store;
    Clock m_clock;
    Options m_options;
    OrderOptions m_order;
    ListEntries m_entries;
    mutable std::vector<int> m_places; ///< by slot; valid only while m_isIndexed
    mutable bool m_isIndexed = false;
    std::array<int, 2> m_counts{}; ///< calls by section, as the headings tell
    int m_shown = 0;
    QSet<NodeName> m_silent;
    bool m_stale = false;
    bool m_still = false;
    std::optional<Arrange> m_demand;
    QTimer m_due;
    QElapsedTimer m_sinceArranged;
    QElapsedTimer m_sinceOrdered;
};

} // namespace cordboard::console
