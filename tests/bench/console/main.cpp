// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/console/feeder.h"
#include "tests/bench/console/probe.h"

#include <QAbstractTableModel>
#include <QCommandLineParser>
#include <QFile>
#include <QHeaderView>
#include <QLineEdit>
#include <QProcess>
#include <QScrollBar>
#include <QSocketNotifier>
#include <QTableView>
#include <QTest>

#include <algorithm>
#include <cstdio>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace cordboard;
using namespace cordboard::bench;
using namespace std::chrono_literals;

namespace {

constexpr int patience = 60000;

double percentile(std::vector<double> values, double part)
{
    if (values.empty()) {
        return 0;
    }
    std::sort(values.begin(), values.end());
    return values.at(static_cast<std::size_t>(part * static_cast<double>(values.size() - 1)));
}

/// kB of resident memory.
qint64 residentMemory()
{
    QFile file(u"/proc/self/statm"_s);
    return file.open(QIODevice::ReadOnly)
        ? file.readAll().split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE) / 1024
        : 0;
}

/// ms since this process was started.
double processAge()
{
    QFile file(u"/proc/self/stat"_s);
    QFile up(u"/proc/uptime"_s);
    if (!file.open(QIODevice::ReadOnly) || !up.open(QIODevice::ReadOnly)) {
        return 0;
    }
    const QByteArray stat = file.readAll();
    const double started = stat.mid(stat.lastIndexOf(')') + 2).split(' ').value(19).toDouble()
        / static_cast<double>(sysconf(_SC_CLK_TCK));
    return (up.readAll().split(' ').value(0).toDouble() - started) * 1e3;
}

/// What a table costs that does nothing of its own.
class StillModel : public QAbstractTableModel {
public:
    explicit StillModel(int rows)
        : m_rows(rows)
    {
    }
    [[nodiscard]] int rowCount(const QModelIndex &parent) const override
    {
        return parent.isValid() ? 0 : m_rows;
    }
    [[nodiscard]] int columnCount(const QModelIndex &parent) const override
    {
        return parent.isValid() ? 0 : 7;
    }
    [[nodiscard]] QVariant data(const QModelIndex &, int role) const override
    {
        return role == Qt::DisplayRole ? QVariant(m_text) : QVariant();
    }

private:
    int m_rows;
    QString m_text = u"Maria-Magdalena"_s;
};

/// Median of painting all that is seen of a table, in ms of this thread.
double repaintTime(QTableView &table)
{
    std::vector<double> times;
    for (int i = 0; i < 60; ++i) {
        table.verticalScrollBar()->setValue(i * 37);
        timespec before{};
        timespec after{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &before);
        table.viewport()->repaint();
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &after);
        times.push_back(static_cast<double>(after.tv_sec - before.tv_sec) * 1e3
            + static_cast<double>(after.tv_nsec - before.tv_nsec) / 1e6);
    }
    return percentile(times, 0.5);
}

console::ServerConnection::Options calmOptions()
{
    console::ServerConnection::Options options;
    // The feeder has other answers than figures.
    options.freshFor = 60s;
    return options;
}

int feed(int calls, int rate)
{
    Feeder feeder(calls, rate);
    std::printf("%s\n", qUtf8Printable(feeder.url().toString()));
    std::fflush(stdout);
    QSocketNotifier input(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, &feeder, [&feeder] {
        char word = 0;
        if (read(STDIN_FILENO, &word, 1) < 1) {
            QCoreApplication::quit();
        } else if (word == '+') {
            feeder.startChanges();
        } else if (word == '-') {
            std::printf("%lld\n", static_cast<long long>(feeder.stopChanges()));
            std::fflush(stdout);
        }
    });
    return QCoreApplication::exec();
}

struct Screen {
    console::Theme theme{*qApp, console::Appearance::Light, [] { return console::Scheme::Light; }};
    console::Console console{theme, calmOptions()};

    [[nodiscard]] bool open(const QUrl &url, int calls)
    {
        console.window().resize(1920, 1080);
        console.window().arrangeDocks();
        console.window().show();
        const auto opened = console.open(url, {}, u"bench"_s);
        return opened && QTest::qWaitFor([&] { return console.calls().rowCount() >= calls; }, patience);
    }
};

/// Prints the ms from the start of the process to the first row on the screen.
int timeStart(TimedApplication &application, const QUrl &url)
{
    Screen screen;
    bool done = false;
    application.onPainted = [&] {
        if (!done && screen.console.calls().rowCount() > 0) {
            std::printf("%.0f\n", processAge());
            done = true;
        }
    };
    return screen.open(url, 1) && QTest::qWaitFor([&done] { return done; }, patience) ? 0 : 1;
}

QByteArray line(QProcess &process)
{
    (void)QTest::qWaitFor([&process] { return process.canReadLine(); }, patience);
    return process.readLine().trimmed();
}

int measure(TimedApplication &application, int calls, int rate, int seconds)
{
    const QString self = QCoreApplication::applicationFilePath();
    QProcess feeder;
    feeder.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    feeder.start(
        self, {u"--feeder"_s, u"--calls"_s, QString::number(calls), u"--rate"_s, QString::number(rate)});
    const QUrl url(QString::fromLatin1(line(feeder)));
    QProcess starting;
    starting.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    std::vector<double> starts;
    for (int i = 0; i < 3; ++i) {
        starting.start(self, {u"--start"_s, url.toString()});
        starts.push_back(line(starting).toDouble());
        (void)QTest::qWaitFor([&starting] { return starting.state() == QProcess::NotRunning; }, patience);
    }

    Screen screen;
    if (!screen.open(url, calls)) {
        std::fputs("cordboard-console-bench: the list did not come\n", stderr);
        return 1;
    }
    console::Console &console = screen.console;
    QTest::qWait(1500);
    Probe probe(console, application);
    application.turns.clear();
    feeder.write("+");
    QTest::qWait(seconds * 1000);
    const std::vector<Turn> turns = std::exchange(application.turns, {});
    feeder.write("-");
    const qint64 sent = line(feeder).toLongLong();
    // The last ones are still on their way.
    (void)QTest::qWaitFor(
        [&] { return probe.isIdle() && static_cast<qint64>(probe.latencies.size()) >= sent; }, 10000);
    const std::vector<double> latencies = std::exchange(probe.latencies, {});

    // Typing, while all goes on changing.
    feeder.write("+");
    auto *const field = console.window().findChild<QLineEdit *>();
    std::vector<double> typing;
    for (const QChar letter : u"kruger"_s) {
        const qint64 begun = steadyNow();
        bool painted = false;
        const auto before = std::exchange(application.onPainted, [&painted] { painted = true; });
        QTest::keyClick(field, letter.toLatin1());
        (void)QTest::qWaitFor([&painted] { return painted; }, patience);
        typing.push_back(static_cast<double>(steadyNow() - begun) / 1e3);
        application.onPainted = before;
        QTest::qWait(300);
    }
    const int found = console.calls().shownCalls();
    field->clear();
    feeder.write("-");
    (void)line(feeder);
    const qint64 memory = residentMemory();

    StillModel still(calls);
    QTableView bare;
    bare.setModel(&still);
    bare.resize(console.window().table().size());
    bare.verticalHeader()->setDefaultSectionSize(36);
    bare.show();
    QTest::qWait(200);
    const double bareTime = repaintTime(bare);
    const double ours = repaintTime(console.window().table());

    std::vector<double> wall;
    std::vector<double> cpu;
    std::vector<double> frames;
    int late = 0;
    for (const Turn &turn : turns) {
        wall.push_back(turn.wall);
        cpu.push_back(turn.cpu);
        if (turn.painted) {
            frames.push_back(turn.cpu);
        }
        late += turn.cpu > 16 ? 1 : 0;
    }
    std::printf("calls %d, changes/s %d, for %d s\n", calls, rate, seconds);
    std::printf("start to first row      %7.0f ms (median of 3)\n", percentile(starts, 0.5));
    std::printf("changes sent %lld, seen %zu\n", static_cast<long long>(sent), latencies.size());
    std::printf("sent to screen      p50 %7.1f ms   p99 %.1f   max %.1f\n", percentile(latencies, 0.5),
        percentile(latencies, 0.99), percentile(latencies, 1));
    std::printf("frames %zu, painting p50 %7.1f ms   p99 %.1f   max %.1f\n", frames.size(),
        percentile(frames, 0.5), percentile(frames, 0.99), percentile(frames, 1));
    std::printf("any turn of the loop p99 %6.1f ms   max %.1f (wall: p99 %.1f, max %.1f), over 16 ms: %d\n",
        percentile(cpu, 0.99), percentile(cpu, 1), percentile(wall, 0.99), percentile(wall, 1), late);
    std::printf("a letter in the filter  %7.1f ms   max %.1f (%d calls left)\n", percentile(typing, 0.5),
        percentile(typing, 1), found);
    std::printf("memory                  %7.1f MB\n", static_cast<double>(memory) / 1024);
    std::printf("repaint of the table    %7.2f ms, a bare QTableView %.2f: %.1f times\n", ours, bareTime,
        ours / bareTime);
    feeder.closeWriteChannel();
    (void)QTest::qWaitFor([&feeder] { return feeder.state() == QProcess::NotRunning; }, patience);

    // Counts and ratios: seconds are for a quiet machine and a release build.
    const bool complete = sent > 0 && static_cast<qint64>(latencies.size()) == sent;
    const bool painted = !frames.empty() && ours < 15 * bareTime;
    const bool filtered = found > 0 && found < calls;
    if (!complete || !painted || !filtered || starts.front() <= 0) {
        std::fprintf(stderr, "cordboard-console-bench:%s%s%s\n", complete ? "" : " changes are missing;",
            painted ? "" : " painting is out of proportion;", filtered ? "" : " the filter did not filter;");
        return 1;
    }
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    TimedApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Measures the console with many calls that change all the time."_s);
    parser.addOptions({{u"calls"_s, u"Calls in the list."_s, u"N"_s, u"10000"_s},
        {u"rate"_s, u"Changes in a second."_s, u"N"_s, u"500"_s},
        {u"seconds"_s, u"How long to measure."_s, u"N"_s, u"20"_s}, {u"feeder"_s, u"Be the server."_s},
        {u"start"_s, u"Time a start on this server."_s, u"URL"_s}});
    parser.addHelpOption();
    parser.process(application);
    const int calls = parser.value(u"calls"_s).toInt();
    const int rate = parser.value(u"rate"_s).toInt();
    const int seconds = parser.value(u"seconds"_s).toInt();
    if (calls < 100 || rate < 100 || rate > 2 * calls || seconds < 1) {
        std::fputs("cordboard-console-bench: --calls from 100, --rate from 100 to twice the calls, --seconds "
                   "from 1\n",
            stderr);
        return 2;
    }
    if (parser.isSet(u"feeder"_s)) {
        return feed(calls, rate);
    }
    if (parser.isSet(u"start"_s)) {
        return timeStart(application, QUrl(parser.value(u"start"_s)));
    }
    return measure(application, calls, rate, seconds);
}
