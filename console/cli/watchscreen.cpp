// SPDX-License-Identifier: Apache-2.0
#include "console/cli/watchscreen.h"

#include "console/cli/screen.h"

#include <algorithm>
#include <unistd.h>

namespace cordboard::cli {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

constexpr auto frameInterval = 100ms;

enum class Key { Up, Down, PageUp, PageDown, Home, End, Reverse, Redraw, Quit };

/// What was typed, as xterm and its kin send it; vi's and less' letters, too.
QList<Key> readKeys(const QByteArray &bytes)
{
    static const std::pair<QByteArray, Key> sequences[]{{"\x1b[A", Key::Up}, {"\x1bOA", Key::Up},
        {"\x1b[B", Key::Down}, {"\x1bOB", Key::Down}, {"\x1b[5~", Key::PageUp}, {"\x1b[6~", Key::PageDown},
        {"\x1b[H", Key::Home}, {"\x1bOH", Key::Home}, {"\x1b[1~", Key::Home}, {"\x1b[F", Key::End},
        {"\x1bOF", Key::End}, {"\x1b[4~", Key::End}, {"k", Key::Up}, {"j", Key::Down}, {"b", Key::PageUp},
        {" ", Key::PageDown}, {"g", Key::Home}, {"G", Key::End}, {"r", Key::Reverse}, {"\f", Key::Redraw},
        {"q", Key::Quit}, {"Q", Key::Quit}};
    QList<Key> keys;
    for (qsizetype at = 0; at < bytes.size();) {
        const auto *found = std::find_if(std::begin(sequences), std::end(sequences),
            [&](const auto &sequence) { return bytes.mid(at).startsWith(sequence.first); });
        if (found == std::end(sequences)) {
            ++at;
            continue;
        }
        keys.append(found->second);
        at += found->first.size();
    }
    return keys;
}

} // namespace

WatchScreen::WatchScreen(ClientLink &link, CallReplica &replica, NodeReplica &nodes, QObject *parent)
    : QObject(parent)
    , m_link(link)
    , m_replica(replica)
    , m_nodes(nodes)
    , m_terminal(std::make_unique<Terminal>())
    , m_typed(STDIN_FILENO, QSocketNotifier::Read)
    , m_colour(wantsColour())
{
    m_frame.setSingleShot(true);
    m_second.start(1s);
    connect(&m_frame, &QTimer::timeout, this, &WatchScreen::draw);
    connect(&m_second, &QTimer::timeout, this, &WatchScreen::drawSoon);
    connect(&m_replica, &CallReplica::reset, this, &WatchScreen::drawSoon);
    connect(&m_replica, &CallReplica::changed, this, &WatchScreen::drawSoon);
    connect(&m_replica, &CallReplica::stateChanged, this, [this](CallReplica::State state) {
        if (state == CallReplica::State::Live) {
            m_trouble.clear();
        }
        drawSoon();
    });
    connect(&m_replica, &CallReplica::faulted, this, [this](const Error &error) {
        m_trouble = error.message;
        drawSoon();
    });
    connect(&m_nodes, &NodeReplica::changed, this, &WatchScreen::drawSoon);
    connect(&m_link, &ClientLink::failed, this, [this](const QString &why) { m_trouble = why; });
    connect(&m_link, &ClientLink::stateChanged, this, &WatchScreen::drawSoon);
    connect(&m_signals, &TerminalSignals::stopRequested, this, &WatchScreen::quit);
    connect(&m_signals, &TerminalSignals::suspendRequested, this, &WatchScreen::suspend);
    connect(&m_signals, &TerminalSignals::resized, this, [this] {
        m_drawn.clear();
        drawSoon();
    });
    connect(&m_typed, &QSocketNotifier::activated, this, &WatchScreen::onKeys);
    draw();
}

void WatchScreen::drawSoon()
{
    if (!m_frame.isActive()) {
        m_frame.start(frameInterval);
    }
}

void WatchScreen::draw()
{
    if (!m_terminal) {
        return;
    }
    const QSize size = screenSize();
    m_firstRow = std::clamp(m_firstRow, 0, lastFirstRow(m_replica.calls().size(), size));
    const auto offset = m_replica.serverTimeOffset();
    const QStringList lines =
        renderScreen({.server = m_link.url().toDisplayString(),
                         .state = m_replica.state(),
                         .age = m_replica.age(),
                         .trouble = m_trouble,
                         .retryIn = m_link.retryIn(),
                         .calls = m_replica.calls(),
                         .nodes = m_nodes.nodes(),
                         .now = QDateTime::currentDateTimeUtc().addMSecs(offset.count()),
                         .firstRow = m_firstRow,
                         .newestFirst = m_newestFirst,
                         .colour = m_colour},
            size);
    m_terminal->write(redraw(m_drawn, lines));
    m_drawn = lines;
}

void WatchScreen::onKeys()
{
    const QByteArray typed = m_terminal ? m_terminal->keys() : QByteArray();
    if (typed.isEmpty()) {
        // At its end, a descriptor is readable for ever.
        m_typed.setEnabled(false);
        return;
    }
    const int page = std::max(1, rowsFor(screenSize()) - 1);
    for (const Key key : readKeys(typed)) {
        switch (key) {
        case Key::Up:
            scrollTo(m_firstRow - 1);
            break;
        case Key::Down:
            scrollTo(m_firstRow + 1);
            break;
        case Key::PageUp:
            scrollTo(m_firstRow - page);
            break;
        case Key::PageDown:
            scrollTo(m_firstRow + page);
            break;
        case Key::Home:
            scrollTo(0);
            break;
        case Key::End:
            scrollTo(static_cast<int>(m_replica.calls().size()));
            break;
        case Key::Reverse:
            m_newestFirst = !m_newestFirst;
            scrollTo(0);
            break;
        case Key::Redraw:
            m_drawn.clear();
            drawSoon();
            break;
        case Key::Quit:
            Q_EMIT quit();
            return;
        }
    }
}

void WatchScreen::scrollTo(int row)
{
    m_firstRow = std::clamp(row, 0, lastFirstRow(m_replica.calls().size(), screenSize()));
    drawSoon();
}

void WatchScreen::suspend()
{
    m_terminal.reset();
    TerminalSignals::suspend();
    m_terminal = std::make_unique<Terminal>();
    m_drawn.clear();
    draw();
}

} // namespace cordboard::cli
