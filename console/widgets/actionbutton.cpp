// SPDX-License-Identifier: Apache-2.0
#include "console/widgets/actionbutton.h"

#include "console/theme/metrics.h"

#include <QAction>
#include <QStyleOptionButton>

namespace cordboard::console {

ActionButton::ActionButton(QAction &action, QWidget *parent)
    : QPushButton(parent)
    , m_action(action)
{
    setAutoDefault(false);
    setIconSize({Metrics::icon, Metrics::icon});
    connect(&m_action, &QAction::changed, this, &ActionButton::follow);
    connect(this, &QPushButton::clicked, &m_action, &QAction::trigger);
    follow();
}

QSize ActionButton::sizeHint() const
{
    QSize size = QPushButton::sizeHint();
    for (const QString &text : m_others) {
        QStyleOptionButton option;
        initStyleOption(&option);
        option.text = text;
        size = size.expandedTo(style()->sizeFromContents(QStyle::CT_PushButton, &option, {}, this));
    }
    return size;
}

void ActionButton::follow()
{
    setText(m_action.text());
    setIcon(m_action.icon());
    setToolTip(m_action.toolTip());
    setEnabled(m_action.isEnabled());
}

} // namespace cordboard::console
