// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/events/kerneldrops.h"
#include "tests/support/strict.h"

#include <QTest>
#include <QUdpSocket>

using namespace cordboard;
using namespace cordboard::opensips;

namespace {

const QByteArray table(
    "   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout "
    "inode ref pointer drops             \n"
    " 1234: 0100007F:270F 00000000:0000 07 00000000:00000000 00:00000000 00000000  1000        0 "
    "4711 2 0000000000000000 42        \n"
    "99999: 0100007F:2710 00000000:0000 07 00000000:00001500 00:00000000 00000000     0        0 "
    "42 2 ffff8d2c4a1b3c00 18446744073709551615         \n");

} // namespace

class KernelDropsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void reads()
    {
        QCOMPARE_EQ(dropsOfSocket(table, 4711), std::optional<quint64>(42));
        QCOMPARE_EQ(dropsOfSocket(table, 42), std::optional<quint64>(18446744073709551615U));
        QVERIFY(!dropsOfSocket(table, 1));
        QVERIFY(!dropsOfSocket(table, 471));
        QVERIFY(!dropsOfSocket({}, 4711));
        QVERIFY(!dropsOfSocket(QByteArray(table).replace(" 42        \n", " x\n"), 4711));
        QVERIFY(!dropsOfSocket(QByteArray(table).replace(" 42        \n", "\n"), 4711));
    }

    void cutAtEveryByte()
    {
        for (qsizetype i = 0; i < table.size(); ++i) {
            const auto drops = dropsOfSocket(table.first(i), 4711);
            QVERIFY(!drops || *drops == 4 || *drops == 42);
        }
    }

    void ofAnOpenSocket()
    {
        QVERIFY(!readKernelDrops(-1));
#ifdef Q_OS_LINUX
        QUdpSocket socket;
        QVERIFY(socket.bind(QHostAddress::LocalHost));
        QCOMPARE_EQ(readKernelDrops(socket.socketDescriptor()), std::optional<quint64>(0));
        // Nobody reads here, so the buffer overflows.
        socket.setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, 4096);
        QUdpSocket sender;
        for (int i = 0; i < 1000; ++i) {
            sender.writeDatagram(QByteArray(1000, 'x'), QHostAddress::LocalHost, socket.localPort());
        }
        QVERIFY(readKernelDrops(socket.socketDescriptor()).value_or(0) > 900);
#endif
    }
};

QTEST_GUILESS_MAIN(KernelDropsTest)
#include "tst_kerneldrops.moc"
