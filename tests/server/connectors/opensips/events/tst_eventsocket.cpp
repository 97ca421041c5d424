// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/events/eventsocket.h"
#include "tests/support/strict.h"

#include <QSignalSpy>
#include <QTest>
#include <QTimer>
#include <QUdpSocket>

using namespace cordboard;
using namespace cordboard::opensips;
using namespace Qt::StringLiterals;

namespace {

QByteArray hold(int n)
{
    return R"({"jsonrpc":"2.0","method":"E_CALL_HOLD","params":{"callid":")" + QByteArray::number(n)
        + R"(","leg":"caller","action":"hold","state":"ok"}})";
}

} // namespace

class EventSocketTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void tellsWhatCameInOrder()
    {
        constexpr int total = 1000;
        EventSocket socket;
        QVERIFY(socket.bind(QHostAddress::LocalHost, 0));
        QVERIFY(socket.portNumber() > 0);
        QCOMPARE_EQ(socket.address(), QHostAddress(QHostAddress::LocalHost));
        QVERIFY(socket.receiveBufferBytes() > 0);
        socket.setSources({QHostAddress(u"10.0.0.1"_s), QHostAddress(QHostAddress::LocalHost)});
        QList<QString> seen;
        connect(&socket, &EventSocket::arrived, this,
            [&](const ProxyEvent &event) { seen.append(std::get<HoldChanged>(event).callId.text()); });
        QUdpSocket sender;
        for (int i = 0; i < total; ++i) {
            sender.writeDatagram(hold(i), QHostAddress::LocalHost, socket.portNumber());
            if (i % 100 == 99) { // where the system grants a small buffer only
                QTRY_COMPARE(seen.size(), i + 1);
            }
        }
        QTRY_COMPARE(seen.size(), total);
        for (int i = 0; i < total; ++i) {
            QCOMPARE_EQ(seen.at(i), QString::number(i));
        }
        QCOMPARE_EQ(socket.counters(), (EventCounters{total, 0, 0}));
    }

    void aFloodLeavesOthersTheirTurn()
    {
        EventSocket socket;
        QVERIFY(socket.bind(QHostAddress::LocalHost, 0));
        socket.setSources({QHostAddress(QHostAddress::LocalHost)});
        const int total = static_cast<int>(std::min<qint64>(2000, socket.receiveBufferBytes() / 2000));
        QUdpSocket sender;
        for (int i = 0; i < total; ++i) {
            sender.writeDatagram(hold(i), QHostAddress::LocalHost, socket.portNumber());
        }
        int seen = 0;
        int mostInARow = 0;
        int inARow = 0;
        connect(&socket, &EventSocket::arrived, this, [&] {
            ++seen;
            mostInARow = std::max(mostInARow, ++inARow);
        });
        QTimer others;
        connect(&others, &QTimer::timeout, this, [&] { inARow = 0; });
        others.start(0);
        QTRY_COMPARE(seen, total);
        QVERIFY(mostInARow <= 2 * 256);
        if (total > 2 * 256) {
            QVERIFY(mostInARow < total);
        }
    }

    void strangersAreNotHeard()
    {
        EventSocket socket;
        QVERIFY(socket.bind(QHostAddress::LocalHost, 0));
        QSignalSpy arrived(&socket, &EventSocket::arrived);
        QUdpSocket sender;
        sender.writeDatagram(hold(1), QHostAddress::LocalHost, socket.portNumber());
        QTRY_COMPARE(socket.counters().foreign, 1U);
        socket.setSources({QHostAddress(u"127.0.0.2"_s)});
        sender.writeDatagram(hold(2), QHostAddress::LocalHost, socket.portNumber());
        sender.writeDatagram("garbage", QHostAddress::LocalHost, socket.portNumber());
        QTRY_COMPARE(socket.counters().foreign, 3U);
        QUdpSocket second;
        QVERIFY(second.bind(QHostAddress(u"127.0.0.2"_s)));
        second.writeDatagram(hold(3), QHostAddress::LocalHost, socket.portNumber());
        QTRY_COMPARE(arrived.count(), 1);
        QCOMPARE_EQ(socket.counters(), (EventCounters{1, 0, 3}));
    }

    void anAddressOfIPv4OnASocketOfBothKinds()
    {
        EventSocket socket;
        QVERIFY(socket.bind(QHostAddress::Any, 0));
        socket.setSources({QHostAddress(u"127.0.0.1"_s)});
        QUdpSocket sender;
        sender.writeDatagram(hold(1), QHostAddress::LocalHost, socket.portNumber());
        QTRY_COMPARE(socket.counters().accepted, 1U);
    }

    void garbageIsCountedAndSkipped()
    {
        EventSocket socket;
        QVERIFY(socket.bind(QHostAddress::LocalHost, 0));
        socket.setSources({QHostAddress(QHostAddress::LocalHost)});
        QSignalSpy arrived(&socket, &EventSocket::arrived);
        QUdpSocket sender;
        const QByteArray whole = hold(7);
        for (qsizetype i = 0; i < whole.size(); ++i) {
            sender.writeDatagram(whole.first(i), QHostAddress::LocalHost, socket.portNumber());
        }
        sender.writeDatagram(QByteArray(65'000, '{'), QHostAddress::LocalHost, socket.portNumber());
        sender.writeDatagram(whole, QHostAddress::LocalHost, socket.portNumber());
        QTRY_COMPARE(arrived.count(), 1);
        QCOMPARE_EQ(socket.counters(), (EventCounters{1, static_cast<quint64>(whole.size()) + 1, 0}));
    }

    void aPortThatIsTaken()
    {
        EventSocket first;
        QVERIFY(first.bind(QHostAddress::LocalHost, 0));
        EventSocket second;
        const auto bound = second.bind(QHostAddress::LocalHost, first.portNumber());
        QVERIFY(!bound);
        QCOMPARE_EQ(bound.error().code, Errc::Internal);
        QVERIFY(bound.error().message.contains(QString::number(first.portNumber())));
    }

    void mayBeDestroyedByAReceiver()
    {
        auto *socket = new EventSocket;
        QVERIFY(socket->bind(QHostAddress::LocalHost, 0));
        socket->setSources({QHostAddress(QHostAddress::LocalHost)});
        bool done = false;
        connect(socket, &EventSocket::arrived, this, [&] {
            delete socket;
            done = true;
        });
        QUdpSocket sender;
        sender.writeDatagram(hold(1), QHostAddress::LocalHost, socket->portNumber());
        sender.writeDatagram(hold(2), QHostAddress::LocalHost, socket->portNumber());
        QTRY_VERIFY(done);
    }

#ifdef Q_OS_LINUX
    void kernelDropsAreTold()
    {
        EventSocket socket;
        QVERIFY(!socket.kernelDrops());
        QVERIFY(socket.bind(QHostAddress::LocalHost, 0));
        QCOMPARE_EQ(socket.kernelDrops(), std::optional<quint64>(0));
    }
#endif
};

QTEST_GUILESS_MAIN(EventSocketTest)
#include "tst_eventsocket.moc"
