// SPDX-License-Identifier: Apache-2.0
#include "console/models/calllistmodel.h"

#include "console/text/times.h"
#include "console/text/visible.h"

#include <algorithm>
#include <utility>

namespace cordboard::console {
namespace {

using namespace Qt::StringLiterals;

CallColumn columnOf(const QModelIndex &index) { return static_cast<CallColumn>(index.column()); }

} // namespace

CallListModel::CallListModel(CallStore &store, Clock clock, QObject *parent)
    : CallListModel(store, std::move(clock), Options{}, parent)
{
}

CallListModel::CallListModel(CallStore &store, Clock clock, const Options &options, QObject *parent)
    : QAbstractTableModel(parent)
    , m_store(store)
    , m_clock(std::move(clock))
    , m_options(options)
{
    m_due.setSingleShot(true);
    connect(&m_due, &QTimer::timeout, this, &CallListModel::arrangeIfDue);
    connect(&m_store, &CallStore::wasReset, this, &CallListModel::applyNow);
    connect(&m_store, &CallStore::changed, this, &CallListModel::onChanged);
    applyNow();
}

int CallListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int CallListModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : callColumns; }

QVariant CallListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const ListEntry &entry = this->entry(index.row());
    if (entry.isHeading()) {
        return headingData(entry, index.column(), role);
    }
    const CallRow &row = *entry.row;
    const CallColumn column = columnOf(index);
    const auto journeyCalls = [&] {
        const auto &journey = row.live.call.journey.value;
        return journey ? m_store.journeyCalls(*journey) : 0;
    };
    switch (role) {
    case Qt::DisplayRole:
        return cellText(row, column, m_clock(), journeyCalls());
    case Qt::ToolTipRole:
        return text::plainToolTip(toolTip(row, column));
    case Qt::TextAlignmentRole: {
        const bool right = column == CallColumn::InState || column == CallColumn::Total;
        return QVariant::fromValue((right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    case Qt::AccessibleTextRole:
    case SpokenRole:
        if (column == CallColumn::State || role == SpokenRole) {
            return spokenRow(row, m_clock(), entry.lit, placeInJourney(index.row()), journeyCalls());
        }
        return cellText(row, column, m_clock(), journeyCalls());
    case CallRole:
        return QVariant::fromValue(entry.row);
    case LitRole:
        return entry.lit;
    case CordRole:
        return static_cast<int>(entry.cord);
    case StaleRole:
        return m_stale || m_silent.contains(row.live.call.node);
    case HeadingRole:
        return QString();
    default:
        return {};
    }
}

QVariant CallListModel::headingData(const ListEntry &entry, int column, int role) const
{
    const bool attention = entry.section == ListEntry::Section::Attention;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return column == 0 ? headingData(entry, column, HeadingRole) : QVariant();
    case HeadingRole:
        return attention ? tr("Need attention") : tr("Other calls");
    case CountRole:
        return m_counts.at(entry.sectionIndex());
    case StaleRole:
        return m_stale;
    case CallRole:
        return QVariant::fromValue(CallRowPtr());
    case LitRole:
        return false;
    case CordRole:
        return static_cast<int>(ListEntry::Cord::None);
    default:
        return {};
    }
}

QVariant CallListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= callColumns) {
        return {};
    }
    const auto column = static_cast<CallColumn>(section);
    switch (role) {
    case Qt::DisplayRole:
        return columnTitle(column);
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return columnFullTitle(column);
    case Qt::TextAlignmentRole: {
        const bool right = column == CallColumn::InState || column == CallColumn::Total;
        return QVariant::fromValue((right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    default:
        return {};
    }
}

Qt::ItemFlags CallListModel::flags(const QModelIndex &index) const
{
    if (!index.isValid() || entry(index.row()).isHeading()) {
        return Qt::NoItemFlags;
    }
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled | Qt::ItemIsDropEnabled
        | Qt::ItemNeverHasChildren;
}

void CallListModel::sort(int column, Qt::SortOrder order)
{
    OrderOptions wanted = m_order;
    wanted.column = static_cast<CallColumn>(std::clamp(column, 0, callColumns - 1));
    wanted.direction = order;
    if (std::exchange(m_order, wanted) != wanted) {
        applyNow();
    }
}

int CallListModel::rowOf(const CallId &call) const
{
    const CallRowPtr row = m_store.row(call);
    return row ? placeOf(m_entries, places(), *row) : -1;
}

int CallListModel::nextLit(int row, bool backwards) const
{
    const int rows = rowCount();
    for (int step = 1; step <= rows; ++step) {
        const int candidate = ((row + (backwards ? -step : step)) % rows + rows) % rows;
        if (entry(candidate).lit) {
            return candidate;
        }
    }
    return -1;
}

void CallListModel::setFilter(const CallFilter &filter)
{
    if (std::exchange(m_order.filter, filter) != filter) {
        applyNow();
    }
}

void CallListModel::setRules(const AttentionRules &rules)
{
    if (std::exchange(m_order.rules, rules) != rules) {
        applyNow();
    }
}

void CallListModel::setAttentionOnTop(bool onTop)
{
    if (std::exchange(m_order.attentionOnTop, onTop) != onTop) {
        applyNow();
    }
}

void CallListModel::setGroupJourneys(bool group)
{
    if (std::exchange(m_order.groupJourneys, group) != group) {
        applyNow();
    }
}

void CallListModel::setStale(bool stale)
{
    if (std::exchange(m_stale, stale) != stale) {
        tell(0, rowCount() - 1);
    }
}

void CallListModel::setSilentNodes(const QSet<NodeName> &nodes)
{
    if (std::exchange(m_silent, nodes) != nodes) {
        tell(0, rowCount() - 1);
    }
}

void CallListModel::setStill(bool still)
{
    m_still = still;
    if (!m_still && m_demand) {
        arrangeIfDue();
    }
}

void CallListModel::tick()
{
    if (m_stale) {
        return;
    }
    const qint64 now = m_clock();
    bool moved = false;
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        ListEntry &entry = m_entries[i];
        const bool lit = entry.row && needsAttention(*entry.row, m_order.rules, now);
        if (std::exchange(entry.lit, lit) != lit) {
            moved = true;
            tell(static_cast<int>(i), static_cast<int>(i));
        }
    }
    if (moved || (m_order.filter.quick == CallFilter::Quick::Attention)) {
        demand(Arrange::Order);
    }
}

void CallListModel::onChanged(const QList<CallRowPtr> &set, const QList<CallId> &removed)
{
    const qint64 now = m_clock();
    bool comesOrGoes = !removed.isEmpty();
    std::vector<int> repainted;
    repainted.reserve(static_cast<std::size_t>(set.size()));
    for (const CallRowPtr &row : set) {
        const bool lit = needsAttention(*row, m_order.rules, now);
        const int place = placeOf(m_entries, places(), *row);
        const bool passes = m_order.filter.passes(*row, lit);
        if (place < 0) {
            comesOrGoes = comesOrGoes || passes;
            continue;
        }
        comesOrGoes = comesOrGoes || !passes;
        ListEntry &entry = m_entries[static_cast<std::size_t>(place)];
        entry.row = row;
        entry.lit = lit;
        repainted.push_back(place);
    }
    std::sort(repainted.begin(), repainted.end());
    for (std::size_t i = 0; i < repainted.size();) {
        std::size_t last = i;
        while (last + 1 < repainted.size() && repainted[last + 1] == repainted[last] + 1) {
            ++last;
        }
        tell(repainted[i], repainted[last]);
        i = last + 1;
    }
    const auto counts = m_counts;
    count();
    if (m_counts != counts) {
        tellHeadings();
    }
    Q_EMIT counted();
    if (comesOrGoes) {
        demand(Arrange::Keep);
    }
    if (!set.isEmpty()) {
        demand(Arrange::Order);
    }
}

void CallListModel::demand(Arrange what)
{
    // Keep is due sooner than Order, and Order does all that Keep does.
    const auto since = [](const QElapsedTimer &timer) {
        return std::chrono::milliseconds(timer.isValid() ? timer.elapsed() : 1'000'000);
    };
    const auto wait = what == Arrange::Keep ? m_options.restEvery - since(m_sinceArranged)
                                            : m_options.orderEvery - since(m_sinceOrdered);
    if (!m_demand || what == Arrange::Keep) {
        m_demand = what;
    }
    const auto due = std::max(wait, std::chrono::milliseconds(0));
    if (!m_due.isActive() || m_due.remainingTimeAsDuration() > due) {
        m_due.start(due);
    }
}

void CallListModel::arrangeIfDue()
{
    if (m_still || !m_demand) {
        return;
    }
    const bool mayOrder =
        !m_sinceOrdered.isValid() || m_sinceOrdered.elapsed() >= m_options.orderEvery.count();
    if (mayOrder) {
        arrange(Arrange::Order);
    } else {
        arrange(Arrange::Keep);
        // What stands in the wrong place waits for its second.
        demand(Arrange::Order);
    }
}

void CallListModel::arrange(Arrange what)
{
    m_demand.reset();
    m_sinceArranged.start();
    ListEntries target = orderedCalls(m_store.rows(), m_order, m_clock());
    if (what == Arrange::Keep) {
        target = mergedInto(m_entries, target);
    } else {
        m_sinceOrdered.start();
    }
    take(std::move(target));
    Q_EMIT counted();
}

void CallListModel::applyNow()
{
    m_due.stop();
    arrange(Arrange::Order);
}

void CallListModel::tell(int first, int last, int firstColumn, int lastColumn)
{
    if (first <= last) {
        Q_EMIT dataChanged(
            QAbstractTableModel::index(first, firstColumn), QAbstractTableModel::index(last, lastColumn));
    }
}

QString CallListModel::toolTip(const CallRow &row, CallColumn column) const
{
    const auto party = [](const PartyText &who) {
        return who.number.isEmpty() ? who.name : QString(who.name % u'\n' % who.number);
    };
    switch (column) {
    case CallColumn::State: {
        const QString note = noteText(row);
        return note.isEmpty() ? stateText(row) : QString(stateText(row) % u", "_s % note);
    }
    case CallColumn::Caller:
    case CallColumn::CallerNumber:
        return party(row.caller);
    case CallColumn::Callee:
    case CallColumn::CalleeNumber:
        return party(row.callee);
    case CallColumn::InState:
        return row.since ? QString() : tr("Began before Cordboard saw the call");
    case CallColumn::Total:
        return row.startedAt ? QString() : tr("Began before Cordboard saw the call");
    case CallColumn::Note:
        return noteText(row);
    case CallColumn::Node:
    case CallColumn::Journey:
        return {};
    }
    Q_UNREACHABLE();
}

int CallListModel::placeInJourney(int row) const
{
    if (entry(row).cord == ListEntry::Cord::None) {
        return 0;
    }
    int place = 1;
    while (row > 0 && entry(row).cord != ListEntry::Cord::First) {
        --row;
        ++place;
    }
    return place;
}

} // namespace cordboard::console
