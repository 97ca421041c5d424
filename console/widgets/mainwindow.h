// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/client/feed.h"
#include "console/models/calllistmodel.h"
#include "console/models/directorymodel.h"
#include "console/models/eventlogmodel.h"
#include "console/models/storymodel.h"
#include "console/widgets/callactions.h"
#include "console/widgets/callpanel.h"
#include "console/widgets/livetable.h"
#include "console/widgets/numberstrip.h"
#include "console/widgets/statusline.h"
#include "console/widgets/windowactions.h"

#include <QMainWindow>

namespace cordboard::console {

class CallDialogs;
class DirectoryPane;
class Dock;
class EventLogPane;
class FilterBar;
class StaleBanner;
struct KeyLine;

/// What the window shows; all of it must outlive the window.
struct Models {
    CallStore &store;
    CallListModel &calls;
    DirectoryModel &directory;
    EventLogModel &events;
    StoryModel &story;
};

/// The supervisor's window. Knows no server: what the user wants leaves as signals, what there is to see
/// comes by the models and the setters.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    MainWindow(const Models &models, Theme &theme, Clock clock, QWidget *parent = nullptr);
    ~MainWindow() override;

    void showFeed(const Feed &feed, const QString &profile);
    void showFigures(const StripFigures &figures);
    void showNodes(const QList<NodeFigure> &nodes);
    /// The user's own number or address, as the profile has it; stands where the server knows no user.
    void showUser(const QString &user);
    /// Who the server takes this client for.
    /// \param user  empty: nobody in particular
    /// \param role  viewer, operator or admin
    void showSession(const QString &user, const QString &role);
    /// For some seconds, in the status bar.
    void showMessage(const QString &sentence);
    /// A command of the user has moved: the panel and an open dialog show it.
    void showCommand(const CommandState &command);
    /// Once a second.
    void tick();
    /// Whether hanging up asks first.
    void setAskBeforeHangUp(bool ask);

    [[nodiscard]] LiveTable &table() noexcept { return *m_table; }
    [[nodiscard]] CallActions &callActions() noexcept { return m_callActions; }
    [[nodiscard]] WindowActions &actions() noexcept { return m_actions; }
    /// Gives the docks the places and sizes that suit the window's width, for the first time that it is
    /// shown.
    void arrangeDocks();
    /// Where docks and columns are; for saveLayout() in a later run.
    [[nodiscard]] QVariantMap layoutState() const;
    void restoreLayout(const QVariantMap &state);
    /// The rows that are shown, as CSV.
    [[nodiscard]] QString csv() const;

Q_SIGNALS:
    void commandWanted(const cordboard::console::CommandRequest &request);
    void cancelWanted(const cordboard::CommandId &command);
    void dismissWanted(const cordboard::CallId &call);
    /// The selected call is another one, or has changed: what happened to it?
    void storyWanted(const cordboard::CallId &call);
    void retryConnectionWanted();
    /// Calls have appeared in the table or left it: the numbers beside it are others.
    void rowsMoved();
    void connectionSettingsWanted();
    void preferencesWanted();
    void wallboardWanted();
    void askBeforeHangUpChanged(bool ask);
    void closing();

public:
    /// Not while the data is stale.
    void openNewCall(const QString &caller = {}, const QString &callee = {});

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void buildDocks();
    void wireTable();
    void wireActions();
    void onSelection();
    void refreshPanel();
    void refreshCounts();
    void refreshUser();
    [[nodiscard]] QString emptyText() const;
    void openMenu(const QPoint &position);
    void exportRows();
    void copyRows();
    void chooseColumns();
    void openAbout();
    [[nodiscard]] QList<KeyLine> keys() const;
    void nextPane(bool backwards);
    [[nodiscard]] QString elsewhere(const CallRow &row, const PartyText &party) const;

    Models m_models;
    Theme &m_theme;
    Clock m_clock;
    CallActions m_callActions;
    WindowActions m_actions;
    Feed m_feed;
    QString m_profile;
    QString m_me; ///< of the profile
    QString m_user; ///< of the session
    QString m_role;
    NumberStrip *m_strip;
    FilterBar *m_filter;
    StaleBanner *m_banner;
    LiveTable *m_table;
    QLabel *m_empty; ///< why the table is empty
    QPushButton *m_clear;
    CallDialogs *m_dialogs; ///< a child
    CallPanel *m_panel;
    DirectoryPane *m_directory;
    EventLogPane *m_events;
    Dock *m_panelDock = nullptr;
    Dock *m_directoryDock = nullptr;
    Dock *m_eventDock = nullptr;
    StatusLine *m_status;
    QList<NodeFigure> m_nodes;
    CallRowPtr m_shownRow; ///< whose story was asked for last
};

} // namespace cordboard::console
