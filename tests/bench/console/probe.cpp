// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/console/probe.h"

#include <ctime>
#include <utility>

namespace cordboard::bench {
namespace {

double threadTime()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

qint64 sentAt(const console::CallRow &row)
{
    const auto &tags = row.live.call.tags.value;
    return tags ? tags->value(QStringLiteral("sent")).toInteger() : 0;
}

} // namespace

qint64 steadyNow()
{
    return std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

bool TimedApplication::notify(QObject *receiver, QEvent *event)
{
    if (m_depth > 0) {
        return QApplication::notify(receiver, event);
    }
    const bool paints = event->type() == QEvent::UpdateRequest || event->type() == QEvent::Expose;
    const qint64 begun = steadyNow();
    const double cpu = threadTime();
    ++m_depth;
    const bool handled = QApplication::notify(receiver, event);
    --m_depth;
    turns.push_back({static_cast<double>(steadyNow() - begun) / 1e3, threadTime() - cpu, paints});
    if (paints && onPainted) {
        onPainted();
    }
    return handled;
}

Probe::Probe(console::Console &console, TimedApplication &application)
    : m_console(console)
{
    connect(&console.store(), &console::CallStore::changed, this, &Probe::look);
    connect(&console.calls(), &console::CallListModel::counted, this, &Probe::arrived);
    application.onPainted = [this] { painted(); };
}

void Probe::look(const QList<console::CallRowPtr> &rows)
{
    for (const console::CallRowPtr &row : rows) {
        // A row is told of again when its call leaves the list.
        if (sentAt(*row) == 0 || std::exchange(m_last[row->id()], sentAt(*row)) == sentAt(*row)) {
            continue;
        }
        const int place = m_console.calls().rowOf(row->id());
        if (place >= 0) {
            inRow(*row, place);
        } else {
            m_waiting.insert(row->id(), row);
        }
    }
}

void Probe::arrived()
{
    for (auto row = m_waiting.begin(); row != m_waiting.end();) {
        const int place = m_console.calls().rowOf(row.key());
        if (place >= 0) {
            inRow(**row, place);
            row = m_waiting.erase(row);
        } else {
            ++row;
        }
    }
}

void Probe::inRow(const console::CallRow &row, int place)
{
    const console::LiveTable &table = m_console.window().table();
    const QRect cell = table.visualRect(m_console.calls().index(place, 0));
    if (table.viewport()->rect().intersects(cell)) {
        m_unpainted.push_back(sentAt(row));
    } else {
        latencies.push_back(static_cast<double>(steadyNow() - sentAt(row)) / 1e3);
    }
}

void Probe::painted()
{
    for (const qint64 sent : m_unpainted) {
        latencies.push_back(static_cast<double>(steadyNow() - sent) / 1e3);
    }
    m_unpainted.clear();
}

} // namespace cordboard::bench
