// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/bench.h"

#include <QCoreApplication>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <deque>

using namespace cordboard::bench;
using namespace Qt::StringLiterals;

namespace {

int failures = 0;

void row(const char *what, double value, const char *unit, const char *goal)
{
    std::printf("%-52s %12.2f %-10s %s\n", what, value, unit, goal);
    std::fflush(stdout);
}

/// What must hold at every scale.
void check(bool right, const char *what)
{
    if (!right) {
        std::printf("WRONG: %s\n", what);
        ++failures;
    }
}

/// Echo requests of the client without a subscription, every 10 ms as long as it lives.
class Echoes {
public:
    explicit Echoes(Client &client)
        : m_client(client)
    {
        client.times.clear();
        QObject::connect(&m_timer, &QTimer::timeout, &client, [this] { m_client.send(u"Echo"_s); });
        m_timer.start(10);
    }
    void tell()
    {
        row("  Echo meanwhile, p50", percentile(m_client.times, 0.5), "ms", "");
        row("  Echo meanwhile, p99", percentile(m_client.times, 0.99), "ms", "");
    }

private:
    Client &m_client;
    QTimer m_timer;
};

void sync(int calls)
{
    Bench empty(0);
    check(empty.start() >= 0, "an empty proxy is synchronised");
    const qint64 before = empty.memory();
    Bench bench(calls);
    const double took = bench.start();
    check(took >= 0, "all calls are listed");
    row("start to a full list of the dialogs", took, "ms", "<= 5000 at 10,000");
    row("  dialogs", bench.listed(), "", "");
    row("memory of the whole server for each call",
        static_cast<double>(bench.memory() - before) / static_cast<double>(calls), "kB", "registry <= 4");
    // One more, so that the list of before is not taken for the new one.
    (void)bench.proxy.placeCall(u"alice"_s, bench.proxy.address(u"bob"_s));
    check(bench.agrees(), "a call more is listed");
    check(bool(bench.proxy.restart()), "the proxy starts again");
    Echoes echoes(*bench.clients.front());
    QElapsedTimer clock;
    clock.start();
    check(bench.agrees(), "all calls are listed after a restart of the proxy");
    row("restart of the proxy to the new list", static_cast<double>(clock.elapsed()), "ms", "");
    echoes.tell();
}

/// Datagrams as fast as the simulator makes them.
void burst(int datagrams)
{
    Bench bench(0);
    check(bench.start() >= 0, "the server runs");
    check(bench.subscribe(1), "a client subscribes");
    const qint64 before = bench.proxy.eventsSent();
    QElapsedTimer clock;
    clock.start();
    // A call is four of them: E_CORDBOARD and three states.
    int calls = 0;
    (void)bench.wait([&] {
        for (int i = 0; i < 50 && bench.proxy.eventsSent() - before < datagrams; ++i, ++calls) {
            (void)bench.proxy.placeCall(u"alice"_s, bench.proxy.address(u"bob"_s));
        }
        return bench.proxy.eventsSent() - before >= datagrams;
    });
    row("burst of event datagrams sent within", static_cast<double>(clock.elapsed()), "ms", "100 at 5,000");
    row("  datagrams", static_cast<double>(bench.proxy.eventsSent() - before), "", "");
    check(bench.wait([&] { return bench.listed() == calls; }, 4000), "no call of the burst is missing");
    row("  last call listed after", static_cast<double>(clock.elapsed()), "ms", "");
    check(bench.clients.back()->gaps == 0, "no gap in the burst's stream");
}

void stream(int subscribers, int callsInTick, int seconds)
{
    Bench bench(0);
    check(bench.start() >= 0, "the server runs");
    check(bench.subscribe(subscribers), "the clients subscribe");
    Echoes echoes(*bench.clients.front());
    const qint64 before = bench.proxy.eventsSent();
    std::deque<QString> calls;
    qint64 placed = 0;
    QElapsedTimer clock;
    clock.start();
    (void)bench.wait(
        [&] {
            // Ten events a call: E_CORDBOARD, three states, two holds and their ends, the end and its
            // E_CORDBOARD.
            const qint64 due = clock.elapsed() * callsInTick / 10;
            for (int i = 0; i < 20 && placed < due; ++i, ++placed) {
                calls.push_back(bench.proxy.placeCall(u"alice"_s, bench.proxy.address(u"bob"_s)));
                if (calls.size() > 200) {
                    const QString call = calls.front();
                    calls.pop_front();
                    for (const QString &phone : {u"alice"_s, u"bob"_s}) {
                        (void)bench.proxy.holdByPhone(phone, call, true);
                        (void)bench.proxy.holdByPhone(phone, call, false);
                    }
                    (void)bench.proxy.hangUp(u"alice"_s, call);
                }
            }
            return clock.elapsed() >= seconds * 1000;
        },
        seconds * 1000 + 10000);
    const double took = static_cast<double>(clock.elapsed()) / 1000;
    const auto sent = static_cast<double>(bench.proxy.eventsSent() - before);
    row("events to all subscribers, events", sent / took, "1/s", "10,000");
    row("  new calls", static_cast<double>(placed) / took, "1/s", "1,000");
    row("  subscribers", subscribers, "", "100");
    clock.restart();
    check(bench.agrees(), "the list is the proxy's after the stream");
    const auto equal = [&] {
        return std::all_of(bench.clients.begin() + 1, bench.clients.end(),
            [&](const auto &c) { return c->seq == bench.clients[1]->seq; });
    };
    check(bench.wait(equal, 20000), "all clients are at the same change");
    row("  all of them at rest after", static_cast<double>(clock.elapsed()), "ms", "");
    row("  changes told to each", static_cast<double>(bench.clients[1]->changes), "", "");
    int gaps = 0;
    for (const auto &client : bench.clients) {
        gaps += client->gaps;
    }
    row("  gaps", gaps, "", "0");
    check(gaps == 0, "no client missed a change");
    echoes.tell();
}

void scanner(int perSecond, int seconds)
{
    Bench bench(10);
    check(bench.start() >= 0, "the server runs");
    check(bench.subscribe(1), "a client subscribes");
    Echoes echoes(*bench.clients.front());
    qint64 placed = 0;
    QElapsedTimer clock;
    clock.start();
    (void)bench.wait([&] {
        for (; placed < clock.elapsed() * perSecond / 1000; ++placed) {
            (void)bench.proxy.placeCall(u"alice"_s, u"sip:%1@demo.example"_s.arg(placed));
        }
        return clock.elapsed() >= seconds * 1000;
    });
    row("failed INVITEs of a scanner", static_cast<double>(placed) / seconds, "1/s", "1,000");
    echoes.tell();
    check(bench.agrees() && bench.listed() == 10, "the calls of the others are there");
    check(bench.clients.back()->gaps == 0, "no gap in the stream of the others");
}

} // namespace

/// `cordboard-bench [--scale N]`: N = 1 measures, more is a smoke test. Leaves with 1 if something was lost.
int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList words = application.arguments();
    const qsizetype option = words.indexOf(u"--scale"_s);
    const int scale = std::max(1, option < 0 ? 1 : words.value(option + 1).toInt());
    const int seconds = scale == 1 ? 10 : 1;
    sync(10000 / scale);
    burst(5000 / scale);
    stream(std::max(2, 100 / scale), std::max(1, 10 / scale), seconds);
    scanner(1000 / scale, seconds);
    return failures == 0 ? 0 : 1;
}
