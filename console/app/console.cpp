// SPDX-License-Identifier: Apache-2.0
#include "console/app/console.h"

#include "console/text/connection.h"
#include "console/text/visible.h"

#include <QDateTime>

namespace cordboard::console {
namespace {

using namespace std::chrono_literals;

/// So that a program that runs for weeks does not remember all of them.
constexpr qsizetype mostOwn = 500;

QDateTime timeOf(const json::Nullable<QString> &text)
{
    return QDateTime::fromString(text.value.value_or(QString()), Qt::ISODateWithMs).toLocalTime();
}

} // namespace

Console::Console(Theme &theme, const ServerConnection::Options &options, QObject *parent)
    : QObject(parent)
    , m_theme(theme)
    , m_connection(options)
    , m_store([this] { return now(); })
    , m_calls(m_store, [this] { return now(); })
    , m_directory(m_store, [this] { return now(); })
    , m_window({m_store, m_calls, m_directory, m_events, m_story}, theme, [this] { return now(); })
{
    wireConnection();
    wireWindow();
    m_tick.setInterval(1s);
    m_tick.setTimerType(Qt::PreciseTimer);
    connect(&m_tick, &QTimer::timeout, this, &Console::tick);
    m_tick.start();
    tick();
}

Console::~Console() = default;

qint64 Console::now() const
{
    return m_frozenAt != 0
        ? m_frozenAt
        : QDateTime::currentMSecsSinceEpoch() + static_cast<qint64>(m_connection.serverTimeOffset().count());
}

Result<Done> Console::open(const QUrl &url, const QByteArray &token, const QString &profile)
{
    m_profile = profile;
    return m_connection.open(url, token);
}

void Console::setUser(const QString &address, const QString &domain)
{
    m_store.setMe(address);
    m_directory.setDomain(domain);
}

void Console::wireConnection()
{
    connect(&m_connection, &ServerConnection::callsReset, this, [this] {
        m_store.reset(m_connection.calls());
        m_seen = m_store.rows();
        if (m_sinceLost.isValid()) {
            log({{QDateTime::currentDateTime(), {}, Happening::Kind::Connection,
                text::connectionBackAnew(std::chrono::milliseconds(m_sinceLost.elapsed())), {}}});
            m_sinceLost.invalidate();
        }
    });
    connect(&m_connection, &ServerConnection::callsChanged, &m_store, &CallStore::apply);
    connect(&m_connection, &ServerConnection::registrationsReset, &m_directory, &DirectoryModel::reset);
    connect(&m_connection, &ServerConnection::registrationsChanged, &m_directory, &DirectoryModel::apply);
    connect(&m_connection, &ServerConnection::nodesChanged, this,
        [this](const std::vector<protocol::Node> &nodes) {
            QHash<NodeName, QSet<QString>> lacks;
            QSet<NodeName> silent;
            for (const protocol::Node &node : nodes) {
                for (const protocol::Lack &lack : node.lacks) {
                    lacks[node.name].insert(lack.capability);
                }
                if (!node.reachable) {
                    silent.insert(node.name);
                }
            }
            m_window.callActions().setLacks(lacks);
            m_calls.setSilentNodes(silent);
            m_window.showNodes(this->nodes());
        });
    connect(&m_connection, &ServerConnection::statsArrived, this, [this](const protocol::Stats &stats) {
        qint64 started = 0;
        for (const protocol::MinuteStats &minute : stats.minutes) {
            started += minute.started;
        }
        m_startedLastHour = started;
    });
    connect(&m_connection, &ServerConnection::sessionArrived, this,
        [this](const protocol::SessionDescription &session) {
            m_window.callActions().setMethods({session.methods.begin(), session.methods.end()});
            m_window.showSession(session.user.value.value_or(QString()), session.role);
        });
    connect(&m_connection, &ServerConnection::feedChanged, this, &Console::onFeed);
    connect(&m_connection, &ServerConnection::commandChanged, this, &Console::onCommand);
    connect(&m_connection, &ServerConnection::timelineArrived, this, &Console::onTimeline);
    connect(&m_store, &CallStore::changed, this, &Console::onCallsChanged);
}

void Console::wireWindow()
{
    connect(&m_window, &MainWindow::commandWanted, &m_connection, &ServerConnection::run);
    connect(&m_window, &MainWindow::cancelWanted, &m_connection, &ServerConnection::cancel);
    connect(&m_window, &MainWindow::dismissWanted, &m_store, &CallStore::dismissFailure);
    connect(&m_window, &MainWindow::storyWanted, &m_connection, &ServerConnection::fetchTimeline);
    connect(&m_window, &MainWindow::rowsMoved, this, &Console::showNumbers);
    connect(&m_window, &MainWindow::retryConnectionWanted, &m_connection, &ServerConnection::retryNow);
}

void Console::onCallsChanged(const QList<CallRowPtr> &set, const QList<CallId> &removed)
{
    const QDateTime time = QDateTime::currentDateTime();
    QList<Happening> happenings;
    for (const CallRowPtr &row : set) {
        const CallRowPtr before = m_seen.value(row->id());
        if (const auto happening = happeningOf(before.get(), *row, time)) {
            happenings.append(*happening);
        }
        m_seen.insert(row->id(), row);
    }
    for (const CallId &call : removed) {
        m_seen.remove(call);
    }
    log(happenings);
}

void Console::onCommand(const CommandState &command)
{
    if (m_own.size() > mostOwn) {
        m_own.removeIf([](const auto &own) { return own.value().phase != CommandState::Phase::Running; });
    }
    m_own.insert(command.id, command);
    m_store.noteCommand(command);
    m_store.flush();
    const CallRowPtr row = m_store.row(command.request.call);
    if (const auto happening = happeningOf(command, row.get(), QDateTime::currentDateTime())) {
        log({*happening});
    }
    m_window.showCommand(command);
}

void Console::onFeed(const Feed &feed)
{
    if (feed.isFresh) {
        m_frozenAt = 0;
        if (m_sinceLost.isValid()) {
            log({{QDateTime::currentDateTime(), {}, Happening::Kind::Connection,
                text::connectionBack(std::chrono::milliseconds(m_sinceLost.elapsed()), 0), {}}});
            m_sinceLost.invalidate();
        }
    } else if (feed.hasList && m_frozenAt == 0) {
        m_frozenAt = now() - feed.age.value_or(0ms).count();
        m_sinceLost.start();
        // What has been lit since then was lit by a clock that is not believed any more.
        m_calls.tick();
    }
    m_window.showFeed(feed, m_profile);
    m_window.showFigures(figures());
    if (feed.isFresh && !std::exchange(m_wasReady, true)) {
        Q_EMIT ready();
    }
}

void Console::onTimeline(const CallId &call, const std::vector<protocol::TimelineEntry> &timeline)
{
    const QList<CallRowPtr> &selection = m_window.callActions().selection();
    if (selection.size() == 1 && selection.first()->id() == call) {
        m_story.setStory(storyOf(timeline, *selection.first(), m_own));
    }
}

void Console::log(const QList<Happening> &happenings)
{
    m_events.add(happenings);
    for (const Happening &happening : happenings) {
        Q_EMIT happened(happening);
    }
}

StripFigures Console::figures() const
{
    const Feed feed = m_connection.feed();
    return {.calls = figuresOf(m_store.rows(), m_calls.order().rules, now()),
        .startedLastHour = m_startedLastHour,
        .most = m_curve.most(),
        .curve = m_curve.values(),
        .stale = !feed.isFresh};
}

QList<NodeFigure> Console::nodes() const
{
    const Feed feed = m_connection.feed();
    QList<NodeFigure> figures;
    for (const protocol::Node &node : m_connection.nodes()) {
        NodeFigure figure;
        figure.name = text::visibleText(node.name.text());
        figure.calls = m_store.nodeCalls(node.name);
        figure.isHeard = feed.isFresh && node.reachable;
        figure.heardAt = feed.isFresh && !node.reachable ? timeOf(node.provenAt) : feed.heardAt;
        figure.detail = text::visibleText(node.detail.value.value_or(QString()));
        figures.append(figure);
    }
    return figures;
}

void Console::watchAttention()
{
    QSet<CallId> lit;
    QList<CallRowPtr> fresh;
    for (const CallRowPtr &row : m_store.rows()) {
        if (needsAttention(*row, m_calls.order().rules, now())) {
            lit.insert(row->id());
            if (!m_lit.contains(row->id())) {
                fresh.append(row);
            }
        }
    }
    m_lit = lit;
    if (!fresh.isEmpty()) {
        Q_EMIT needAttention(fresh);
    }
}

void Console::showNumbers()
{
    m_window.showNodes(nodes());
    m_window.showFigures(figures());
}

void Console::tick()
{
    const Feed feed = m_connection.feed();
    if (feed.isFresh) {
        m_curve.add(now(), m_store.liveCount());
        watchAttention();
    }
    // The rows first: the numbers are theirs.
    m_window.tick();
    m_window.showFeed(feed, m_profile);
    // Where rows are about to come or go, the numbers follow them.
    if (!m_calls.isAboutToArrange()) {
        showNumbers();
    }
    Q_EMIT ticked();
}

} // namespace cordboard::console
