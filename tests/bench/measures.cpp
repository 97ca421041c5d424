// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/measures.h"

#include "tests/bench/bench.h"
#include "tests/bench/procfs.h"
#include "tests/bench/streamclient.h"

#include <QCoreApplication>
#include <QTimer>
#include <QUdpSocket>

#include <deque>

namespace cordboard::bench {
namespace {

using namespace Qt::StringLiterals;

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
    void tell(Table &table, const QString &meanwhile)
    {
        m_timer.stop();
        table.add({u"  Echo during %1, p50"_s.arg(meanwhile), percentile(m_client.times, 0.5), u"ms"_s});
        table.add({u"  Echo during %1, p99"_s.arg(meanwhile), percentile(m_client.times, 0.99), u"ms"_s});
    }

private:
    Client &m_client;
    QTimer m_timer;
};

void check(Table &table, bool right, const char *what)
{
    if (!right) {
        table.addFault(QString::fromLatin1(what));
    }
}

/// Starts it. \returns whether there is anything to measure
bool begin(Table &table, Bench &bench, int subscribers)
{
    const bool runs = bench.start() >= 0 && bench.subscribe(subscribers);
    check(table, runs, "the server runs, and clients subscribe");
    return runs;
}

} // namespace

void measureSync(Table &table, int calls)
{
    Bench empty(0);
    check(table, empty.start() >= 0, "an empty proxy is synchronised");
    const qint64 before = residentMemory(empty.server.processId());
    Bench bench(calls);
    const double took = bench.start();
    check(table, took >= 0, "all calls are listed");
    const QString dialogs = u"%1 dialogs"_s.arg(calls);
    table.add({u"start to a full list of %1"_s.arg(dialogs), took, u"ms"_s, u"<= 5000"_s});
    table.add({u"  whole server for each call"_s,
        static_cast<double>(residentMemory(bench.server.processId()) - before) / calls, u"kB"_s});
    // One more, so that the list of before is not taken for the new one.
    (void)bench.proxy.placeCall(u"alice"_s, bench.proxy.address(u"bob"_s));
    check(table, bench.agrees(), "a call more is listed");
    check(table, bool(bench.proxy.restart()), "the proxy starts again");
    Echoes echoes(*bench.client);
    QElapsedTimer clock;
    clock.start();
    check(table, bench.agrees(), "all calls are listed after a restart of the proxy");
    table.add({u"restart of the proxy to the new list"_s, static_cast<double>(clock.elapsed()), u"ms"_s,
        u"<= 5000"_s});
    echoes.tell(table, u"that"_s);
}

void measureMemory(Table &table, int calls)
{
    Helper registry({u"--registry"_s, QString::number(calls)});
    const QJsonObject said = registry.next();
    check(table, said[u"calls"_s].toInt() == calls, "the registry has all calls");
    table.add({u"registry alone for each of %1 calls"_s.arg(calls), said[u"kB"_s].toDouble(), u"kB"_s});
    table.add(
        {u"  with each call encoded for clients"_s, said[u"encoded_kB"_s].toDouble(), u"kB"_s, u"<= 4"_s});
    table.add({u"  likewise, resident"_s, said[u"resident_kB"_s].toDouble(), u"kB"_s});
}

void measureBurst(Table &table, int datagrams)
{
    Bench bench(0);
    if (!begin(table, bench, 1)) {
        return;
    }
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
    const double took = static_cast<double>(clock.elapsed());
    check(
        table, bench.wait([&] { return bench.listed() == calls; }, 4000), "no call of the burst is missing");
    const double listed = static_cast<double>(clock.elapsed());
    check(table, bench.report()[u"gaps"_s].toInt(-1) == 0, "no gap in the burst's stream");

    Helper reader({u"--datagrams"_s});
    const auto port = static_cast<quint16>(reader.next()[u"port"_s].toInt());
    QUdpSocket sender;
    const QByteArray datagram(300, 'x'); // about what an event is
    for (int i = 0; i < datagrams; ++i) {
        sender.writeDatagram(datagram, QHostAddress(QHostAddress::LocalHost), port);
    }
    const QJsonObject said = reader.ask("how many");
    table.add({u"%1 event datagrams sent within"_s.arg(datagrams), took, u"ms"_s, u"100"_s});
    table.add({u"  of them heard"_s, static_cast<double>(datagrams), {}, u"all"_s, said[u"got"_s].toDouble(),
        u"a bare QUdpSocket, all at once"_s});
    table.add({u"  last call listed after"_s, listed, u"ms"_s});
}

void measureStream(Table &table, int subscribers, int callsPerSecond, int seconds)
{
    Bench bench(0);
    if (!begin(table, bench, subscribers)) {
        return;
    }
    const QJsonObject first = bench.report();
    Echoes echoes(*bench.client);
    const qint64 before = bench.proxy.eventsSent();
    const double busyBefore = processorTime(bench.server.processId());
    const double ownBefore = processorTime(QCoreApplication::applicationPid());
    std::deque<QString> calls;
    QHash<QString, qint64> placedAt;
    qint64 placed = 0;
    QElapsedTimer clock;
    clock.start();
    (void)bench.wait(
        [&] {
            // Ten events a call: E_CORDBOARD, three states, two holds and their ends, the end and its
            // E_CORDBOARD.
            const qint64 due = clock.elapsed() * callsPerSecond / 1000;
            for (int i = 0; i < 20 && placed < due; ++i, ++placed) {
                calls.push_back(bench.proxy.placeCall(u"alice"_s, bench.proxy.address(u"bob"_s)));
                placedAt.insert(calls.back(), steadyMicroseconds());
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
    const auto events = static_cast<double>(bench.proxy.eventsSent() - before);
    clock.restart();
    check(table, bench.agrees(), "the list is the proxy's after the stream");
    const QJsonObject said = bench.report();
    const double rest = static_cast<double>(clock.elapsed());
    const double busy = processorTime(bench.server.processId()) - busyBefore;
    const double own = processorTime(QCoreApplication::applicationPid()) - ownBefore;
    check(table, said[u"seq"_s].toInteger(-1) >= 0, "all clients are at the same change");
    check(
        table, said[u"gaps"_s].toInt(-1) == 0 && said[u"lost"_s].toInt(-1) == 0, "no client missed a change");
    std::vector<double> delays;
    const QJsonObject seen = said[u"seen"_s].toObject();
    for (auto call = seen.begin(); call != seen.end(); ++call) {
        if (const auto at = placedAt.constFind(call.key()); at != placedAt.cend()) {
            delays.push_back(static_cast<double>(call->toInteger() - *at) / 1000);
        }
    }
    check(table, static_cast<qint64>(delays.size()) == placed, "every call was seen");

    const double messages = said[u"messages"_s].toDouble() - first[u"messages"_s].toDouble();
    const double bytes = said[u"bytes"_s].toDouble() - first[u"bytes"_s].toDouble();
    Helper fanOut({u"--fan-out"_s});
    Helper readers({u"--subscribers"_s, fanOut.next()[u"url"_s].toString(), QString::number(subscribers)});
    check(table, readers.next()[u"ready"_s].toBool(), "the reference has its clients");
    const QJsonObject bare =
        fanOut.ask(QByteArray::number(static_cast<qint64>(bytes / std::max(1.0, messages))) + ' '
            + QByteArray::number(static_cast<qint64>(messages)));

    table.add({u"events to %1 subscribers"_s.arg(subscribers), events / took, u"1/s"_s, u"10,000"_s});
    table.add({u"  new calls among them"_s, static_cast<double>(placed) / took, u"1/s"_s, u"1,000"_s});
    table.add({u"  changes to each"_s,
        static_cast<double>(said[u"seq"_s].toInteger() - first[u"seq"_s].toInteger()) / took, u"1/s"_s});
    table.add({u"  to all"_s, bytes * subscribers / took / 1e6, u"MB/s"_s});
    table.add({u"  from a phone's call to a client, p50"_s, percentile(delays, 0.5), u"ms"_s});
    table.add({u"  from a phone's call to a client, p99"_s, percentile(delays, 0.99), u"ms"_s, u"<= 20"_s});
    table.add({u"  all of them at rest after"_s, rest, u"ms"_s});
    table.add({u"  gaps"_s, said[u"gaps"_s].toDouble(), {}, u"0"_s});
    table.add({u"  processor time of the server for 1,000 events"_s, busy / events * 1000, u"ms"_s, {},
        bare[u"ms"_s].toDouble() / events * 1000, u"a bare QWebSocketServer that sends the same bytes"_s});
    table.add({u"  the simulator's for 1,000 events"_s, own / events * 1000, u"ms"_s});
    echoes.tell(table, u"the stream"_s);
}

void measureScanner(Table &table, int callsPerSecond, int seconds)
{
    Bench bench(10);
    if (!begin(table, bench, 1)) {
        return;
    }
    Echoes echoes(*bench.client);
    qint64 placed = 0;
    QElapsedTimer clock;
    clock.start();
    (void)bench.wait([&] {
        for (; placed < clock.elapsed() * callsPerSecond / 1000; ++placed) {
            (void)bench.proxy.placeCall(u"alice"_s, u"sip:%1@demo.example"_s.arg(placed));
        }
        return clock.elapsed() >= seconds * 1000;
    });
    table.add(
        {u"failed INVITEs of a scanner"_s, static_cast<double>(placed) / seconds, u"1/s"_s, u"1,000"_s});
    echoes.tell(table, u"the scan"_s);
    check(table, bench.agrees() && bench.listed() == 10, "the calls of the others are there");
    check(table, bench.report()[u"gaps"_s].toInt(-1) == 0, "no gap in the stream of the others");
}

} // namespace cordboard::bench
