// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/models/happening.h"

#include <QAbstractTableModel>

#include <deque>

namespace cordboard::console {

/// What has happened, the latest first; the oldest fall out.
class EventLogModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Time, Node, Text, Columns };
    enum Role { HappeningRole = Qt::UserRole + 1 };

    static constexpr int most = 2000;

    explicit EventLogModel(QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void add(const QList<Happening> &happenings);
    void clear();

private:
    std::deque<Happening> m_happenings; ///< the latest first
};

} // namespace cordboard::console
