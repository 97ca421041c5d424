// SPDX-License-Identifier: Apache-2.0
#include "console/widgets/commandnote.h"

#include "console/models/happening.h"
#include "console/paint/marks.h"
#include "console/text/failures.h"
#include "console/text/times.h"
#include "console/text/visible.h"
#include "console/theme/icons.h"
#include "console/theme/style.h"

#include <QAccessible>
#include <QGridLayout>
#include <QPainter>

namespace cordboard::console {
namespace {

using namespace Qt::StringLiterals;

constexpr int barHeight = 3;

bool isTransferring(const CommandState &command)
{
    return command.request.what == CommandRequest::What::BlindTransfer
        || command.request.what == CommandRequest::What::AttendedTransfer;
}

} // namespace

QString stepText(const CommandState &command)
{
    using What = CommandRequest::What;
    const QString who = text::inSentence(command.request.destinationName);
    if (command.isCancelling) {
        return CommandNote::tr("Cancelling…");
    }
    switch (command.request.what) {
    case What::Hold:
        return CommandNote::tr("Putting on hold…");
    case What::Resume:
        return CommandNote::tr("Resuming…");
    case What::End:
        return CommandNote::tr("Hanging up…");
    case What::Start:
        return command.step ? CommandNote::tr("Rings at %1").arg(who) : CommandNote::tr("Starting the call…");
    case What::BlindTransfer:
        return command.step == ProgressEvent::TransferPending || command.step == ProgressEvent::TransferStart
            ? CommandNote::tr("Rings at %1").arg(who)
            : CommandNote::tr("Transfer to %1…").arg(who);
    case What::AttendedTransfer:
        return CommandNote::tr("Connecting the two calls…");
    }
    Q_UNREACHABLE();
}

CommandNote::CommandNote(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_words(theme)
{
    m_seconds.setTextFormat(Qt::PlainText);
    m_limit.setTextFormat(Qt::PlainText);
    m_bar.setFixedHeight(barHeight);
    setControlSize(&m_first, ControlSize::Note);
    setControlSize(&m_dismiss, ControlSize::Note);
    setLook(&m_dismiss, ButtonLook::Link);
    m_first.setAutoDefault(false);
    m_dismiss.setAutoDefault(false);

    auto *const buttons = new QHBoxLayout;
    buttons->setSpacing(Metrics::gap);
    buttons->addWidget(&m_first);
    buttons->addWidget(&m_dismiss);
    buttons->addStretch();
    auto *const grid = new QGridLayout(this);
    grid->setContentsMargins(
        12 + Metrics::icon + Metrics::gap + 2, Metrics::gap, Metrics::gapBlock, Metrics::gap);
    grid->setHorizontalSpacing(Metrics::gap);
    grid->setVerticalSpacing(Metrics::gapInside);
    grid->setColumnStretch(0, 1);
    grid->addWidget(&m_words, 0, 0);
    grid->addWidget(&m_seconds, 0, 1, Qt::AlignTop | Qt::AlignRight);
    grid->addWidget(&m_bar, 1, 0, 1, 2);
    grid->addWidget(&m_limit, 2, 0, 1, 2);
    grid->addLayout(buttons, 3, 0, 1, 2);

    connect(&m_first, &QPushButton::clicked, this, [this] {
        if (m_running) {
            Q_EMIT cancelWanted(m_running->id);
        } else if (m_failure) {
            Q_EMIT retryWanted(m_failure->request);
        }
    });
    connect(&m_dismiss, &QPushButton::clicked, this, &CommandNote::dismissed);
    connect(&m_theme, &Theme::changed, this, &CommandNote::restyle);
    restyle();
    hide();
}

void CommandNote::show(const std::optional<CommandState> &running, const std::optional<CommandState> &failure,
    const CallRowPtr &row, bool fresh)
{
    const bool isNews = failure && !running && (!m_failure || m_failure->id != failure->id);
    m_running = running;
    m_failure = running ? std::nullopt : failure;
    setVisible(m_running || m_failure);
    if (!m_running && !m_failure) {
        return;
    }
    m_seconds.setVisible(m_running.has_value());
    m_bar.setVisible(m_running.has_value());
    m_limit.setVisible(m_running.has_value());
    m_dismiss.setVisible(m_failure.has_value());
    m_dismiss.setText(tr("Dismiss"));
    m_first.setEnabled(fresh);
    if (m_running) {
        m_words.setSentence(strongWords(stepText(*m_running)));
        m_first.setText(isTransferring(*m_running) ? tr("Cancel transfer") : tr("Cancel"));
        m_first.setEnabled(fresh && !m_running->isCancelling);
        m_limit.setText(tr("Gives up at %1").arg(text::duration(m_running->limit)));
        setAccessibleName(tr("Running command: %1").arg(m_words.text()));
    } else {
        m_first.setText(tr("Try again…"));
        m_words.setSentence(QStringList{strongWords(text::failedHeading(kindOf(m_failure->request.what))),
            failureText(*m_failure, row.get()), fateText(*m_failure, row.get())}
                                .join(u' ')
                                .simplified());
        setAccessibleName(m_words.text());
    }
    if (isNews) {
        QAccessibleEvent alert(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
    restyle();
    tick();
}

void CommandNote::tick()
{
    if (m_running) {
        m_seconds.setText(text::duration(elapsed()));
        update();
    }
}

std::chrono::milliseconds CommandNote::elapsed() const
{
    return std::chrono::milliseconds(m_running->begunAt.msecsTo(QDateTime::currentDateTimeUtc()));
}

void CommandNote::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = m_theme.tokens();
    const ToneColours &tone = m_running ? tokens.move : tokens.fail;
    QPainter painter(this);
    paint::drawNoteGround(painter, rect(), tone.tint);
    const QPoint corner(12, Metrics::gap + (m_theme.metrics().lineBase - Metrics::icon) / 2 + 1);
    painter.drawPixmap(corner,
        icons::pixmap(
            m_running ? Icon::Transfer : Icon::Failed, tone.ink, Metrics::icon, devicePixelRatioF()));
    if (m_running) {
        const double part = static_cast<double>(elapsed().count())
            / static_cast<double>(qMax<qint64>(m_running->limit.count(), 1));
        paint::drawProgress(painter, m_bar.geometry(), part, tone.ink, tokens);
    }
}

void CommandNote::restyle()
{
    m_limit.setFont(m_theme.fonts().small);
    QPalette quiet = palette();
    quiet.setColor(QPalette::WindowText, m_theme.tokens().text2);
    m_limit.setPalette(quiet);
    update();
}

} // namespace cordboard::console
