// SPDX-License-Identifier: Apache-2.0
#include "console/widgets/newcalldialog.h"

#include "console/text/visible.h"
#include "console/theme/icons.h"
#include "console/theme/style.h"
#include "console/widgets/sentencebox.h"

#include <QLabel>
#include <QVBoxLayout>

namespace cordboard::console {
namespace {

using namespace Qt::StringLiterals;

constexpr int dialogWidth = 480;

} // namespace

NewCallDialog::NewCallDialog(
    DirectoryModel &directory, const Theme &theme, const Clock &clock, QWidget *parent)
    : QDialog(parent)
    , m_caller(new PersonField(directory, theme, clock, this))
    , m_callee(new PersonField(directory, theme, clock, this))
    , m_sentence(new SentenceBox(theme, this))
    , m_go(new QPushButton(tr("Call"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("New call"));
    auto *const column = new QVBoxLayout(this);
    column->setContentsMargins(
        Metrics::marginDialog, Metrics::marginPane, Metrics::marginDialog, Metrics::gapBlock);
    column->setSpacing(Metrics::gap);
    for (const auto &[words, field] :
        {std::pair{tr("Who is rung first?"), m_caller}, std::pair{tr("Whom do they call?"), m_callee}}) {
        auto *const title = new QLabel(words, this);
        title->setTextFormat(Qt::PlainText);
        title->setBuddy(field);
        field->setAccessibleName(words);
        field->setPlaceholderText(tr("Name or number"));
        setControlSize(field, ControlSize::Tall);
        column->addWidget(title);
        column->addWidget(field);
        column->addSpacing(Metrics::gap);
        connect(field, &PersonField::changed, this, &NewCallDialog::update);
    }
    auto *const cancel = new QPushButton(tr("Cancel"), this);
    cancel->setAutoDefault(false);
    setControlSize(cancel, ControlSize::Tall);
    setControlSize(m_go, ControlSize::Tall);
    setLook(m_go, ButtonLook::Go);
    m_go->setIcon(icons::themed(Icon::NewCall));
    m_go->setDefault(true);
    auto *const buttons = new QHBoxLayout;
    buttons->setSpacing(Metrics::gap);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_go);
    column->addWidget(m_sentence);
    column->addStretch();
    column->addSpacing(Metrics::gap);
    column->addLayout(buttons);
    setMinimumWidth(dialogWidth);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_go, &QPushButton::clicked, this, [this] {
        if (const auto wanted = request()) {
            Q_EMIT confirmed(*wanted);
            accept();
        }
    });
    update();
}

void NewCallDialog::setParties(const QString &caller, const QString &callee)
{
    if (!caller.isEmpty()) {
        m_caller->setUri(caller);
    }
    if (!callee.isEmpty()) {
        m_callee->setUri(callee);
    }
    (caller.isEmpty() ? m_caller : m_callee)->setFocus();
}

std::optional<CommandRequest> NewCallDialog::request() const
{
    CommandRequest request;
    request.what = CommandRequest::What::Start;
    request.caller = m_caller->uri();
    request.destination = m_callee->uri();
    request.destinationName = m_callee->displayName();
    const bool good = !request.caller.isEmpty() && !request.destination.isEmpty()
        && personKey(request.caller) != personKey(request.destination);
    return good ? std::optional(request) : std::nullopt;
}

QString NewCallDialog::sentence() const { return m_sentence->sentence(); }

void NewCallDialog::update()
{
    const bool complete = request().has_value();
    m_go->setEnabled(complete);
    SentenceBox::Look look;
    look.isComplete = complete;
    look.sentence = complete ? tr("%1 is rung first. Once answered, %2 is rung.")
                                   .arg(strongWords(text::inSentence(m_caller->displayName())),
                                       strongWords(text::inSentence(m_callee->displayName())))
                             : tr("Say who talks with whom.");
    m_sentence->show(look);
}

} // namespace cordboard::console
