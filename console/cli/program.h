// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/client/clientcommand.h"
#include "common/client/clientlink.h"
#include "console/cli/arguments.h"
#include "console/cli/calllister.h"
#include "console/cli/watchlines.h"
#include "console/cli/watchscreen.h"

#include <QObject>

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
    void list(const CallsVerb &verb);
    void watch(const WatchVerb &verb);
    void onFault(const Error &error);

    Arguments m_arguments;
    ClientLink m_link;
    std::unique_ptr<ClientCommand> m_command;
    std::unique_ptr<CallLister> m_lister;
    std::unique_ptr<CallReplica> m_replica;
    std::unique_ptr<NodeReplica> m_nodes;
    std::unique_ptr<WatchLines> m_lines;
    std::unique_ptr<WatchScreen> m_screen;
    bool m_wasConnected = false;
    bool m_finished = false;
};

} // namespace cordboard::cli
