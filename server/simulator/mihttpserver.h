// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/simulator/faults.h"
#include "server/simulator/micommands.h"

#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>

#include <deque>
#include <memory>

namespace cordboard::simulator {

/// MI over HTTP as httpd and mi_http do it: one process that answers one request at a time in order, for all
/// connections together (facts 1 to 4).
///
/// What it does by itself: without `Content-Type: application/json`, or without an `id`, no answer ever
/// comes; a request that is pipelined behind another is lost; a body longer than the buffer gets 400; a
/// command that waits for a phone freezes everything, in polls of 500 ms, for up to 240 s.
class MiHttpServer : public QObject {
    Q_OBJECT
public:
    struct Options {
        qsizetype receiveBuffer = 1024; ///< `receive_buf_size`; longer bodies get 400
        qsizetype replyBuffer = 512 * 1024; ///< a longer answer becomes HTTP 500 (fact 6)
        bool hangsOnSplitRequest =
            false; ///< header and body must arrive together, or no answer comes (fact 3)
    };

    MiHttpServer(Options options, Scheduler &scheduler, Faults &faults, QObject *parent = nullptr);

    /// Port 0: any free one. False when it cannot be had.
    bool listen(quint16 port);
    /// Refuses new connections and breaks the ones there are.
    void close();
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    /// Whom the requests go to; null while the proxy is down.
    void serve(const MiCommands *commands);

private:
    struct Connection {
        QPointer<QTcpSocket> socket;
        QByteArray received;
        bool isBusy = false; ///< a request of it is on its way: what comes meanwhile is lost
        bool isDeaf = false; ///< it hangs for good
        bool closes = false; ///< after the answer, as the client asked
    };
    using ConnectionPtr = std::shared_ptr<Connection>;
    struct Waiting {
        ConnectionPtr connection;
        QByteArray body;
    };

    void accept();
    void read(const ConnectionPtr &connection);
    void process();
    void run(const Waiting &request);
    void poll(const ConnectionPtr &connection, const std::shared_ptr<QByteArray> &answer,
        const std::optional<Faults::MiHit> &hit, int polls);
    void finish(const ConnectionPtr &connection, QByteArray answer, const std::optional<Faults::MiHit> &hit);
    void respond(const ConnectionPtr &connection, int status, const QByteArray &type, const QByteArray &body);

    const Options m_options;
    Scheduler &m_scheduler;
    Faults &m_faults;
    const MiCommands *m_commands = nullptr;
    QTcpServer m_server;
    std::deque<Waiting> m_waiting;
    bool m_isBusy = false;
    quint64 m_life = 0; ///< counts the times that it was closed: what an earlier life asked for is void
};

/// The `method` of a request, or an empty text: what faults are asked for by.
[[nodiscard]] QString methodOf(const QByteArray &request);
/// The answer with an id that nobody asked with.
[[nodiscard]] QByteArray withWrongId(const QByteArray &answer);

} // namespace cordboard::simulator
