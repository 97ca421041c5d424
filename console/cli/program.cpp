// SPDX-License-Identifier: Apache-2.0
#include "console/cli/program.h"

#include "console/cli/table.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTime>

#include <cstdio>

namespace cordboard::cli {
namespace {

using namespace Qt::StringLiterals;

constexpr auto pollInterval = std::chrono::seconds(1);

void print(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stdout);
    std::fflush(stdout);
}

void complain(const QString &text)
{
    const QByteArray bytes = "cordboard-cli: " + text.toUtf8() + '\n';
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stderr);
}

QString oneLine(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)) + u'\n';
}

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
        if (!m_finished) {
            complain(u"%1: %2"_s.arg(m_arguments.url.toDisplayString(), why));
        }
    });
    m_poll.setInterval(pollInterval);
    connect(&m_poll, &QTimer::timeout, this, &Program::poll);
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
        m_poll.stop();
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
    } else if (std::holds_alternative<CallsVerb>(m_arguments.verb)) {
        listOnce();
    } else {
        m_poll.start();
        poll();
    }
}

void Program::startCommand(const CallVerb &verb)
{
    connect(&m_link, &ClientLink::received, this,
        [](const QByteArray &message) { print(QString::fromUtf8(message) + u'\n'); });
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
    connect(&m_link, &ClientLink::received, this,
        [](const QByteArray &message) { print(QString::fromUtf8(message) + u'\n'); });
    m_link.call(verb.method, verb.params).then(this, [this](const Result<QJsonValue> &answer) {
        if (!answer) {
            complain(answer.error().message);
        }
        const bool lost = !answer && answer.error().code == Errc::LinkLost;
        finish(answer ? ExitCode::Good : lost ? ExitCode::NoConnection : ExitCode::Failed);
    });
}

void Program::listOnce()
{
    m_link.call(u"CallList"_s, QJsonObject()).then(this, [this](const Result<QJsonValue> &answer) {
        if (!answer) {
            complain(answer.error().message);
            finish(answer.error().code == Errc::LinkLost ? ExitCode::NoConnection : ExitCode::Failed);
            return;
        }
        const QJsonArray calls = answer->toObject().value("calls"_L1).toArray();
        if (m_arguments.json) {
            for (const QJsonValue &call : calls) {
                print(oneLine(call.toObject()));
            }
        } else {
            print(callTable(calls));
            const int total = answer->toObject().value("total"_L1).toInt();
            if (total > calls.size()) {
                print(u"... and %1 more\n"_s.arg(total - calls.size()));
            }
        }
        finish(ExitCode::Good);
    });
}

void Program::poll()
{
    if (m_link.state() != ClientLink::State::Connected) {
        return;
    }
    m_link.call(u"CallList"_s, QJsonObject()).then(this, [this](const Result<QJsonValue> &answer) {
        if (answer) {
            showChanges(answer->toObject());
        }
    });
}

void Program::showChanges(const QJsonObject &list)
{
    const auto show = [this](QChar sign, const QString &op, const QJsonObject &call) {
        print(m_arguments.json
                ? oneLine({{u"op"_s, op}, {u"call"_s, call}})
                : u"%1 %2 %3\n"_s.arg(QTime::currentTime().toString(u"HH:mm:ss"_s), sign, callLine(call)));
    };
    auto before = std::exchange(m_shown, {});
    const QJsonArray calls = list.value("calls"_L1).toArray();
    for (const QJsonValue &value : calls) {
        const QJsonObject call = value.toObject();
        const QString id = call.value("id"_L1).toString();
        const auto known = before.constFind(id);
        if (known == before.constEnd()) {
            show(u'+', u"set"_s, call);
        } else if (*known != call) {
            show(u'=', u"set"_s, call);
        }
        before.remove(id);
        m_shown.insert(id, call);
    }
    for (const QJsonObject &gone : std::as_const(before)) {
        show(u'-', u"gone"_s, gone);
    }
}

} // namespace cordboard::cli
