// SPDX-License-Identifier: Apache-2.0
#include "console/cli/program.h"

#include "console/cli/output.h"
#include "console/cli/table.h"

#include <QFile>

namespace cordboard::cli {
namespace {

using namespace Qt::StringLiterals;

Result<QByteArray> readToken(const QString &fileName)
{
    if (fileName.isEmpty()) {
        return QByteArray();
    }
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly)) {
        return failure(Errc::InvalidParams, u"%1: %2"_s.arg(fileName, file.errorString()));
    }
    const QByteArray token = file.readLine(4096).trimmed();
    if (token.isEmpty()) {
        return failure(Errc::InvalidParams, u"%1 holds no token"_s.arg(fileName));
    }
    return token;
}

} // namespace

Program::Program(Arguments arguments, QObject *parent)
    : QObject(parent)
    , m_arguments(std::move(arguments))
{
    connect(&m_link, &ClientLink::stateChanged, this, &Program::onState);
    connect(&m_link, &ClientLink::failed, this, [this](const QString &why) {
        // A screen shows it itself.
        if (!m_finished && !m_screen) {
            complain(u"%1: %2"_s.arg(m_arguments.url.toDisplayString(), why));
        }
    });
}

Program::~Program() = default;

void Program::run()
{
    const auto token = readToken(m_arguments.tokenFile);
    if (!token) {
        complain(token.error().message);
        finish(ExitCode::Usage);
        return;
    }
    if (const auto opened = m_link.open(m_arguments.url, *token); !opened) {
        complain(opened.error().message);
        finish(ExitCode::Usage);
    }
}

void Program::finish(ExitCode code)
{
    if (!std::exchange(m_finished, true)) {
        m_screen.reset();
        Q_EMIT finished(static_cast<int>(code));
    }
}

void Program::onState(ClientLink::State state)
{
    const bool watching = std::holds_alternative<WatchVerb>(m_arguments.verb);
    if (state == ClientLink::State::Connected) {
        m_wasConnected = true;
        onConnected();
    } else if (state == ClientLink::State::WaitingToRetry && !(watching && m_wasConnected)) {
        finish(ExitCode::NoConnection);
    }
}

void Program::onConnected()
{
    if (const auto *call = std::get_if<CallVerb>(&m_arguments.verb)) {
        startCommand(*call);
    } else if (const auto *rpc = std::get_if<RpcVerb>(&m_arguments.verb)) {
        ask(*rpc);
    } else if (const auto *calls = std::get_if<CallsVerb>(&m_arguments.verb)) {
        list(*calls);
    } else if (const auto *watched = std::get_if<WatchVerb>(&m_arguments.verb); watched && !m_replica) {
        watch(*watched);
    }
}

void Program::startCommand(const CallVerb &verb)
{
    connect(&m_link, &ClientLink::received, this, [](const QByteArray &message) { print(oneLine(message)); });
    m_command = std::make_unique<ClientCommand>(m_link, verb.method, verb.params);
    m_command->start().then(this, [this](const Result<Done> &outcome) {
        if (outcome) {
            finish(ExitCode::Good);
            return;
        }
        complain(outcome.error().message);
        finish(outcome.error().code == Errc::LinkLost ? ExitCode::NoConnection : ExitCode::Failed);
    });
}

void Program::ask(const RpcVerb &verb)
{
    connect(&m_link, &ClientLink::received, this, [](const QByteArray &message) { print(oneLine(message)); });
    m_link.call(verb.method, verb.params).then(this, [this](const Result<QJsonValue> &answer) {
        if (!answer) {
            complain(answer.error().message);
        }
        const bool lost = !answer && answer.error().code == Errc::LinkLost;
        finish(answer ? ExitCode::Good : lost ? ExitCode::NoConnection : ExitCode::Failed);
    });
}

void Program::list(const CallsVerb &verb)
{
    m_lister = std::make_unique<CallLister>(m_link, verb.request);
    m_lister->start().then(this, [this](const Result<CallLister::Listing> &listing) {
        if (!listing) {
            complain(listing.error().message);
            finish(listing.error().code == Errc::LinkLost ? ExitCode::NoConnection : ExitCode::Failed);
            return;
        }
        if (m_arguments.json) {
            for (const QJsonValue call : listing->wire) {
                print(oneLine(call.toObject()));
            }
        } else {
            print(callTable(listing->calls, lineWidth(), QDateTime::currentDateTimeUtc()));
        }
        finish(ExitCode::Good);
    });
}

void Program::watch(const WatchVerb &verb)
{
    m_replica = std::make_unique<CallReplica>(m_link, verb.view);
    connect(m_replica.get(), &CallReplica::faulted, this, &Program::onFault);
    if (m_arguments.json || !canShowScreen()) {
        m_lines = std::make_unique<WatchLines>(*m_replica, m_arguments.json);
        return;
    }
    m_nodes = std::make_unique<NodeReplica>(m_link);
    m_screen = std::make_unique<WatchScreen>(m_link, *m_replica, *m_nodes);
    // The screen is destroyed by what follows.
    connect(
        m_screen.get(), &WatchScreen::quit, this, [this] { finish(ExitCode::Good); }, Qt::QueuedConnection);
}

void Program::onFault(const Error &error)
{
    const bool final = error.code == Errc::MethodNotFound || error.code == Errc::NotAllowed
        || error.code == Errc::InvalidParams;
    if (final && m_replica->state() == CallReplica::State::Empty) {
        finish(ExitCode::Failed);
        complain(error.message);
    } else if (!m_screen && !m_finished) {
        complain(error.message);
    }
}

} // namespace cordboard::cli
