// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QProcess>
#include <QUrl>

#include <functional>

namespace cordboard::bench {

/// Parts of a measurement that run in processes of their own, so that they do not take the time of what is
/// measured: each is this program again, told by its arguments, asked by lines, answering with a line of
/// JSON.
class Helper {
public:
    explicit Helper(const QStringList &arguments);
    ~Helper();

    /// Waits for the next line that it says. \returns an empty object when none came in time
    [[nodiscard]] QJsonObject next(int milliseconds = 60000);
    /// Says a line, and waits for the answer.
    [[nodiscard]] QJsonObject ask(const QByteArray &line);
    void say(const QByteArray &line) { m_process.write(line + '\n'); }
    [[nodiscard]] qint64 processId() const { return m_process.processId(); }

private:
    QProcess m_process;
};

/// The helper `--subscribers URL COUNT`: clients that hold the live calls. Says `{"ready": true}` once all
/// do, and answers "report" with `seq` (the same for all, else -1), `gaps`, `messages` and `bytes` of one
/// client, and `seen`: when a client first saw each Call-ID, in us of the steady clock.
[[nodiscard]] int runSubscribers(const QUrl &url, int count);
/// The helper `--fan-out`: a bare QWebSocketServer. Says its `url`, and after a line "SIZE COUNT" sends a
/// text of so many bytes so often to all clients, as fast as they read, and answers with the `ms` of
/// processor time.
[[nodiscard]] int runFanOut();
/// The helper `--registry CALLS`: a registry alone with so many answered calls. Says its memory for each
/// call.
[[nodiscard]] int runRegistry(int calls);
/// The helper `--datagrams`: a bare QUdpSocket that reads. Says its `port`, and answers a line with how many
/// it `got`.
[[nodiscard]] int runDatagrams();

} // namespace cordboard::bench
