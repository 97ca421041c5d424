// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/client/clientcommand.h"
#include "common/client/clientlink.h"
#include "console/cli/arguments.h"

#include <QHash>
#include <QObject>
#include <QTimer>

namespace cordboard::cli {

/// What the program leaves with.
enum class ExitCode { Good = 0, Failed = 1, Usage = 2, NoConnection = 3 };

/// Does what one command line asks for, prints it to standard output, and tells when it is done.
class Program : public QObject {
    Q_OBJECT
public:
    explicit Program(Arguments arguments, QObject *parent = nullptr);
    ~Program() override;

    /// Begins; finished() follows, for `watch` only when the server is gone at the start.
    void run();

Q_SIGNALS:
    void finished(int exitCode);

private:
    void finish(ExitCode code);
    void onState(ClientLink::State state);
    void onConnected();
    void startCommand(const CallVerb &verb);
    void ask(const RpcVerb &verb);
    void listOnce();
    void poll();
    void showChanges(const QJsonObject &list);

    Arguments m_arguments;
    ClientLink m_link;
    std::unique_ptr<ClientCommand> m_command;
    QTimer m_poll;
    QHash<QString, QJsonObject> m_shown; // calls by id, as they were printed last
    bool m_wasConnected = false;
    bool m_finished = false;
};

} // namespace cordboard::cli
