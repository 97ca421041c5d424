// SPDX-License-Identifier: Apache-2.0
#include "server/app/tokens/tokenfile.h"
#include "tests/support/serverprocess.h"
#include "tests/support/strict.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace cordboard;
using namespace Qt::StringLiterals;

namespace {

/// A site of its own origin: gives one page to a browser, and is told by it what came of it.
class Site : public QObject {
    Q_OBJECT
public:
    Site()
    {
        if (!m_server.listen(QHostAddress::LocalHost)) {
            qFatal("cannot listen");
        }
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *const socket = m_server.nextPendingConnection()) {
                connect(socket, &QTcpSocket::readyRead, this, [this, socket] { answer(socket); });
                connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            }
        });
    }
    [[nodiscard]] QString origin() const { return u"http://127.0.0.1:%1"_s.arg(m_server.serverPort()); }
    QByteArray page;
    QString told; ///< the last that the page said

private:
    void answer(QTcpSocket *socket)
    {
        const QByteArray request = socket->peek(65536);
        if (!request.contains("\r\n\r\n")) {
            return;
        }
        socket->readAll();
        const QByteArray path = request.split(' ').value(1);
        if (path.startsWith("/told?")) {
            told = QString::fromUtf8(QByteArray::fromPercentEncoding(path.sliced(6)));
        }
        const QByteArray body = path == "/" ? page : QByteArray();
        socket->write("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\nContent-Length: "
            + QByteArray::number(body.size()) + "\r\n\r\n" + body);
        socket->disconnectFromHost();
    }

    QTcpServer m_server;
};

/// Connects, logs in if there is a token, asks for the calls, and tells each answer; `refused` without a
/// connection, `closed` when it is closed before all of that.
constexpr auto script = R"js(
const told = [];
const tell = word => { told.push(word); fetch('@SITE@/told?' + told.join(','), {mode: 'no-cors'}); };
const socket = new WebSocket('@URL@');
let opened = false;
let next = '@TOKEN@' ? 1 : 2;
const ask = () => socket.send(JSON.stringify(next === 1
    ? {jsonrpc: '2.0', id: 1, method: 'SessionLogin', params: {token: '@TOKEN@'}}
    : {jsonrpc: '2.0', id: 2, method: 'CallList', params: {}}));
socket.onopen = () => { opened = true; told.push('open'); ask(); };
socket.onclose = event => tell(opened ? 'closed ' + event.code : 'refused');
socket.onmessage = event => {
    const answer = JSON.parse(event.data);
    tell(answer.error ? 'error ' + answer.error.code : answer.id === 1 ? 'user ' + answer.result.user
        : 'calls ' + answer.result.calls.length);
    if (answer.id === 1 && !answer.error) { next = 2; ask(); }
};
)js";

} // namespace

/// A real browser: which pages can reach the server at all.
class BrowserTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_chromium = QStandardPaths::findExecutable(u"chromium"_s);
        if (m_chromium.isEmpty()) {
            QSKIP("chromium is not installed");
        }
        const TokenRecord token{
            .name = u"wall"_s, .hash = hashOfToken("cord_wall-token"), .role = Role::Viewer};
        const QString tokens = m_folder.filePath(u"tokens.yml"_s);
        QVERIFY(writeTokenFile(tokens, {token}));
        m_server.start("ws_server: {allowed_origins: [\"" + m_listed.origin().toUtf8()
            + "\"]}\nauth: {anonymous_loopback: operator, tokens: " + tokens.toUtf8() + "}\n");
        QTRY_VERIFY_WITH_TIMEOUT(!m_server.url().isEmpty(), 20000);
    }
    void init()
    {
        tests::failOnAnyWarning();
        m_listed.told.clear();
        m_other.told.clear();
    }

    void pages_data()
    {
        QTest::addColumn<bool>("listed");
        QTest::addColumn<bool>("sandboxed"); ///< in a frame whose origin is `null`
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<QString>("told");
        QTest::newRow("another origin") << false << false << ""_ba << u"refused"_s;
        QTest::newRow("another origin, with a token")
            << false << false << "cord_wall-token"_ba << u"refused"_s;
        QTest::newRow("listed, with a token")
            << true << false << "cord_wall-token"_ba << u"open,user wall,calls 0"_s;
        QTest::newRow("listed, with a wrong token")
            << true << false << "cord_wrong"_ba << u"open,error -32005"_s;
        // The machine's own programs need no token here, but a browser shows anybody's pages.
        QTest::newRow("listed, without a token") << true << false << ""_ba << u"open,error -32005"_s;
        QTest::newRow("listed, but sandboxed") << true << true << "cord_wall-token"_ba << u"refused"_s;
    }
    void pages()
    {
        QFETCH(bool, listed);
        QFETCH(bool, sandboxed);
        QFETCH(QByteArray, token);
        QFETCH(QString, told);
        Site &site = listed ? m_listed : m_other;
        const QByteArray code = QByteArray(script)
                                    .replace("@URL@", m_server.url().toString().toUtf8())
                                    .replace("@SITE@", site.origin().toUtf8())
                                    .replace("@TOKEN@", token);
        const QByteArray page = "<script>" + code + "</script>";
        site.page = page;
        if (sandboxed) {
            site.page = "<iframe sandbox=\"allow-scripts\" srcdoc=\"" + page + "\"></iframe>";
        }
        const QTemporaryDir profile;
        QProcess browser;
        browser.setProcessChannelMode(QProcess::MergedChannels);
        browser.start(m_chromium,
            {u"--headless"_s, u"--no-sandbox"_s, u"--disable-gpu"_s, u"--disable-quic"_s, u"--no-first-run"_s,
                u"--disable-background-networking"_s, u"--disable-component-update"_s, u"--disable-sync"_s,
                u"--disable-dev-shm-usage"_s, u"--user-data-dir="_s + profile.path(), site.origin() + u'/'});
        const bool came = QTest::qWaitFor(
            [&] { return site.told.startsWith(told) || site.told.contains(u"closed"_s); }, 40000);
        browser.terminate();
        if (!browser.waitForFinished(10000)) { // a test may block; a product may not
            browser.kill();
            browser.waitForFinished();
        }
        QVERIFY2(came, qPrintable(site.told + u"\n"_s + QString::fromUtf8(browser.readAll())));
        QVERIFY2(site.told.startsWith(told), qPrintable(site.told));
        QVERIFY(!m_server.log().contains("cord_w"));
    }

private:
    QString m_chromium;
    QTemporaryDir m_folder;
    Site m_listed;
    Site m_other;
    tests::ServerProcess m_server;
};

QTEST_GUILESS_MAIN(BrowserTest)
#include "tst_browser.moc"
