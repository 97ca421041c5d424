// SPDX-License-Identifier: Apache-2.0
#include "console/theme/systemscheme.h"
#include "console/theme/theme.h"
#include "tests/support/strict.h"

#include <QApplication>
#include <QDBusConnection>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>

using namespace cordboard;
using namespace cordboard::console;
using namespace Qt::StringLiterals;

namespace {

/// The portal is another program, so it has a connection of its own.
const QString portalsConnection = u"portal"_s;

} // namespace

/// A desktop portal that knows one setting.
class FakePortal : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")
public:
    uint scheme = 0;

public Q_SLOTS:
    QDBusVariant Read(const QString &group, const QString &key)
    {
        const bool known = group == "org.freedesktop.appearance"_L1 && key == "color-scheme"_L1;
        return QDBusVariant(QVariant::fromValue(QDBusVariant(known ? scheme : 0U)));
    }

Q_SIGNALS:
    void SettingChanged(const QString &group, const QString &key, const QDBusVariant &value);
};

/// Against a bus of its own, and a portal on it. Skipped where there is no dbus-daemon.
class TestSystemScheme : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init() { tests::failOnAnyWarning(); }
    void cleanupTestCase();
    void asksAndListens();
    void bearsNoPortal();

private:
    void startPortal(FakePortal &portal);

    QProcess m_daemon;
};

void TestSystemScheme::initTestCase()
{
    const QString daemon = QStandardPaths::findExecutable(u"dbus-daemon"_s);
    if (daemon.isEmpty()) {
        QSKIP("no dbus-daemon");
    }
    QVERIFY(!PortalScheme::canBeAsked());
    m_daemon.start(daemon, {u"--session"_s, u"--nofork"_s, u"--print-address"_s});
    QSignalSpy told(&m_daemon, &QProcess::readyReadStandardOutput);
    QVERIFY(told.wait(10000));
    qputenv("DBUS_SESSION_BUS_ADDRESS", m_daemon.readAllStandardOutput().trimmed());
    QVERIFY(PortalScheme::canBeAsked());
    QVERIFY(QDBusConnection::sessionBus().isConnected());
}

void TestSystemScheme::cleanupTestCase()
{
    QDBusConnection::disconnectFromBus(QDBusConnection::sessionBus().name());
    if (m_daemon.state() != QProcess::NotRunning) {
        QSignalSpy finished(&m_daemon, &QProcess::finished);
        m_daemon.terminate();
        QVERIFY(finished.wait(10000));
    }
}

void TestSystemScheme::startPortal(FakePortal &portal)
{
    QDBusConnection bus = QDBusConnection::connectToBus(QDBusConnection::SessionBus, portalsConnection);
    QVERIFY(bus.registerObject(u"/org/freedesktop/portal/desktop"_s, &portal,
        QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
    QVERIFY(bus.registerService(u"org.freedesktop.portal.Desktop"_s));
}

void TestSystemScheme::asksAndListens()
{
    FakePortal portal;
    portal.scheme = 1;
    startPortal(portal);
    Theme theme(*qApp, Appearance::System);
    QTRY_COMPARE(theme.scheme(), Scheme::Dark);
    const auto tell = [&portal](const QString &group, const QString &key, uint value) {
        Q_EMIT portal.SettingChanged(group, key, QDBusVariant(value));
    };
    tell(u"org.freedesktop.appearance"_s, u"accent-color"_s, 2);
    tell(u"org.gnome.desktop"_s, u"color-scheme"_s, 2);
    tell(u"org.freedesktop.appearance"_s, u"color-scheme"_s, 2);
    QTRY_COMPARE(theme.scheme(), Scheme::Light);
    tell(u"org.freedesktop.appearance"_s, u"color-scheme"_s, 1);
    QTRY_COMPARE(theme.scheme(), Scheme::Dark);
    // No preference: what the palette says.
    tell(u"org.freedesktop.appearance"_s, u"color-scheme"_s, 0);
    QTRY_COMPARE(theme.scheme(), Scheme::Light);
    QDBusConnection::disconnectFromBus(portalsConnection);
}

void TestSystemScheme::bearsNoPortal()
{
    const Theme theme(*qApp, Appearance::System);
    QCOMPARE(theme.scheme(), Scheme::Light);
    // The bus says that there is none; a portal that comes later is heard.
    FakePortal portal;
    startPortal(portal);
    Q_EMIT portal.SettingChanged(
        u"org.freedesktop.appearance"_s, u"color-scheme"_s, QDBusVariant(QVariant(1U)));
    QTRY_COMPARE(theme.scheme(), Scheme::Dark);
    QDBusConnection::disconnectFromBus(portalsConnection);
}

QTEST_MAIN(TestSystemScheme)
#include "tst_systemscheme.moc"
