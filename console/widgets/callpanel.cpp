// SPDX-License-Identifier: Apache-2.0
#include "console/widgets/callpanel.h"

#include "console/theme/style.h"

#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace cordboard::console {
namespace {

constexpr int margin = Metrics::marginPane;
/// So that nobody hangs up who wanted to transfer.
constexpr int beforeHangUp = 16;
constexpr int leastWidth = 344;

} // namespace

CallPanel::CallPanel(
    CallActions &actions, StoryModel &story, const Theme &theme, Clock clock, QWidget *parent)
    : QWidget(parent)
    , m_actions(actions)
    , m_theme(theme)
    , m_empty(new QLabel(this))
    , m_several(new QLabel(this))
    , m_head(new CallHead(theme, std::move(clock), this))
    , m_hold(new ActionButton(actions.hold(), this))
    , m_transfer(new ActionButton(actions.transfer(), this))
    , m_hangUp(new ActionButton(actions.hangUp(), this))
    , m_buttons(new QWidget(this))
    , m_note(new CommandNote(theme, this))
    , m_line(new QWidget(this))
    , m_story(new StoryView(story, theme, this))
{
    setAccessibleName(tr("Call panel"));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_hold->setAccessibleName(tr("Hold or resume call"));
    m_transfer->setAccessibleName(tr("Transfer call"));
    m_hangUp->setAccessibleName(tr("Hang up call"));
    m_hold->setOtherTexts(CallActions::holdTexts());
    setLook(m_hold, ButtonLook::Go);
    setLook(m_hangUp, ButtonLook::Danger);
    for (ActionButton *const button : {m_hold, m_transfer, m_hangUp}) {
        setControlSize(button, ControlSize::Tall);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }
    auto *const row = new QHBoxLayout(m_buttons);
    row->setContentsMargins(margin, Metrics::gapBlock, margin, Metrics::gapBlock);
    row->setSpacing(Metrics::gap);
    row->addWidget(m_hold, 1);
    row->addWidget(m_transfer, 1);
    row->addSpacing(beforeHangUp - Metrics::gap);
    row->addWidget(m_hangUp, 1);

    for (QLabel *const label : {m_empty, m_several}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setContentsMargins(margin, margin, margin, 0);
    }
    m_empty->setText(tr("Select a call to see and control it."));
    m_line->setFixedHeight(1);

    auto *const note = new QVBoxLayout;
    note->setContentsMargins(margin, 0, margin, 0);
    note->addWidget(m_note);
    auto *const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_empty);
    column->addWidget(m_several);
    column->addWidget(m_head);
    column->addWidget(m_buttons);
    column->addLayout(note);
    column->addSpacing(Metrics::gapBlock);
    column->addWidget(m_line);
    column->addSpacing(Metrics::gap);
    column->addWidget(m_story, 1);
    column->addStretch(0);

    connect(m_note, &CommandNote::cancelWanted, this, &CallPanel::cancelWanted);
    connect(m_note, &CommandNote::retryWanted, this, &CallPanel::retryWanted);
    connect(m_note, &CommandNote::dismissed, this, [this] {
        if (m_shown.head.row) {
            Q_EMIT dismissed(m_shown.head.row->id());
        }
    });
    connect(&m_theme, &Theme::changed, this, &CallPanel::restyle);
    restyle();
    show({});
}

void CallPanel::show(const Shown &shown)
{
    m_shown = shown;
    const bool one = shown.head.row != nullptr;
    m_empty->setVisible(shown.selected == 0);
    m_several->setVisible(!one && shown.selected > 0);
    m_several->setText(tr("%n calls selected", nullptr, shown.selected));
    m_head->setVisible(one);
    m_buttons->setVisible(shown.selected > 0);
    m_line->setVisible(one);
    m_story->setVisible(one);
    m_head->show(shown.head);
    m_note->show(one ? shown.running : std::nullopt, one ? shown.head.row->failure : std::nullopt,
        shown.head.row, shown.fresh);
    m_hold->setAccessibleName(m_actions.isResume() ? tr("Resume call") : tr("Hold call"));
}

QSize CallPanel::minimumSizeHint() const
{
    // Also while nothing is selected: the panel would jump with the first selection.
    return {
        qMax(leastWidth, m_buttons->layout()->minimumSize().width()), QWidget::minimumSizeHint().height()};
}

void CallPanel::tick()
{
    m_head->tick();
    m_note->tick();
}

void CallPanel::focusActions()
{
    for (ActionButton *const button : {m_hold, m_transfer, m_hangUp}) {
        if (button->isVisible() && button->isEnabled()) {
            button->setFocus(Qt::ShortcutFocusReason);
            return;
        }
    }
    if (m_story->isVisible()) {
        m_story->setFocus(Qt::ShortcutFocusReason);
    }
}

void CallPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        Q_EMIT left();
        return;
    }
    QWidget::keyPressEvent(event);
}

void CallPanel::paintEvent(QPaintEvent *)
{
    if (m_line->isVisible()) {
        QPainter painter(this);
        painter.fillRect(m_line->geometry(), m_theme.tokens().hair);
    }
}

void CallPanel::restyle()
{
    QPalette quiet = palette();
    quiet.setColor(QPalette::WindowText, m_theme.tokens().text2);
    m_empty->setPalette(quiet);
    m_several->setFont(m_theme.fonts().big);
    update();
}

} // namespace cordboard::console
