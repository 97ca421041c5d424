// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/client/serverconnection.h"
#include "console/models/calllistmodel.h"
#include "console/models/directorymodel.h"
#include "console/models/eventlogmodel.h"
#include "console/models/figures.h"
#include "console/models/storymodel.h"
#include "console/widgets/mainwindow.h"

#include <QElapsedTimer>
#include <QTimer>

namespace cordboard::console {

/// The console's object graph: connection, models and window, and what flows between them.
class Console : public QObject {
    Q_OBJECT
public:
    /// \param theme  must outlive the console
    Console(Theme &theme, const ServerConnection::Options &options, QObject *parent = nullptr);
    ~Console() override;

    /// \param profile  how to call the server on the screen
    [[nodiscard]] Result<Done> open(const QUrl &url, const QByteArray &token, const QString &profile);
    /// Whose calls are "mine", and which domain completes a number; both may be empty.
    void setUser(const QString &address, const QString &domain);

    [[nodiscard]] MainWindow &window() noexcept { return m_window; }
    [[nodiscard]] ServerConnection &connection() noexcept { return m_connection; }
    [[nodiscard]] CallStore &store() noexcept { return m_store; }
    [[nodiscard]] CallListModel &calls() noexcept { return m_calls; }
    [[nodiscard]] DirectoryModel &directory() noexcept { return m_directory; }
    [[nodiscard]] EventLogModel &events() noexcept { return m_events; }
    /// The numbers of the strip, as they are now.
    [[nodiscard]] StripFigures figures() const;
    [[nodiscard]] QList<NodeFigure> nodes() const;
    [[nodiscard]] const QString &profile() const noexcept { return m_profile; }
    [[nodiscard]] Clock clock() const
    {
        return [this] { return now(); };
    }

Q_SIGNALS:
    /// The list of calls is complete and on the screen.
    void ready();
    /// Something that the user may want to be told of wherever he is.
    void happened(const cordboard::console::Happening &happening);
    /// Calls that did not need attention before.
    void needAttention(const QList<cordboard::console::CallRowPtr> &calls);
    /// Once a second.
    void ticked();

private:
    void wireConnection();
    void wireWindow();
    void onCallsChanged(const QList<CallRowPtr> &set, const QList<CallId> &removed);
    void onCommand(const CommandState &command);
    void onFeed(const Feed &feed);
    void onTimeline(const CallId &call, const std::vector<protocol::TimelineEntry> &timeline);
    void tick();
    void showNumbers();
    void watchAttention();
    void log(const QList<Happening> &happenings);
    [[nodiscard]] qint64 now() const;

    Theme &m_theme;
    ServerConnection m_connection;
    qint64 m_frozenAt = 0; ///< the server's clock when the data became stale; 0 while it is fresh
    CallStore m_store;
    CallListModel m_calls;
    DirectoryModel m_directory;
    EventLogModel m_events;
    StoryModel m_story;
    CallCurve m_curve;
    MainWindow m_window;
    QTimer m_tick;
    QString m_profile;
    std::optional<qint64> m_startedLastHour;
    QHash<CallId, CallRowPtr> m_seen; ///< as they were told of last
    QHash<CommandId, CommandState> m_own; ///< commands of this user, for the stories
    QSet<CallId> m_lit; ///< that need attention, as was told last
    QElapsedTimer m_sinceLost;
    bool m_wasReady = false;
};

} // namespace cordboard::console
