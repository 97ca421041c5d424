// SPDX-License-Identifier: Apache-2.0
#include "console/widgets/connectiondialog.h"

#include "console/theme/metrics.h"
#include "console/theme/style.h"

#include <QGridLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace cordboard::console {
namespace {

using namespace Qt::StringLiterals;

constexpr int fieldWidth = 320;

bool isUsable(const QUrl &url)
{
    return url.isValid() && (url.scheme() == "ws"_L1 || url.scheme() == "wss"_L1) && !url.host().isEmpty()
        && url.userInfo().isEmpty();
}

} // namespace

ConnectionDialog::ConnectionDialog(const QList<Profile> &profiles, const QString &chosen, QWidget *parent)
    : QDialog(parent)
    , m_profiles(profiles)
    , m_choice(new QComboBox(this))
    , m_name(new QLineEdit(this))
    , m_url(new QLineEdit(this))
    , m_token(new QLineEdit(this))
    , m_me(new QLineEdit(this))
    , m_domain(new QLineEdit(this))
    , m_objection(new QLabel(this))
    , m_remove(new QPushButton(tr("Remove"), this))
    , m_connect(new QPushButton(tr("Connect"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Connection"));
    for (const Profile &profile : profiles) {
        m_choice->addItem(profile.name);
    }
    m_choice->addItem(tr("New profile…"));
    m_url->setPlaceholderText(u"wss://server.example/call-api"_s);
    m_token->setEchoMode(QLineEdit::Password);
    m_me->setPlaceholderText(tr("For the filter “Mine”"));
    m_domain->setPlaceholderText(tr("The one seen in calls"));
    m_objection->setTextFormat(Qt::PlainText);
    m_objection->setWordWrap(true);
    auto *const form = new QGridLayout;
    form->setHorizontalSpacing(Metrics::gapBlock);
    form->setVerticalSpacing(Metrics::gap);
    const auto add = [this, form](const QString &words, QWidget *field) {
        auto *const label = new QLabel(words, this);
        label->setTextFormat(Qt::PlainText);
        label->setBuddy(field);
        field->setAccessibleName(words);
        form->addWidget(label, form->rowCount(), 0);
        form->addWidget(field, form->rowCount() - 1, 1);
    };
    add(tr("Profile"), m_choice);
    for (const auto &[words, field] :
        {std::pair{tr("Name"), m_name}, std::pair{tr("Server"), m_url}, std::pair{tr("Token"), m_token},
            std::pair{tr("My number"), m_me}, std::pair{tr("Domain of numbers"), m_domain}}) {
        field->setMinimumWidth(fieldWidth);
        field->setTextMargins(Metrics::gapInside, 0, Metrics::gapInside, 0);
        add(words, field);
        connect(field, &QLineEdit::textChanged, this, &ConnectionDialog::judge);
    }
    connect(m_token, &QLineEdit::textEdited, this, [this] { m_tokenEdited = true; });

    auto *const cancel = new QPushButton(tr("Cancel"), this);
    for (QPushButton *const button : {m_remove, cancel, m_connect}) {
        button->setAutoDefault(false);
        setControlSize(button, ControlSize::Tall);
    }
    setLook(m_connect, ButtonLook::Go);
    setLook(m_remove, ButtonLook::Danger);
    m_connect->setDefault(true);
    auto *const buttons = new QHBoxLayout;
    buttons->setSpacing(Metrics::gap);
    buttons->addWidget(m_remove);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_connect);
    auto *const column = new QVBoxLayout(this);
    column->setContentsMargins(
        Metrics::marginDialog, Metrics::marginPane, Metrics::marginDialog, Metrics::gapBlock);
    column->addLayout(form);
    column->addWidget(m_objection);
    column->addStretch();
    column->addSpacing(Metrics::gap);
    column->addLayout(buttons);

    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_choice, &QComboBox::currentIndexChanged, this, &ConnectionDialog::showProfile);
    connect(m_remove, &QPushButton::clicked, this, [this] {
        const QString name = m_choice->currentText();
        m_profiles.removeAt(m_choice->currentIndex());
        Q_EMIT removeWanted(name);
        m_choice->removeItem(m_choice->currentIndex());
    });
    connect(m_connect, &QPushButton::clicked, this, [this] {
        Q_EMIT connectWanted(
            profile(), m_tokenEdited ? std::optional(m_token->text().toUtf8()) : std::nullopt);
        accept();
    });
    const auto found = std::find_if(profiles.begin(), profiles.end(),
        [&chosen](const Profile &profile) { return profile.name == chosen; });
    m_choice->setCurrentIndex(static_cast<int>(found - profiles.begin()));
    showProfile();
}

void ConnectionDialog::showProfile()
{
    const int index = m_choice->currentIndex();
    const bool isNew = index < 0 || index >= m_profiles.size();
    const Profile shown = isNew ? Profile() : m_profiles.at(index);
    m_name->setText(shown.name);
    m_name->setReadOnly(!isNew);
    m_url->setText(shown.url.toString());
    m_me->setText(shown.me);
    m_domain->setText(shown.domain);
    m_token->clear();
    m_token->setPlaceholderText(isNew ? QString() : tr("Unchanged"));
    m_tokenEdited = false;
    m_remove->setEnabled(!isNew);
    judge();
}

Profile ConnectionDialog::profile() const
{
    return {m_name->text().trimmed(), QUrl(m_url->text().trimmed(), QUrl::StrictMode), m_me->text().trimmed(),
        m_domain->text().trimmed()};
}

void ConnectionDialog::judge()
{
    const Profile made = profile();
    const bool isNew = m_choice->currentIndex() >= m_profiles.size();
    const bool taken = isNew
        && std::any_of(m_profiles.begin(), m_profiles.end(),
            [&made](const Profile &other) { return other.name == made.name; });
    const QString objection = made.name.isEmpty() ? tr("The profile needs a name.")
        : taken                                   ? tr("There is a profile of this name already.")
        : !isUsable(made.url)                     ? tr("The server's address begins with ws:// or wss://.")
                                                  : QString();
    m_objection->setText(objection);
    m_connect->setEnabled(objection.isEmpty());
}

} // namespace cordboard::console
