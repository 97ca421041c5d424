// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/models/storymodel.h"
#include "console/theme/icon.h"
#include "console/theme/theme.h"

#include <QListView>
#include <QStyledItemDelegate>

namespace cordboard::console {

/// Draws one line of what happened: time, icon, words, and by whom.
class StoryDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    StoryDelegate(const Theme &theme, QObject *parent);
    void paint(
        QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const Theme &m_theme;
};

/// What happened to a call, the oldest first, following the end.
class StoryView : public QListView {
    Q_OBJECT
public:
    StoryView(StoryModel &model, const Theme &theme, QWidget *parent = nullptr);

private:
    bool m_isAtEnd = true;
};

/// Icon and colour of a kind of happening; events that are past keep their colour when the data is stale.
[[nodiscard]] Icon iconOf(Happening::Kind kind);
[[nodiscard]] QColor inkOf(Happening::Kind kind, const Tokens &tokens);

} // namespace cordboard::console
