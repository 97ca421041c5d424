// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/core/result.h"
#include "server/admin/adminrequest.h"
#include "server/admin/adminsource.h"

#include <QHostAddress>
#include <QTcpServer>
#include <QUrl>

#include <chrono>

namespace cordboard {

/// Health, readiness and metrics over HTTP, for the machine's own monitoring.
///
/// `/healthz` says that the event loop turns; `/readyz` is 503 with a line for each thing that is not ready;
/// `/metrics` is for Prometheus. One GET for a connection, with a bounded header and within the deadline;
/// whatever else comes is refused with a status, or closed. QHttpServer of Qt 6.4 bounds neither the size of
/// a request nor the time it may take nor the number of connections, and hides its sockets.
class AdminPort : public QTcpServer {
    Q_OBJECT
public:
    struct Settings {
        QHostAddress address = QHostAddress(QHostAddress::LocalHost);
        quint16 port = 9095; ///< 0: any
        QStringList hosts = {}; ///< names beside `localhost` by which it may be asked, lower case
        std::chrono::milliseconds deadline{5000}; ///< from the connection to the end of the answer
        int mostConnections = 16; ///< more are closed at once
    };

    /// \param source  must outlive this
    AdminPort(Settings settings, const AdminSource &source, QObject *parent = nullptr);
    ~AdminPort() override;

    /// Errors: Internal with the system's reason
    [[nodiscard]] Result<Done> listen();
    void setHosts(const QStringList &hosts) { m_settings.hosts = hosts; }
    /// Where it listens, without a path.
    [[nodiscard]] QUrl url() const;

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void look(QTcpSocket *socket);
    [[nodiscard]] QByteArray answerTo(const QByteArray &header) const;

    Settings m_settings;
    const AdminSource &m_source;
    int m_connections = 0;
};

} // namespace cordboard
