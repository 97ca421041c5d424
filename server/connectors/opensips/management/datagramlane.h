// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/connectors/opensips/management/deadlines.h"
#include "server/connectors/opensips/management/lane.h"

#include <QHostAddress>
#include <QUdpSocket>

#include <unordered_map>

namespace cordboard::opensips {

/// The management interface over datagrams (module mi_datagram): what waits for a phone blocks nobody here
/// (facts 13, 40).
///
/// Any number of requests in flight, matched by random ids. Datagrams may be lost and nobody repeats them: no
/// answer is Timeout, "it may have happened". An ICMP "port unreachable" belongs to some request that was
/// just sent: with one in flight that is surely not delivered (ProxyUnreachable), with several each of them
/// ends in Timeout.
class DatagramLane final : public Lane {
    Q_OBJECT
public:
    /// \param host  a name or an IPv4 address; a name is looked up at the first request, and anew after a
    /// failure
    DatagramLane(QString host, quint16 port, QObject *parent = nullptr);
    ~DatagramLane() override;

    [[nodiscard]] Task<QJsonValue> call(const QString &method, const QJsonObject &params,
        std::chrono::milliseconds deadline, Priority priority = Priority::Command) override;
    [[nodiscard]] QString address() const override;
    /// Answers that nobody waited for: late, doubled or forged.
    [[nodiscard]] quint64 strays() const { return m_strays; }

private:
    struct Request {
        QByteArray bytes;
        bool sent = false;
        Promise<QJsonValue> promise;
    };

    void resolve();
    void connectTo(const QHostAddress &address);
    void sendWaiting();
    void receive();
    void onRefused();
    void onPassed(int id);
    void settle(int id, Result<QJsonValue> result);
    void failUnsent(const QString &why);

    QString m_host;
    quint16 m_port;
    QUdpSocket m_socket;
    std::unordered_map<int, Request> m_requests; ///< by id
    Deadlines m_deadlines;
    quint64 m_strays = 0;
    bool m_resolving = false;
};

} // namespace cordboard::opensips
