// SPDX-License-Identifier: Apache-2.0
#include "console/widgets/filterbar.h"

#include "console/text/reasons.h"
#include "console/theme/icons.h"
#include "console/theme/style.h"
#include "console/widgets/actionbutton.h"
#include "console/widgets/searchfield.h"

#include <QKeyEvent>
#include <QToolButton>

namespace cordboard::console {
namespace {

using namespace Qt::StringLiterals;
using Quick = CallFilter::Quick;

constexpr std::array quicks{
    Quick::All, Quick::Attention, Quick::Ringing, Quick::Talking, Quick::Held, Quick::Mine};

QWidget *gap(int width, QWidget *parent)
{
    auto *const widget = new QWidget(parent);
    widget->setFixedWidth(width);
    return widget;
}

} // namespace

QString quickTitle(Quick quick)
{
    switch (quick) {
    case Quick::All:
        return FilterBar::tr("All");
    case Quick::Attention:
        return FilterBar::tr("Attention");
    case Quick::Ringing:
        return FilterBar::tr("Ringing");
    case Quick::Talking:
        return FilterBar::tr("Talking");
    case Quick::Held:
        return FilterBar::tr("Held");
    case Quick::Mine:
        return FilterBar::tr("Mine");
    }
    Q_UNREACHABLE();
}

FilterBar::FilterBar(const QList<QAction *> &tail, QAction &newCall, const Theme &theme, QWidget *parent)
    : QToolBar(parent)
    , m_field(new SearchField(theme, this))
    , m_chips(new QButtonGroup(this))
{
    setObjectName(u"filterBar"_s);
    setWindowTitle(tr("Filter"));
    setAccessibleName(tr("Filter"));
    setMovable(false);
    setFloatable(false);
    m_field->setAccessibleName(tr("Filter calls"));
    m_field->setPlaceholderText(tr("Name, number, journey…"));
    static_cast<SearchField *>(m_field)->setKeyHint(QKeySequence(QKeySequence::Find));
    m_field->setFixedWidth(232);
    m_field->installEventFilter(this);
    addWidget(gap(Metrics::gap, this));
    addWidget(m_field);
    addWidget(gap(Metrics::gapBlock, this));
    m_chips->setExclusive(true);
    int key = 1;
    for (const Quick quick : quicks) {
        auto *const chip = new QToolButton(this);
        chip->setText(quickTitle(quick));
        chip->setCheckable(true);
        chip->setChecked(quick == Quick::All);
        chip->setFocusPolicy(Qt::TabFocus);
        chip->setShortcut(QKeySequence(Qt::ALT | static_cast<Qt::Key>(Qt::Key_0 + key++)));
        chip->setAccessibleName(tr("Quick filter: %1").arg(chip->text()));
        chip->setToolTip(
            text::actionToolTip(chip->accessibleName(), chip->shortcut().toString(QKeySequence::NativeText)));
        setLook(chip, ButtonLook::Chip);
        m_chips->addButton(chip, static_cast<int>(quick));
        addWidget(chip);
    }
    auto *const stretch = new QWidget(this);
    stretch->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    addWidget(stretch);
    for (QAction *const action : tail) {
        addAction(action);
        if (QWidget *const button = widgetForAction(action)) {
            button->setFocusPolicy(Qt::TabFocus);
            button->setAccessibleName(action->text());
        }
    }
    addWidget(gap(Metrics::gap, this));
    auto *const start = new ActionButton(newCall, this);
    addWidget(start);
    addWidget(gap(Metrics::gapBlock, this));
    connect(m_field, &QLineEdit::textChanged, this, &FilterBar::tell);
    connect(m_chips, &QButtonGroup::idToggled, this, [this](int, bool checked) {
        if (checked) {
            tell();
        }
    });
    const auto restyle = [this, &theme] { setFixedHeight(theme.metrics().toolBar); };
    connect(&theme, &Theme::changed, this, restyle);
    restyle();
}

void FilterBar::setQuick(Quick quick) { m_chips->button(static_cast<int>(quick))->setChecked(true); }

CallFilter FilterBar::filter() const
{
    CallFilter filter;
    filter.quick = static_cast<Quick>(m_chips->checkedId());
    filter.setText(m_field->text());
    return filter;
}

QString FilterBar::text() const { return m_field->text(); }

void FilterBar::clear()
{
    m_field->clear();
    setQuick(Quick::All);
}

void FilterBar::focusField()
{
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

void FilterBar::tell() { Q_EMIT filterChanged(filter()); }

bool FilterBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Escape && !m_field->text().isEmpty()) {
            m_field->clear();
            return true;
        }
        if (key == Qt::Key_Down || key == Qt::Key_Return || key == Qt::Key_Enter) {
            Q_EMIT tableWanted();
            return true;
        }
    }
    return QToolBar::eventFilter(watched, event);
}

} // namespace cordboard::console
