// SPDX-License-Identifier: Apache-2.0
#include "server/simulator/midatagramserver.h"

#include "server/simulator/mihttpserver.h"

namespace cordboard::simulator {

namespace {

const QByteArray internalError = "500 Internal error";

} // namespace

MiDatagramServer::MiDatagramServer(Scheduler &scheduler, Faults &faults, QObject *parent)
    : QObject(parent)
    , m_scheduler(scheduler)
    , m_faults(faults)
{
    connect(&m_socket, &QUdpSocket::readyRead, this, &MiDatagramServer::drain);
}

bool MiDatagramServer::listen(quint16 port)
{
    if (!m_socket.bind(QHostAddress(QHostAddress::LocalHost), port)) {
        return false;
    }
    m_port = m_socket.localPort();
    return true;
}

void MiDatagramServer::close() { m_socket.close(); }

void MiDatagramServer::serve(const MiCommands *commands) { m_commands = commands; }

void MiDatagramServer::drain()
{
    while (m_socket.state() == QAbstractSocket::BoundState && m_socket.hasPendingDatagrams()) {
        const QNetworkDatagram request = m_socket.receiveDatagram();
        const auto hit = m_faults.takeMi(Faults::Lane::Datagram, methodOf(request.data()));
        if (!m_commands || (hit && hit->fault == MiFault::Ignore)) {
            continue;
        }
        m_commands->handle(
            request.data(), [this, request, hit](const QByteArray &text) { answer(request, text, hit); });
    }
}

void MiDatagramServer::answer(
    const QNetworkDatagram &request, QByteArray text, const std::optional<Faults::MiHit> &hit)
{
    const auto send = [this, request](const QByteArray &bytes) {
        if (m_socket.state() == QAbstractSocket::BoundState) {
            m_socket.writeDatagram(
                bytes, request.senderAddress(), static_cast<quint16>(request.senderPort()));
        }
    };
    if (text.size() > longestAnswer) {
        text = internalError;
    }
    if (!hit) {
        send(text);
        return;
    }
    switch (hit->fault) {
    case MiFault::Hang:
    case MiFault::Ignore:
    case MiFault::Close:
        return;
    case MiFault::ServerError:
        send(internalError);
        return;
    case MiFault::WrongId:
        send(withWrongId(text));
        return;
    case MiFault::Late:
        m_scheduler.after(hit->delay, [send, text] { send(text); });
        return;
    case MiFault::Cut:
        send(text.left(text.size() / 2));
        return;
    case MiFault::Twice:
        send(text);
        send(text);
        return;
    case MiFault::Split:
        send(text);
        return;
    }
}

} // namespace cordboard::simulator
