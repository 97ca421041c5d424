// SPDX-License-Identifier: Apache-2.0
#include "console/models/eventlogmodel.h"

#include "console/text/visible.h"

namespace cordboard::console {
namespace {

using namespace Qt::StringLiterals;

} // namespace

EventLogModel::EventLogModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

int EventLogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_happenings.size());
}

int EventLogModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : Columns; }

QVariant EventLogModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const Happening &happening = m_happenings.at(static_cast<std::size_t>(index.row()));
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        switch (index.column()) {
        case Time:
            return happening.at.toString(u"HH:mm:ss"_s);
        case Node:
            return happening.node;
        default:
            return happening.text;
        }
    case Qt::ToolTipRole:
        return index.column() == Text ? text::plainToolTip(happening.text) : QString();
    case HappeningRole:
        return QVariant::fromValue(happening);
    default:
        return {};
    }
}

QVariant EventLogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case Time:
        return tr("Time");
    case Node:
        return tr("Node");
    default:
        return tr("What happened");
    }
}

void EventLogModel::add(const QList<Happening> &happenings)
{
    const qsizetype first = std::max<qsizetype>(happenings.size() - most, 0);
    const int count = static_cast<int>(happenings.size() - first);
    if (count == 0) {
        return;
    }
    if (const int over = rowCount() + count - most; over > 0) {
        beginRemoveRows({}, rowCount() - over, rowCount() - 1);
        m_happenings.erase(m_happenings.end() - over, m_happenings.end());
        endRemoveRows();
    }
    beginInsertRows({}, 0, count - 1);
    for (qsizetype i = first; i < happenings.size(); ++i) {
        m_happenings.push_front(happenings.at(i));
    }
    endInsertRows();
}

void EventLogModel::clear()
{
    beginResetModel();
    m_happenings.clear();
    endResetModel();
}

} // namespace cordboard::console
