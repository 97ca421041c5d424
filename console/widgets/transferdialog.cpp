// SPDX-License-Identifier: Apache-2.0
#include "console/widgets/transferdialog.h"

#include "console/models/callcolumns.h"
#include "console/paint/lamp.h"
#include "console/text/callwords.h"
#include "console/text/times.h"
#include "console/text/visible.h"
#include "console/theme/icons.h"
#include "console/theme/style.h"
#include "console/widgets/secondcalls.h"
#include "console/widgets/sentencebox.h"

#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace cordboard::console {
namespace {

using namespace Qt::StringLiterals;

constexpr int dialogWidth = 564;
constexpr int rowsInSight = 3;

LegRole other(LegRole role) { return role == LegRole::Caller ? LegRole::Callee : LegRole::Caller; }

LegRole roleAt(const ChoiceList &list) { return list.chosen() == 1 ? LegRole::Callee : LegRole::Caller; }

QList<Choice> partiesOf(const CallRow &row)
{
    QList<Choice> choices;
    for (const LegRole role : {LegRole::Caller, LegRole::Callee}) {
        const PartyText &party = partyOf(row, role);
        choices.append({party.name, party.number, text::roleWord(role), {}, {}});
    }
    return choices;
}

QLabel *heading(const QString &words, QWidget *parent)
{
    auto *const label = new QLabel(words, parent);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

TransferDialog::TransferDialog(CallStore &store, DirectoryModel &directory, const Theme &theme,
    const Clock &clock, const CallId &call, QWidget *parent)
    : QDialog(parent)
    , m_store(store)
    , m_directory(directory)
    , m_theme(theme)
    , m_clock(clock)
    , m_call(call)
    , m_toPerson(new QToolButton(this))
    , m_toCall(new QToolButton(this))
    , m_staysTitle(heading({}, this))
    , m_stays(new ChoiceList(theme, this))
    , m_sentence(new SentenceBox(theme, this))
    , m_go(new QPushButton(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Transfer call"));
    m_toPerson->setText(tr("To a person or number"));
    m_toCall->setText(tr("Connect two calls"));
    auto *const segments = new QHBoxLayout;
    segments->setSpacing(0);
    for (QToolButton *const segment : {m_toPerson, m_toCall}) {
        segment->setCheckable(true);
        segment->setAutoExclusive(true);
        segment->setFocusPolicy(Qt::TabFocus);
        setLook(segment, segment == m_toPerson ? ButtonLook::Segment : ButtonLook::SegmentEnd);
        segments->addWidget(segment);
    }
    segments->addStretch();
    m_toPerson->setChecked(true);
    m_blind = blindPage();
    m_attended = attendedPage();

    auto *const cancel = new QPushButton(tr("Cancel"), this);
    cancel->setAutoDefault(false);
    setControlSize(cancel, ControlSize::Tall);
    setControlSize(m_go, ControlSize::Tall);
    setLook(m_go, ButtonLook::Go);
    m_go->setIcon(icons::themed(Icon::Transfer));
    m_go->setDefault(true);
    auto *const buttons = new QHBoxLayout;
    buttons->setSpacing(Metrics::gap);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_go);

    auto *const column = new QVBoxLayout(this);
    column->setContentsMargins(
        Metrics::marginDialog, Metrics::marginPane, Metrics::marginDialog, Metrics::gapBlock);
    column->setSpacing(Metrics::gap);
    column->addLayout(segments);
    column->addSpacing(Metrics::gap);
    column->addWidget(m_staysTitle);
    column->addWidget(m_stays);
    column->addSpacing(Metrics::gap);
    column->addWidget(m_blind);
    column->addWidget(m_attended);
    column->addStretch();
    column->addSpacing(Metrics::gap);
    column->addWidget(m_sentence);
    column->addSpacing(Metrics::gap);
    column->addLayout(buttons);
    connect(m_toPerson, &QToolButton::clicked, this, [this] { setPage(Page::Blind); });
    connect(m_toCall, &QToolButton::clicked, this, [this] { setPage(Page::Attended); });
    connect(m_stays, &ChoiceList::changed, this, &TransferDialog::update);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_go, &QPushButton::clicked, this, [this] {
        if (const auto wanted = request()) {
            Q_EMIT confirmed(*wanted);
            accept();
        }
    });
    connect(&m_store, &CallStore::changed, this, &TransferDialog::showCalls);
    connect(&m_store, &CallStore::wasReset, this, &TransferDialog::showCalls);
    showCalls();
    listSeconds();
    m_stays->choose(0);
    const CallRowPtr row = m_store.row(m_call);
    setPage(row && row->allows(CallAction::BlindTransfer) ? Page::Blind : Page::Attended);
    m_destination->setFocus();
}

QWidget *TransferDialog::blindPage()
{
    auto *const page = new QWidget(this);
    m_destination = new PersonField(m_directory, m_theme, m_clock, page);
    m_destination->setAccessibleName(tr("Goes to"));
    m_destination->setPlaceholderText(tr("Name or number"));
    setControlSize(m_destination, ControlSize::Tall);
    QLabel *const title = heading(tr("Goes to"), page);
    title->setBuddy(m_destination);
    auto *const column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Metrics::gap);
    column->addWidget(title);
    column->addWidget(m_destination);
    connect(m_destination, &PersonField::changed, this, &TransferDialog::update);
    return page;
}

QWidget *TransferDialog::attendedPage()
{
    auto *const page = new QWidget(this);
    m_seconds = new ChoiceList(m_theme, page);
    m_seconds->setAccessibleName(tr("Second call"));
    m_secondStays = new ChoiceList(m_theme, page);
    m_secondStays->setAccessibleName(tr("Second call: who stays?"));
    auto *const scroll = new QScrollArea(page);
    scroll->setWidget(m_seconds);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setFixedHeight(rowsInSight * ChoiceRow::heightIn(m_theme) + 2);
    auto *const column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Metrics::gap);
    column->addWidget(heading(tr("Second call"), page));
    column->addWidget(scroll);
    column->addSpacing(Metrics::gap);
    column->addWidget(heading(tr("Second call: who stays?"), page));
    column->addWidget(m_secondStays);
    connect(m_seconds, &ChoiceList::changed, this, [this] {
        const int chosen = m_seconds->chosen();
        if (chosen >= 0 && chosen < m_listed.size() && m_listed.at(chosen) != m_second) {
            setSecondCall(m_listed.at(chosen));
        }
    });
    connect(m_secondStays, &ChoiceList::changed, this, &TransferDialog::update);
    return page;
}

void TransferDialog::setDestination(const QString &uri)
{
    setPage(Page::Blind);
    m_destination->setUri(uri);
}

void TransferDialog::setSecondCall(CallId call)
{
    const CallRowPtr row = m_store.row(m_call);
    const CallRowPtr second = m_store.row(call);
    if (!row || !second) {
        return;
    }
    m_second = std::move(call);
    if (m_page != Page::Attended) {
        setPage(Page::Attended);
    }
    listSeconds();
    m_seconds->choose(static_cast<int>(m_listed.indexOf(m_second)));
    const auto leaves = sharedEnd(*row, *second);
    const auto secondLeaves = sharedEnd(*second, *row);
    m_stays->choose(leaves && *leaves == LegRole::Caller ? 1 : 0);
    m_secondStays->setChoices(partiesOf(*second), secondLeaves && *secondLeaves == LegRole::Callee ? 0 : 1);
    update();
    fit();
}

bool TransferDialog::event(QEvent *event)
{
    const bool handled = QDialog::event(event);
    // A list or a sentence has grown: so does the dialog, or they would lie upon each other.
    if (event->type() == QEvent::LayoutRequest) {
        fit();
    }
    return handled;
}

void TransferDialog::setPage(Page page)
{
    m_page = page;
    const bool blind = page == Page::Blind;
    (blind ? m_toPerson : m_toCall)->setChecked(true);
    m_blind->setVisible(blind);
    m_attended->setVisible(!blind);
    m_staysTitle->setText(blind ? tr("Who stays on the line?") : tr("This call: who stays?"));
    m_stays->setAccessibleName(m_staysTitle->text());
    m_go->setText(blind ? tr("Transfer") : tr("Connect"));
    if (!blind && m_second.isEmpty() && !m_listed.isEmpty()) {
        const CallRowPtr row = m_store.row(m_call);
        const CallRowPtr nearest = m_store.row(m_listed.first());
        // Only what is almost certainly meant is chosen before anybody has chosen.
        if (row && nearest && isNear(*nearest, *row)) {
            setSecondCall(m_listed.first());
        }
    }
    update();
    fit();
}

void TransferDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    fit();
}

void TransferDialog::fit()
{
    // From the inside out: a layout does not know of what has changed further in before that is told.
    for (const QWidget *const inner : std::initializer_list<const QWidget *>{
             m_stays, m_seconds, m_secondStays, m_blind, m_attended, m_sentence}) {
        inner->layout()->activate();
    }
    layout()->activate();
    const int height = layout()->totalHeightForWidth(qMax(width(), dialogWidth));
    setMinimumSize(dialogWidth, height);
    resize(qMax(width(), dialogWidth), height);
}

void TransferDialog::showCalls()
{
    const CallRowPtr row = m_store.row(m_call);
    if (row) {
        const int chosen = m_stays->chosen();
        m_stays->setChoices(partiesOf(*row), chosen < 0 ? 0 : chosen);
    }
    // Nothing moves under the mouse while it can be chosen; what cannot any more leaves.
    const bool isGone = std::any_of(m_listed.begin(), m_listed.end(), [this](const CallId &call) {
        const CallRowPtr listed = m_store.row(call);
        return !listed || !listed->allows(CallAction::AttendedTransfer);
    });
    if (isGone || (row && m_listed.isEmpty() && !secondCalls(m_store.rows(), *row, m_second).isEmpty())) {
        listSeconds();
    }
    update();
}

void TransferDialog::listSeconds()
{
    const CallRowPtr call = m_store.row(m_call);
    if (!call) {
        return;
    }
    m_listed.clear();
    QList<Choice> choices;
    const QList<CallRowPtr> rows = secondCalls(m_store.rows(), *call, m_second);
    for (const CallRowPtr &row : rows) {
        m_listed.append(row->id());
        choices.append(
            {tr("%1 with %2").arg(text::inSentence(row->caller.name), text::inSentence(row->callee.name)),
                text::duration(inState(*row, m_clock())), {},
                sameJourney(*row, *call) ? tr("same journey") : QString(), paint::lampOf(row->state, false)});
    }
    m_seconds->setChoices(choices, static_cast<int>(m_listed.indexOf(m_second)));
}

LegRole TransferDialog::stays() const { return roleAt(*m_stays); }

LegRole TransferDialog::secondStays() const { return roleAt(*m_secondStays); }

std::optional<CommandRequest> TransferDialog::request() const
{
    const CallRowPtr row = m_store.row(m_call);
    if (!row) {
        return std::nullopt;
    }
    CommandRequest request;
    request.call = m_call;
    request.stays = stays();
    if (m_page == Page::Blind) {
        request.what = CommandRequest::What::BlindTransfer;
        request.destination = m_destination->uri();
        request.destinationName = m_destination->displayName();
        const bool good = row->allows(CallAction::BlindTransfer) && !request.destination.isEmpty()
            && personKey(request.destination) != partyOf(*row, request.stays).key;
        return good ? std::optional(request) : std::nullopt;
    }
    const CallRowPtr second = m_store.row(m_second);
    if (!second || !row->allows(CallAction::AttendedTransfer)
        || !second->allows(CallAction::AttendedTransfer)) {
        return std::nullopt;
    }
    request.what = CommandRequest::What::AttendedTransfer;
    request.second = m_second;
    request.secondStays = secondStays();
    request.destinationName = partyOf(*second, request.secondStays).name;
    const QString &key = partyOf(*row, request.stays).key;
    const bool withItself = !key.isEmpty() && key == partyOf(*second, request.secondStays).key;
    return withItself ? std::nullopt : std::optional(request);
}

QString TransferDialog::sentence() const { return m_sentence->sentence(); }

void TransferDialog::update()
{
    const CallRowPtr row = m_store.row(m_call);
    const auto wanted = request();
    m_go->setEnabled(wanted.has_value());
    SentenceBox::Look look;
    look.isComplete = wanted.has_value();
    const auto strong = [](const QString &name) { return strongWords(text::inSentence(name)); };
    if (!row || row->hasEnded()) {
        look.sentence = tr("The call has ended.");
    } else if (!wanted) {
        const bool secondEnded =
            m_page == Page::Attended && !m_second.isEmpty() && !m_listed.contains(m_second);
        look.sentence = m_page == Page::Blind ? tr("Say where the call goes to.")
            : secondEnded                     ? tr("The second call has ended. Choose another one.")
                                              : tr("Choose the second call.");
    } else if (m_page == Page::Blind) {
        const PartyText &stayer = partyOf(*row, wanted->stays);
        const PartyText &leaver = partyOf(*row, other(wanted->stays));
        look.sentence = tr("%1 will ring %2. %3 leaves.")
                            .arg(strong(stayer.name), strong(wanted->destinationName), strong(leaver.name));
        const auto person = m_destination->person();
        if (person && !person->call.isEmpty()) {
            look.sentence += u' ' + tr("%1 is in a call.").arg(strong(person->name));
        }
    } else {
        const CallRowPtr second = m_store.row(m_second);
        const PartyText &first = partyOf(*row, wanted->stays);
        const PartyText &last = partyOf(*second, wanted->secondStays);
        const PartyText &leaver = partyOf(*row, other(wanted->stays));
        const PartyText &secondLeaver = partyOf(*second, other(wanted->secondStays));
        const bool same = !leaver.key.isEmpty() && leaver.key == secondLeaver.key;
        look.first = first.name;
        look.second = last.name;
        look.leaves = same ? leaver.name : tr("%1, %2").arg(leaver.name, secondLeaver.name);
        look.sentence = tr("%1 will talk with %2.").arg(strong(first.name), strong(last.name)) + u' '
            + (same ? tr("%1 leaves both calls.").arg(strong(leaver.name))
                    : tr("%1 and %2 leave.").arg(strong(leaver.name), strong(secondLeaver.name)));
    }
    m_sentence->show(look);
}

} // namespace cordboard::console
