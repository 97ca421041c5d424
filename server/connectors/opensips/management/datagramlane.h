// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/connectors/opensips/management/deadlines.h"
#include "server/connectors/opensips/management/lane.h"

#include <QByteArray>
#include <QHostAddress>
#include <QUdpSocket>

#include <chrono>
#include <optional>
#include <unordered_map>

class QHostInfo;

namespace cordboard::opensips {

/// How the datagram lane is set up.
struct DatagramLaneSettings {
    QString host = {}; ///< an address or a name, looked up without blocking
    quint16 portNumber = 0;
    qsizetype requestLimit = 60'000; ///< bytes; a datagram holds 65,507
    std::size_t inFlightLimit = 1000;
};

/// The management interface over UDP (module mi_datagram): what waits for a phone blocks nobody here (facts
/// 13, 40).
///
/// Many requests are in flight at once; answers are matched by their id, which is random, and are taken from
/// the proxy's address only (connected socket). Nothing is ever sent again: a lost datagram ends in Timeout.
///
/// "Port unreachable" (ICMP) names no request. It is about one of those sent within the last second; is there
/// only one of them, then it surely did not arrive and ends in ProxyUnreachable at once, otherwise they all
/// end in Timeout. Older ones are left to their deadlines.
///
/// A request that is too long, and one too many in flight, count as ProxyUnreachable: nothing was sent.
class DatagramLane final : public Lane {
    Q_OBJECT
public:
    explicit DatagramLane(DatagramLaneSettings settings, QObject *parent = nullptr);
    /// Settles what is under way: ProxyUnreachable for what was not sent, Timeout for what was.
    ~DatagramLane() override;

    /// Nothing waits its turn here, so `priority` has no meaning.
    [[nodiscard]] Task<QJsonValue> call(const QString &method, const QJsonObject &params,
        std::chrono::milliseconds deadline, Priority priority = Priority::Command) override;
    [[nodiscard]] QString address() const override;

    /// Datagrams that were no answer to a request in flight: late, doubled, garbled.
    [[nodiscard]] quint64 strayDatagrams() const noexcept { return m_strays; }

private:
    using Clock = std::chrono::steady_clock;
    struct Request {
        QByteArray bytes; ///< until it is sent
        std::optional<Clock::time_point> sentAt = {};
        Promise<QJsonValue> promise;
    };

    void connectSocket();
    void onLookup(const QHostInfo &info);
    void useAddress(const QHostAddress &address);
    void send(int id);
    void drain();
    void take(const QByteArray &datagram);
    void onPassed(int id);
    void onPortUnreachable();
    void failUnsent(const QString &why);
    void finish(int id, Result<QJsonValue> result);
    [[nodiscard]] tl::unexpected<Error> unreachable(const QString &why) const;
    [[nodiscard]] tl::unexpected<Error> unknown(const QString &why) const;

    DatagramLaneSettings m_settings;
    QUdpSocket m_socket;
    std::unordered_map<int, Request> m_requests; ///< by id
    QList<int> m_unsent; ///< in the order of their calls, while there is no address
    Deadlines m_deadlines;
    std::optional<int> m_lookup; ///< of the name
    QByteArray m_buffer;
    Clock::time_point m_lastGivenUp; ///< when the youngest of those whose deadline passed was sent
    quint64 m_strays = 0;
    bool m_closing = false;
};

} // namespace cordboard::opensips
