// SPDX-License-Identifier: Apache-2.0
#include "console/widgets/preferencesdialog.h"

#include "console/theme/metrics.h"
#include "console/theme/style.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace cordboard::console {
namespace {

using namespace Qt::StringLiterals;
using NotifyOn = Preferences::NotifyOn;

constexpr int usualRinging = 20;
constexpr int usualHeld = 120;
constexpr int usualTransferring = 30;
constexpr int longest = 3600;

QLabel *heading(const QString &words, QWidget *parent)
{
    auto *const label = new QLabel(words, parent);
    label->setTextFormat(Qt::PlainText);
    QFont font = label->font();
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
    return label;
}

} // namespace

PreferencesDialog::PreferencesDialog(const Preferences &preferences, QWidget *parent)
    : QDialog(parent)
    , m_ringing(rule(tr("A call rings for"), preferences.attention.ringing, usualRinging))
    , m_held(rule(tr("A call is held for"), preferences.attention.held, usualHeld))
    , m_transferring(rule(tr("A transfer takes"), preferences.attention.transferring, usualTransferring))
    , m_asks(new QCheckBox(tr("Ask before hanging up"), this))
    , m_tray(new QCheckBox(tr("Show an icon in the tray"), this))
    , m_stays(new QCheckBox(tr("Closing the window leaves the program in the tray"), this))
    , m_language(new QComboBox(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Preferences"));
    m_asks->setChecked(preferences.asksBeforeHangUp);
    m_tray->setChecked(preferences.hasTrayIcon);
    m_stays->setChecked(preferences.staysInTray);
    m_stays->setEnabled(preferences.hasTrayIcon);
    connect(m_tray, &QCheckBox::toggled, m_stays, &QWidget::setEnabled);
    for (const auto &[what, words] : {std::pair{NotifyOn::NeedsAttention, tr("A call needs attention")},
             std::pair{NotifyOn::CommandFailed, tr("A command of mine failed")},
             std::pair{NotifyOn::ConnectionLost, tr("The connection was lost")}}) {
        auto *const box = new QCheckBox(words, this);
        box->setChecked(preferences.notifies.contains(what));
        m_notifies.insert(what, box);
    }
    m_language->setAccessibleName(tr("Language"));
    m_language->addItem(tr("As the system"), QString());
    m_language->addItem(u"English"_s, u"en"_s);
    m_language->addItem(u"Deutsch"_s, u"de"_s);
    m_language->addItem(u"Română"_s, u"ro"_s);
    m_language->setCurrentIndex(std::max(m_language->findData(preferences.language), 0));

    auto *const column = new QVBoxLayout(this);
    column->setContentsMargins(
        Metrics::marginDialog, Metrics::marginPane, Metrics::marginDialog, Metrics::gapBlock);
    column->setSpacing(Metrics::gap);
    column->addWidget(heading(tr("A call needs attention when"), this));
    auto *const rules = new QGridLayout;
    rules->setHorizontalSpacing(Metrics::gapBlock);
    rules->setColumnStretch(0, 1);
    for (const Rule &rule : {m_ringing, m_held, m_transferring}) {
        rules->addWidget(rule.isOn, rules->rowCount(), 0);
        rules->addWidget(rule.seconds, rules->rowCount() - 1, 1);
    }
    column->addLayout(rules);
    column->addSpacing(Metrics::gap);
    column->addWidget(heading(tr("Notify me when"), this));
    for (const NotifyOn what :
        {NotifyOn::NeedsAttention, NotifyOn::CommandFailed, NotifyOn::ConnectionLost}) {
        column->addWidget(m_notifies.value(what));
    }
    column->addSpacing(Metrics::gap);
    column->addWidget(heading(tr("The program"), this));
    column->addWidget(m_asks);
    column->addWidget(m_tray);
    column->addWidget(m_stays);
    auto *const language = new QHBoxLayout;
    auto *const languageTitle = new QLabel(tr("Language (from the next start on)"), this);
    languageTitle->setTextFormat(Qt::PlainText);
    languageTitle->setBuddy(m_language);
    language->addWidget(languageTitle, 1);
    language->addWidget(m_language);
    column->addLayout(language);
    column->addStretch();

    auto *const cancel = new QPushButton(tr("Cancel"), this);
    auto *const good = new QPushButton(tr("OK"), this);
    cancel->setAutoDefault(false);
    good->setDefault(true);
    setLook(good, ButtonLook::Go);
    setControlSize(cancel, ControlSize::Tall);
    setControlSize(good, ControlSize::Tall);
    auto *const buttons = new QHBoxLayout;
    buttons->setSpacing(Metrics::gap);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(good);
    column->addSpacing(Metrics::gap);
    column->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(good, &QPushButton::clicked, this, [this] {
        Q_EMIT confirmed(this->preferences());
        accept();
    });
}

PreferencesDialog::Rule PreferencesDialog::rule(
    const QString &words, const std::optional<std::chrono::milliseconds> &limit, int usual)
{
    const Rule made{new QCheckBox(words, this), new QSpinBox(this)};
    made.seconds->setRange(1, longest);
    made.seconds->setSuffix(tr(" s"));
    made.seconds->setAccessibleName(tr("%1, in seconds").arg(words));
    made.seconds->setValue(
        limit ? static_cast<int>(std::chrono::duration_cast<std::chrono::seconds>(*limit).count()) : usual);
    made.seconds->setEnabled(limit.has_value());
    made.isOn->setChecked(limit.has_value());
    connect(made.isOn, &QCheckBox::toggled, made.seconds, &QWidget::setEnabled);
    return made;
}

std::optional<std::chrono::milliseconds> PreferencesDialog::limitOf(const Rule &rule)
{
    return rule.isOn->isChecked()
        ? std::optional<std::chrono::milliseconds>(std::chrono::seconds(rule.seconds->value()))
        : std::nullopt;
}

Preferences PreferencesDialog::preferences() const
{
    Preferences chosen;
    chosen.attention = {limitOf(m_ringing), limitOf(m_held), limitOf(m_transferring)};
    chosen.asksBeforeHangUp = m_asks->isChecked();
    chosen.hasTrayIcon = m_tray->isChecked();
    chosen.staysInTray = m_stays->isChecked();
    chosen.notifies.clear();
    for (auto box = m_notifies.cbegin(); box != m_notifies.cend(); ++box) {
        if (box.value()->isChecked()) {
            chosen.notifies.insert(box.key());
        }
    }
    chosen.language = m_language->currentData().toString();
    return chosen;
}

} // namespace cordboard::console
