// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/bench.h"

#include <QAbstractEventDispatcher>
#include <QCoreApplication>
#include <QFile>
#include <QTimer>

#include <algorithm>

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
    clients.push_back(std::make_unique<Client>(server.url()));
    if (!wait([this] { return clients.front()->isOpen(); }) || !agrees()) {
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
    for (int i = 0; i < count; ++i) {
        clients.push_back(std::make_unique<Client>(server.url()));
    }
    if (!wait([this] {
            return std::all_of(clients.begin(), clients.end(), [](const auto &c) { return c->isOpen(); });
        })) {
        return false;
    }
    for (std::size_t i = 1; i < clients.size(); ++i) {
        clients[i]->send(u"CallSubscribe"_s);
    }
    return wait([this] {
        return std::all_of(clients.begin() + 1, clients.end(), [](const auto &c) { return c->seq >= 0; });
    });
}

int Bench::listed()
{
    Client &client = *clients.front();
    const int id = client.send(u"CallList"_s, {{u"limit"_s, 1}});
    (void)wait([&] { return client.isAnswered(id); });
    return client.result(id)[u"total"].toInt(-1);
}

bool Bench::agrees()
{
    return wait([this] { return listed() == proxy.callCount(); });
}

qint64 Bench::memory() const
{
    QFile file(u"/proc/%1/status"_s.arg(server.processId()));
    if (!file.open(QIODevice::ReadOnly)) {
        return 0;
    }
    const QByteArray text = file.readAll();
    const qsizetype at = text.indexOf("VmRSS:");
    return at < 0 ? 0 : text.mid(at + 6, 20).simplified().split(' ').first().toLongLong();
}

double percentile(std::vector<double> values, double p)
{
    if (values.empty()) {
        return 0;
    }
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(p * static_cast<double>(values.size() - 1))];
}

} // namespace cordboard::bench
