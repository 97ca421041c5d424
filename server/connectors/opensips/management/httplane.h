// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/connectors/opensips/management/deadlines.h"
#include "server/connectors/opensips/management/lane.h"

#include <QByteArray>
#include <QSslConfiguration>
#include <QTcpSocket>
#include <QTimer>
#include <QUrl>

#include <array>
#include <chrono>
#include <deque>
#include <memory>
#include <optional>

namespace cordboard::opensips {

/// How the HTTP lane is set up.
struct HttpLaneSettings {
    QUrl url = {}; ///< http or https, e.g. "http://127.0.0.1:8888/mi"; a user in it is ignored
    QString user = {}; ///< Basic authentication (4.0 and later, fact 8); empty: none
    QString password = {};
    QSslConfiguration tls =
        QSslConfiguration::defaultConfiguration(); ///< for https; the peer is always verified
    qsizetype replyLimit = 4'194'304; ///< bytes of an answer's body; a longer one cannot be read
    qsizetype requestLimit = 16'000; ///< bytes of a request's body, below `receive_buf_size` 16384 (fact 3)
    std::size_t queueLimit = 1000; ///< requests that wait, of both priorities together
    std::chrono::milliseconds idleLimit{10'000}; ///< shorter than `conn_timeout` of the proxy's httpd (30 s)
};

/// The management interface over HTTP (modules httpd, mi_http).
///
/// One connection, kept alive, one request in flight (fact 2), head and body in one write (fact 3). Not
/// QNetworkAccessManager: that sends a POST again when the peer closes before it answered (fact 5).
///
/// A request that was not written yet when something fails ends in ProxyUnreachable; one that was written
/// ends in Timeout, whether no answer came, the connection broke, or the answer cannot be read. After that
/// the connection is dropped, since a late answer would be taken for the next one's. A queue that is full and
/// a request that is too long count as ProxyUnreachable: nothing was sent.
class HttpLane final : public Lane {
    Q_OBJECT
public:
    explicit HttpLane(HttpLaneSettings settings, QObject *parent = nullptr);
    /// Settles what is under way: ProxyUnreachable for what was not sent, Timeout for what was.
    ~HttpLane() override;

    [[nodiscard]] Task<QJsonValue> call(const QString &method, const QJsonObject &params,
        std::chrono::milliseconds deadline, Priority priority = Priority::Command) override;
    [[nodiscard]] QString address() const override;

private:
    struct Request {
        int id = 0;
        QByteArray bytes; ///< head and body, until they are written
        bool isLong = false; ///< longer than a proxy reads that is set up as shipped
        Promise<QJsonValue> promise;
    };
    using Queue = std::deque<Request>;

    [[nodiscard]] bool isSecure() const;
    [[nodiscard]] QByteArray wrap(const QByteArray &body) const;
    [[nodiscard]] bool isQueueEmpty() const;
    void pump();
    void connectToProxy();
    void sendNext();
    void drop();
    void onReady();
    void onBytes();
    void onLost(const QString &why);
    void onPassed(int id);
    void readReply(bool atEnd);
    void finish(Request request, Result<QJsonValue> result);
    void failUnsent(const QString &why);
    [[nodiscard]] tl::unexpected<Error> unreachable(const QString &why) const;
    [[nodiscard]] tl::unexpected<Error> unknown(const QString &why) const;

    HttpLaneSettings m_settings;
    std::array<Queue, 2> m_queues; ///< by Priority
    std::optional<Request> m_inFlight;
    std::unique_ptr<QTcpSocket> m_socket;
    bool m_ready = false; ///< connected, and encrypted where asked for
    bool m_used = false; ///< the connection has served a request
    QByteArray m_input;
    qsizetype m_needed = 0; ///< bytes of m_input below which the answer cannot be complete
    Deadlines m_deadlines;
    QTimer m_idle;
    int m_nextId;
    bool m_closing = false;
};

} // namespace cordboard::opensips
