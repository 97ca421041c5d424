// SPDX-License-Identifier: Apache-2.0
#include "server/clients/doorway.h"

#include "server/clients/access/loginguard.h"

#include <QLoggingCategory>
#include <QSslSocket>

Q_LOGGING_CATEGORY(lcDoorway, "cordboard.clients")

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

constexpr auto farewell = 3s; ///< for the answer to somebody who is dismissed
constexpr auto tooSlow = "408 Request Timeout";
constexpr auto full = "503 Service Unavailable";

} // namespace

Doorway::Doorway(Settings settings, QObject *parent)
    : QTcpServer(parent)
    , m_settings(std::move(settings))
{
}

Doorway::~Doorway()
{
    const auto guests = std::exchange(m_guests, {});
    for (auto guest = guests.keyBegin(); guest != guests.keyEnd(); ++guest) {
        (*guest)->disconnect(this);
    }
}

void Doorway::setLimits(const Settings &settings)
{
    m_settings.mostWaiting = settings.mostWaiting;
    m_settings.mostStrangers = settings.mostStrangers;
    m_settings.mostStrangersPerAddress = settings.mostStrangersPerAddress;
}

bool Doorway::isFull(const Guest &guest) const
{
    const auto reached = [](qsizetype count, int most) { return most > 0 && count >= most; };
    return reached(m_guests.size(), m_settings.mostWaiting)
        || (guest.isStranger
            && (reached(m_strangers, m_settings.mostStrangers)
                || reached(m_strangersFrom.value(guest.customer), m_settings.mostStrangersPerAddress)));
}

void Doorway::incomingConnection(qintptr descriptor)
{
    auto *const secure = m_tls ? new QSslSocket(this) : nullptr;
    QTcpSocket *const socket = secure ? secure : new QTcpSocket(this);
    if (!socket->setSocketDescriptor(descriptor)) {
        delete socket;
        return;
    }
    Guest guest{.address = socket->peerAddress(), .customer = customerOf(socket->peerAddress())};
    guest.isStranger = !m_settings.isTrusted || !m_settings.isTrusted(guest.address);
    guest.deadline = new QTimer(socket);
    guest.deadline->setSingleShot(true);
    const bool isOne = !isFull(guest);
    m_guests.insert(socket, guest);
    if (guest.isStranger) {
        ++m_strangers;
        ++m_strangersFrom[guest.customer];
    }
    connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
        forget(socket);
        socket->deleteLater();
    });
    connect(guest.deadline, &QTimer::timeout, this, [this, socket] { dismiss(socket, tooSlow); });
    guest.deadline->start(m_settings.deadline);
    if (!isOne) {
        dismiss(socket, full);
        return;
    }
    // Without this a guest could have us keep whatever it sends before its TLS handshake.
    socket->setReadBufferSize(m_settings.mostHeaderBytes + 1);
    if (secure) {
        secure->setSslConfiguration(*m_tls);
        connect(secure, &QSslSocket::encrypted, this, [this, socket] { look(socket); });
        connect(secure, &QSslSocket::sslErrors, this, [socket](const QList<QSslError> &errors) {
            qCInfo(lcDoorway).noquote() << "TLS with" << socket->peerAddress().toString()
                                        << "failed:" << errors.value(0).errorString();
        });
        secure->startServerEncryption();
    }
    connect(socket, &QTcpSocket::readyRead, this, [this, socket] { look(socket); });
    look(socket);
}

void Doorway::look(QTcpSocket *socket)
{
    const auto *const secure = qobject_cast<QSslSocket *>(socket);
    if (!m_guests.contains(socket) || (secure && !secure->isEncrypted())) {
        return;
    }
    const QByteArray header = socket->peek(m_settings.mostHeaderBytes + 1);
    const QByteArray expected = QByteArrayLiteral("GET ").first(std::min<qsizetype>(4, header.size()));
    if (!header.startsWith(expected)) {
        dismiss(socket, "400 Bad Request");
    } else if (const qsizetype end = header.indexOf("\r\n\r\n"); end >= 0) {
        forget(socket);
        socket->disconnect(this);
        socket->setReadBufferSize(0);
        Q_EMIT arrived(socket);
    } else if (header.size() > m_settings.mostHeaderBytes) {
        dismiss(socket, "431 Request Header Fields Too Large");
    }
}

/// Says why, in so far as there is a way to, and closes. Nothing more is read.
void Doorway::dismiss(QTcpSocket *socket, const QByteArray &status)
{
    const Guest guest = m_guests.value(socket);
    qCInfo(lcDoorway).noquote() << "a connection from" << guest.address.toString()
                                << "was dismissed:" << QString::fromLatin1(status);
    disconnect(socket, &QTcpSocket::readyRead, this, nullptr);
    disconnect(guest.deadline, nullptr, this, nullptr);
    const auto *const secure = qobject_cast<QSslSocket *>(socket);
    if (secure && !secure->isEncrypted()) {
        socket->abort();
        return;
    }
    connect(guest.deadline, &QTimer::timeout, socket, [socket] { socket->abort(); });
    guest.deadline->start(farewell);
    socket->write("HTTP/1.1 " + status + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    socket->disconnectFromHost();
}

void Doorway::forget(QTcpSocket *socket)
{
    const auto guest = m_guests.constFind(socket);
    if (guest == m_guests.cend()) {
        return;
    }
    if (guest->isStranger) {
        --m_strangers;
        if (--m_strangersFrom[guest->customer] <= 0) {
            m_strangersFrom.remove(guest->customer);
        }
    }
    guest->deadline->stop();
    guest->deadline->deleteLater();
    m_guests.erase(guest);
}

} // namespace cordboard
