// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/bench.h"

#include <QAbstractEventDispatcher>
#include <QCoreApplication>
#include <QTimer>

namespace cordboard::bench {
namespace {

using namespace Qt::StringLiterals;

simulator::SimulatorOptions options(int calls)
{
    simulator::SimulatorOptions options;
    options.ringTime = std::chrono::milliseconds(0);
    options.backgroundCalls = calls;
    options.changesPerSecond = 0;
    options.script = true;
    return options;
}

} // namespace

Bench::Bench(int calls)
    : proxy(options(calls))
{
}

double Bench::start()
{
    if (!proxy.start()) {
        return -1;
    }
    QElapsedTimer clock;
    clock.start();
    server.start(u"mi: {url: \"%1\", datagram: \"%2\"}\nsip: {uri: \"sip:demo.example\"}\nlimits: "
                 "{connections: 1000}\n"_s.arg(proxy.httpUrl().toString(), proxy.datagramAddress())
                     .toUtf8());
    if (!wait([this] { return !server.url().isEmpty(); })) {
        return -1;
    }
    client = std::make_unique<Client>(server.url());
    if (!wait([this] { return client->isOpen(); }) || !agrees()) {
        return -1;
    }
    return static_cast<double>(clock.nsecsElapsed()) / 1e6;
}

bool Bench::wait(const std::function<bool()> &condition, int milliseconds)
{
    QElapsedTimer waited;
    waited.start();
    QTimer wake; // the condition may depend on the time alone
    wake.start(10);
    while (!condition()) {
        if (waited.elapsed() > milliseconds) {
            return false;
        }
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    return true;
}

bool Bench::subscribe(int count)
{
    subscribers = std::make_unique<Helper>(
        QStringList{u"--subscribers"_s, server.url().toString(), QString::number(count)});
    return subscribers->next()[u"ready"_s].toBool();
}

QJsonObject Bench::report()
{
    QElapsedTimer waited;
    waited.start();
    QJsonObject last;
    do {
        last = subscribers->ask("report");
    } while (last[u"seq"_s].toInteger(-1) < 0 && waited.elapsed() < 20000);
    return last;
}

int Bench::listed()
{
    const int id = client->send(u"CallList"_s, {{u"limit"_s, 1}});
    (void)wait([&] { return client->isAnswered(id); });
    return client->result(id)[u"total"].toInt(-1);
}

bool Bench::agrees()
{
    return wait([this] { return listed() == proxy.callCount(); });
}

} // namespace cordboard::bench
