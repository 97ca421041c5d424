// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/models/happening.h"

#include <QAbstractListModel>

namespace cordboard::console {

/// What happened to one call, the oldest first.
class StoryModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { HappeningRole = Qt::UserRole + 1 };

    explicit StoryModel(QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

    /// What is the same at the beginning stays, so that a view keeps its place.
    void setStory(const QList<Happening> &story);

private:
    QList<Happening> m_story;
};

} // namespace cordboard::console
