// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QHostAddress>
#include <QPointer>
#include <QSslConfiguration>
#include <QTcpServer>
#include <QTimer>

#include <chrono>
#include <functional>
#include <optional>

namespace cordboard {

/// Where TCP connections enter, before they are WebSockets. QWebSocketServer by itself has no bound on how
/// slowly a handshake may come, nor on how many wait for one.
///
/// A socket leaves by arrived() once its TLS handshake is done and the header of its request is there as a
/// whole, unread. One that takes longer than the deadline, sends something else than a GET, or comes when the
/// place is full, is answered with an HTTP status where that is possible, and closed.
class Doorway : public QTcpServer {
    Q_OBJECT
public:
    struct Settings {
        std::chrono::milliseconds deadline{
            10000}; ///< from the connection to the whole header, however it drips
        qsizetype mostHeaderBytes = 16384;
        int mostWaiting = 1000; ///< for their header; 0: no limit
        /// Others than these count against the two below, e.g. programs on this machine.
        std::function<bool(const QHostAddress &)> isTrusted = {};
        int mostStrangers = 50; ///< 0: no limit
        int mostStrangersPerAddress = 5; ///< 0: no limit
    };

    explicit Doorway(Settings settings, QObject *parent = nullptr);
    ~Doorway() override;

    /// For the connections from now on; nothing: no TLS.
    void setTls(std::optional<QSslConfiguration> tls) { m_tls = std::move(tls); }
    /// The counts of connections, from now on.
    void setLimits(const Settings &settings);
    [[nodiscard]] bool isSecure() const noexcept { return m_tls.has_value(); }
    [[nodiscard]] qsizetype waiting() const noexcept { return m_guests.size(); }

Q_SIGNALS:
    /// Open, with the header to be read. It is a child of this; whoever takes it takes it over.
    void arrived(QTcpSocket *socket);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    struct Guest {
        QHostAddress address;
        QHostAddress customer = {}; ///< customerOf()
        bool isStranger = false;
        QTimer *deadline = nullptr; ///< child of the socket
    };

    [[nodiscard]] bool isFull(const Guest &guest) const;
    void look(QTcpSocket *socket);
    void dismiss(QTcpSocket *socket, const QByteArray &status);
    void forget(QTcpSocket *socket);

    Settings m_settings;
    std::optional<QSslConfiguration> m_tls;
    QHash<QTcpSocket *, Guest> m_guests;
    int m_strangers = 0;
    QHash<QHostAddress, int> m_strangersFrom;
};

} // namespace cordboard
