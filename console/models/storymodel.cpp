// SPDX-License-Identifier: Apache-2.0
#include "console/models/storymodel.h"

#include "console/text/visible.h"

#include <algorithm>

namespace cordboard::console {
namespace {

using namespace Qt::StringLiterals;

} // namespace

StoryModel::StoryModel(QObject *parent)
    : QAbstractListModel(parent)
{
}

int StoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_story.size());
}

QVariant StoryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const Happening &happening = m_story.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return happening.text;
    case Qt::ToolTipRole:
        return text::plainToolTip(happening.text);
    case Qt::AccessibleTextRole: {
        const QString words = happening.at.toString(u"HH:mm:ss"_s) % u", "_s % happening.text;
        return happening.by.isEmpty() ? words : QString(words % u", "_s % happening.by);
    }
    case HappeningRole:
        return QVariant::fromValue(happening);
    default:
        return {};
    }
}

void StoryModel::setStory(const QList<Happening> &story)
{
    const auto same =
        std::mismatch(m_story.begin(), m_story.end(), story.begin(), story.end()).first - m_story.begin();
    if (same < m_story.size()) {
        beginRemoveRows({}, static_cast<int>(same), rowCount() - 1);
        m_story.remove(same, m_story.size() - same);
        endRemoveRows();
    }
    if (same < story.size()) {
        beginInsertRows({}, static_cast<int>(same), static_cast<int>(story.size()) - 1);
        m_story = story;
        endInsertRows();
    }
}

} // namespace cordboard::console
