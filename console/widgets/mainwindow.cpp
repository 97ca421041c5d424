// SPDX-License-Identifier: Apache-2.0
#include "console/widgets/mainwindow.h"

#include "console/text/connection.h"
#include "console/text/visible.h"
#include "console/widgets/calldialogs.h"
#include "console/widgets/directorypane.h"
#include "console/widgets/dock.h"
#include "console/widgets/eventlogpane.h"
#include "console/widgets/exportdialog.h"
#include "console/widgets/filterbar.h"
#include "console/widgets/keysdialog.h"
#include "console/widgets/panes.h"
#include "console/widgets/stalebanner.h"
#include "console/widgets/tabletext.h"

#include <QApplication>
#include <QClipboard>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace cordboard::console {
namespace {

using namespace Qt::StringLiterals;

constexpr int messageTime = 8000; // ms

} // namespace

MainWindow::MainWindow(const Models &models, Theme &theme, Clock clock, QWidget *parent)
    : QMainWindow(parent)
    , m_models(models)
    , m_theme(theme)
    , m_clock(std::move(clock))
    , m_strip(new NumberStrip(theme, this))
    // Tab goes through the window in the order in which its panes are made.
    , m_filter(new FilterBar({&m_actions.group, &m_actions.columns, &m_actions.exportRows},
          m_callActions.newCall(), theme, this))
    , m_banner(new StaleBanner(theme, this))
    , m_table(new LiveTable(models.calls, theme, this))
    , m_empty(new QLabel(this))
    , m_clear(new QPushButton(this))
    , m_dialogs(new CallDialogs(models.store, models.directory, theme, m_clock, *m_table, *this))
    , m_panel(new CallPanel(m_callActions, models.story, theme, m_clock, this))
    , m_directory(new DirectoryPane(models.directory, theme, m_clock, this))
    , m_events(new EventLogPane(models.events, theme, this))
    , m_status(new StatusLine(theme, this))
{
    setWindowTitle(tr("Cordboard"));
    setObjectName(u"mainWindow"_s);
    auto *const stripBar = new QToolBar(tr("Numbers"), this);
    stripBar->setObjectName(u"strip"_s);
    stripBar->setMovable(false);
    stripBar->setContentsMargins(0, 0, 0, 0);
    stripBar->layout()->setContentsMargins(0, 0, 0, 0);
    stripBar->addWidget(m_strip);
    addToolBar(Qt::TopToolBarArea, stripBar);
    addToolBarBreak(Qt::TopToolBarArea);
    addToolBar(Qt::TopToolBarArea, m_filter);
    setContextMenuPolicy(Qt::NoContextMenu);

    m_empty->setTextFormat(Qt::PlainText);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_clear->setText(tr("Clear filter"));
    m_clear->setAutoDefault(false);
    auto *const overTable = new QVBoxLayout(m_table->viewport());
    overTable->setSpacing(Metrics::gap);
    overTable->addStretch();
    overTable->addWidget(m_empty);
    overTable->addWidget(m_clear, 0, Qt::AlignHCenter);
    overTable->addStretch();
    auto *const centre = new QWidget(this);
    auto *const column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_banner);
    column->addWidget(m_table, 1);
    setCentralWidget(centre);
    setStatusBar(m_status);
    buildDocks();
    m_actions.fill(*menuBar(), m_callActions,
        {m_panelDock->toggleViewAction(), m_directoryDock->toggleViewAction(),
            m_eventDock->toggleViewAction()});
    m_actions.showAppearance(theme.appearance());
    wireTable();
    wireActions();
    resize(1280, 800);
    onSelection();
    refreshCounts();
}

MainWindow::~MainWindow() = default;

void MainWindow::buildDocks()
{
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    m_panelDock = new Dock(u"callDock"_s, tr("Call"), m_theme, m_panel, this);
    m_directoryDock = new Dock(u"directoryDock"_s, tr("Directory"), m_theme, m_directory, this);
    m_eventDock = new Dock(u"eventDock"_s, tr("Event log"), m_theme, m_events, this);
    addDockWidget(Qt::RightDockWidgetArea, m_panelDock);
    addDockWidget(Qt::RightDockWidgetArea, m_directoryDock);
    addDockWidget(Qt::BottomDockWidgetArea, m_eventDock);
    arrangeDocks();
}

void MainWindow::wireTable()
{
    connect(m_filter, &FilterBar::filterChanged, this, [this](const CallFilter &filter) {
        m_models.calls.setFilter(filter);
        refreshCounts();
    });
    connect(m_clear, &QPushButton::clicked, m_filter, &FilterBar::clear);
    connect(m_filter, &FilterBar::tableWanted, this, [this] { m_table->setFocus(Qt::ShortcutFocusReason); });
    connect(m_strip, &NumberStrip::filterWanted, m_filter, &FilterBar::setQuick);
    connect(m_strip, &NumberStrip::connectionWanted, this, &MainWindow::connectionSettingsWanted);
    connect(m_banner, &StaleBanner::retryWanted, this, &MainWindow::retryConnectionWanted);
    connect(m_table, &LiveTable::selectionMoved, this, &MainWindow::onSelection);
    connect(m_table, &LiveTable::panelWanted, m_panel, &CallPanel::focusActions);
    connect(m_table, &LiveTable::menuWanted, this, &MainWindow::openMenu);
    connect(m_table, &LiveTable::connectWanted, m_dialogs, &CallDialogs::connectCalls);
    connect(m_table, &LiveTable::transferWanted, m_dialogs, &CallDialogs::transfer);
    connect(m_panel, &CallPanel::left, this, [this] { m_table->setFocus(Qt::ShortcutFocusReason); });
    connect(m_panel, &CallPanel::cancelWanted, this, &MainWindow::cancelWanted);
    connect(m_panel, &CallPanel::dismissed, this, &MainWindow::dismissWanted);
    connect(m_panel, &CallPanel::retryWanted, m_dialogs, &CallDialogs::retry);
    connect(m_directory, &DirectoryPane::callDropped, this,
        [this](const CallId &call, const Person &person) { m_dialogs->transfer(call, person.uri); });
    connect(m_directory, &DirectoryPane::personDropped, this,
        [this](const QString &uri, const Person &person) { openNewCall(uri, person.uri); });
    connect(
        m_directory, &DirectoryPane::chosen, this, [this](const Person &person) { openNewCall(person.uri); });
    connect(&m_models.store, &CallStore::changed, this, &MainWindow::onSelection);
    connect(&m_models.store, &CallStore::wasReset, this, &MainWindow::onSelection);
    connect(&m_models.calls, &CallListModel::counted, this, [this] {
        refreshCounts();
        Q_EMIT rowsMoved();
    });
}

void MainWindow::wireActions()
{
    connect(&m_callActions, &CallActions::commandWanted, this, &MainWindow::commandWanted);
    connect(&m_callActions, &CallActions::transferWanted, m_dialogs,
        [this](const CallId &call) { m_dialogs->transfer(call); });
    connect(&m_callActions, &CallActions::hangUpWanted, m_dialogs, &CallDialogs::hangUp);
    connect(m_dialogs, &CallDialogs::commandWanted, this, &MainWindow::commandWanted);
    connect(m_dialogs, &CallDialogs::askBeforeHangUpChanged, this, &MainWindow::askBeforeHangUpChanged);
    connect(&m_callActions, &CallActions::newCallWanted, this, [this] { openNewCall(); });
    connect(&m_actions.find, &QAction::triggered, m_filter, &FilterBar::focusField);
    connect(&m_actions.findPerson, &QAction::triggered, this, [this] {
        m_directoryDock->show();
        m_directory->focusField();
    });
    connect(&m_actions.nextLit, &QAction::triggered, this, [this] { m_table->goToLit(false); });
    connect(&m_actions.previousLit, &QAction::triggered, this, [this] { m_table->goToLit(true); });
    connect(&m_actions.group, &QAction::toggled, &m_models.calls, &CallListModel::setGroupJourneys);
    connect(&m_actions.attentionOnTop, &QAction::toggled, &m_models.calls, &CallListModel::setAttentionOnTop);
    connect(&m_actions.compact, &QAction::toggled, m_table, &LiveTable::setCompact);
    connect(&m_actions.columns, &QAction::triggered, this, &MainWindow::chooseColumns);
    connect(&m_actions.exportRows, &QAction::triggered, this, &MainWindow::exportRows);
    connect(&m_actions.copyRows, &QAction::triggered, this, &MainWindow::copyRows);
    connect(&m_actions.wallboard, &QAction::triggered, this, &MainWindow::wallboardWanted);
    connect(&m_actions.connection, &QAction::triggered, this, &MainWindow::connectionSettingsWanted);
    connect(&m_actions.preferences, &QAction::triggered, this, &MainWindow::preferencesWanted);
    connect(&m_actions.quit, &QAction::triggered, this, &QWidget::close);
    connect(&m_actions.keys, &QAction::triggered, this,
        [this] { (new KeysDialog(keys(), m_theme, this))->open(); });
    connect(&m_actions.about, &QAction::triggered, this, &MainWindow::openAbout);
    connect(&m_actions.nextPane, &QAction::triggered, this, [this] { nextPane(false); });
    connect(&m_actions.previousPane, &QAction::triggered, this, [this] { nextPane(true); });
    connect(&m_actions.appearance, &QActionGroup::triggered, this, [this](const QAction *action) {
        m_theme.setAppearance(static_cast<Appearance>(action->data().toInt()));
    });
}

void MainWindow::onSelection()
{
    const QList<CallId> ids = m_table->selectedCalls();
    QList<CallRowPtr> rows;
    for (const CallId &id : ids) {
        if (const CallRowPtr row = m_models.store.row(id)) {
            rows.append(row);
        }
    }
    m_callActions.setSelection(rows);
    refreshPanel();
    refreshCounts();
    const CallRowPtr row = rows.size() == 1 ? rows.first() : nullptr;
    if (row && m_shownRow && m_shownRow->id() != row->id()) {
        m_models.story.setStory({});
    }
    const bool isNews =
        row && (!m_shownRow || m_shownRow->id() != row->id() || m_shownRow->live != row->live);
    m_shownRow = row;
    if (isNews) {
        Q_EMIT storyWanted(row->id());
    }
}

QString MainWindow::elsewhere(const CallRow &row, const PartyText &party) const
{
    const auto &journey = row.live.call.journey.value;
    if (!journey || party.key.isEmpty()) {
        return {};
    }
    for (const CallRowPtr &other : m_models.store.rows()) {
        const bool talks = other->id() != row.id() && other->live.call.journey.value == journey
            && other->state == ShownState::Talking;
        if (talks && other->caller.key == party.key) {
            return other->callee.name;
        }
        if (talks && other->callee.key == party.key) {
            return other->caller.name;
        }
    }
    return {};
}

void MainWindow::refreshPanel()
{
    const QList<CallRowPtr> &rows = m_callActions.selection();
    CallPanel::Shown shown;
    shown.selected = static_cast<int>(rows.size());
    shown.fresh = m_feed.isFresh;
    if (rows.size() == 1) {
        const CallRowPtr &row = rows.first();
        const auto &journey = row->live.call.journey.value;
        shown.head.row = row;
        shown.head.lit = needsAttention(*row, m_models.calls.order().rules, m_clock());
        shown.head.stale = !m_feed.isFresh;
        shown.head.journeyCalls = journey ? m_models.store.journeyCalls(*journey) : 0;
        shown.head.callerElsewhere = elsewhere(*row, row->caller);
        shown.head.calleeElsewhere = elsewhere(*row, row->callee);
        shown.running = m_models.store.runningOn(row->id());
    }
    m_panel->show(shown);
}

void MainWindow::refreshCounts()
{
    const int all = m_models.store.liveCount();
    // Rows may wait while a dialog is open; nobody has filtered them away.
    const int shown = m_models.calls.order().filter.isEmpty() ? all : m_models.calls.shownCalls();
    m_status->setCalls(shown, all, static_cast<int>(m_callActions.selection().size()));
    const bool isEmpty = m_models.calls.rowCount() == 0;
    m_empty->setVisible(isEmpty);
    m_clear->setVisible(isEmpty && m_feed.hasList && !m_models.calls.order().filter.isEmpty());
    if (isEmpty) {
        m_empty->setText(emptyText());
    }
}

QString MainWindow::emptyText() const
{
    if (!m_feed.hasList) {
        return m_feed.link == Feed::Link::Connected ? tr("Reading calls…") : QString();
    }
    if (m_models.calls.order().filter.isEmpty()) {
        return tr("No calls now. New calls appear here by themselves.");
    }
    const QString typed = text::inSentence(m_filter->text().trimmed());
    return typed.isEmpty() ? tr("No call is of this kind now.") : tr("No call matches “%1”.").arg(typed);
}

void MainWindow::showFeed(const Feed &feed, const QString &profile)
{
    const bool judged =
        feed.isFresh != m_feed.isFresh || feed.hasList != m_feed.hasList || feed.link != m_feed.link;
    m_feed = feed;
    m_profile = profile;
    m_strip->showConnection(feed, profile);
    std::optional<text::Banner> banner;
    if (feed.hasList && !feed.isFresh) {
        banner = text::staleBanner(feed.heardAt.time(), feed.age.value_or(std::chrono::milliseconds(0)));
    } else if (feed.isFresh) {
        const auto silent = std::find_if(
            m_nodes.begin(), m_nodes.end(), [](const NodeFigure &node) { return !node.isHeard; });
        if (silent != m_nodes.end()) {
            banner = text::silentNodeBanner(silent->name, silent->heardAt.time(), silent->calls);
        }
    }
    m_banner->show(banner, !feed.isFresh && feed.link == Feed::Link::Waiting);
    if (judged) {
        m_callActions.setFresh(feed.isFresh);
        m_models.calls.setStale(!feed.isFresh);
        m_models.directory.setStale(!feed.isFresh);
        refreshPanel();
        refreshCounts();
    }
}

void MainWindow::showFigures(const StripFigures &figures) { m_strip->show(figures); }

void MainWindow::showNodes(const QList<NodeFigure> &nodes)
{
    m_nodes = nodes;
    m_table->setNodeCount(static_cast<int>(nodes.size()));
    m_status->setNodes(nodes, QDateTime::currentDateTime());
}

void MainWindow::setAskBeforeHangUp(bool ask) { m_dialogs->setAsksBeforeHangUp(ask); }

void MainWindow::showMessage(const QString &sentence)
{
    statusBar()->showMessage(text::visibleText(sentence), messageTime);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    Q_EMIT closing();
    QMainWindow::closeEvent(event);
}

void MainWindow::showCommand(const CommandState &) { refreshPanel(); }

void MainWindow::tick()
{
    if (m_feed.isFresh) {
        m_models.calls.tick();
        m_table->tick();
        m_panel->tick();
        m_directory->tick();
    }
}

void MainWindow::openNewCall(const QString &caller, const QString &callee)
{
    if (m_feed.isFresh) {
        m_dialogs->newCall(caller, callee);
    }
}

void MainWindow::openMenu(const QPoint &position)
{
    auto *const menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions({&m_callActions.hold(), &m_callActions.transfer(), &m_callActions.hangUp()});
    menu->addSeparator();
    menu->addAction(&m_actions.copyRows);
    m_table->setStill(true);
    connect(menu, &QMenu::aboutToHide, this, [this] { m_table->setStill(false); });
    menu->popup(position);
}

QString MainWindow::csv() const { return tableCsv(m_models.calls, m_table->shownColumns()); }

void MainWindow::exportRows()
{
    auto *const dialog = new ExportDialog(csv(), this);
    connect(dialog, &ExportDialog::exported, this, &MainWindow::showMessage);
    dialog->open();
}

void MainWindow::copyRows()
{
    QList<int> rows;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows()) {
        rows.append(index.row());
    }
    std::sort(rows.begin(), rows.end());
    if (!rows.isEmpty()) {
        QApplication::clipboard()->setText(rowsText(m_models.calls, rows, m_table->shownColumns()));
    }
}

void MainWindow::nextPane(bool backwards)
{
    QList<QWidget *> panes{m_strip, m_filter, m_table};
    for (const auto &[dock, content] : {std::pair<QDockWidget *, QWidget *>{m_panelDock, m_panel},
             {m_directoryDock, m_directory}, {m_eventDock, m_events}}) {
        if (dock->isVisible()) {
            panes.append(content);
        }
    }
    focusNextPane(panes, backwards);
}

} // namespace cordboard::console
