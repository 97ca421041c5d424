// SPDX-License-Identifier: Apache-2.0
#include "packaging/manual/programs.h"

#include "console/app/options.h"
#include "console/cli/arguments.h"
#include "server/app/check.h"
#include "server/app/options.h"
#include "server/app/tokens/tokencommand.h"
#include "server/clients/access/accesstable.h"

#include <QRegularExpression>

#include <algorithm>

namespace cordboard::manual {
namespace {

using namespace Qt::StringLiterals;

QList<ProgramOption> optionsFrom(const QList<QCommandLineOption> &options)
{
    QList<ProgramOption> out;
    for (const QCommandLineOption &option : options) {
        QStringList names;
        for (const QString &name : option.names()) {
            names.append((name.size() == 1 ? u"-"_s : u"--"_s) + name);
        }
        std::ranges::stable_sort(
            names, [](const QString &a, const QString &b) { return a.size() > b.size(); });
        out.append({names, option.valueName(), option.description(), option.defaultValues().join(u", "_s)});
    }
    return out;
}

/// Methods that can be asked for, for `cordboard-cli rpc`; the commands among them for `call`.
QStringList methodNames(bool commandsOnly)
{
    QStringList out;
    for (const AccessRule &rule : accessTable()) {
        const QString name = QString::fromLatin1(rule.method);
        const bool isCommand =
            name == "Echo"_L1 || (name.startsWith("Call"_L1) && rule.least == Role::Operator);
        if (!commandsOnly || isCommand) {
            out.append(name);
        }
    }
    out.sort();
    return out;
}

Program server()
{
    Program program;
    program.name = u"cordboard-server"_s;
    program.section = 8;
    program.summary = u"show and control the live calls of a SIP proxy"_s;
    program.synopsis = u"[OPTIONS] | check | token | audit"_s;
    program.description = {u"Serves the live calls of one or more SIP proxies (OpenSIPS 3.4 and later) over "
                           u"JSON-RPC 2.0 on WebSocket: "
                           u"programs see them, and start, hold, resume, transfer and end them. It stands "
                           u"beside the proxy and touches "
                           u"neither SIP nor media."_s,
        u"Configured by cordboard-server.yml(5). SIGHUP reads certificates, keys and tokens again; SIGTERM "
        u"and SIGINT "
        u"end it in order."_s};
    for (const ProgramVerb &verb : Options::verbs()) {
        const QString name = QString::fromLatin1(verb.name);
        Verb out{name, QString::fromLatin1(verb.arguments), QString::fromLatin1(verb.help), {}, {}};
        if (name == "token"_L1) {
            out.words = {u"add"_s, u"list"_s, u"revoke"_s};
            out.options = optionsFrom(TokenCommand::options());
        } else if (name == "check"_L1) {
            out.options = optionsFrom(CheckCommand::options());
        } else {
            out.words = {u"verify"_s};
        }
        program.verbs.append(out);
    }
    program.options = optionsFrom(Options::all());
    program.exitCodes = {{u"0"_s, u"it was stopped; check: nothing hinders it"_s},
        {u"1"_s, u"it could not start; check: something is to be mended"_s},
        {u"2"_s, u"the command line is wrong"_s}, {u"78"_s, u"the configuration is wrong"_s}};
    program.files = {{u"/etc/cordboard/server.yml"_s, u"the configuration, unless --config names another"_s},
        {u"/etc/cordboard/tokens.yml"_s, u"the hashed tokens"_s},
        {u"/etc/cordboard/first-token"_s,
            u"the token made when the package was installed; readable by root only"_s},
        {u"/var/lib/cordboard"_s, u"the journal of commands and the audit"_s}};
    program.examples = {u"cordboard-server --demo"_s,
        u"cordboard-server check --config /etc/cordboard/server.yml"_s,
        u"cordboard-server token add crm --role operator --domain example.com --expires 90d"_s};
    program.seeAlso = {u"cordboard-server.yml(5)"_s, u"cordboard-cli(1)"_s, u"cordboard-console(1)"_s};
    return program;
}

Program console()
{
    Program program;
    program.name = u"cordboard-console"_s;
    program.summary = u"the supervisor's window on the live calls of a SIP proxy"_s;
    program.synopsis = u"[OPTIONS]"_s;
    program.description = {u"Shows the live calls of a Cordboard server and controls them: hold, resume, "
                           u"transfer, hang up, start. Its "
                           u"profiles (servers with their tokens) are kept for the user."_s};
    program.options = optionsFrom(console::Options::all());
    program.exitCodes = {{u"0"_s, u"it was closed"_s}, {u"2"_s, u"the command line is wrong"_s}};
    program.files = {
        {u"~/.config/cordboard/cordboard-console.conf"_s, u"profiles and how the window looks"_s}};
    program.examples = {u"cordboard-console --url ws://127.0.0.1:5059/call-api --token-file token"_s};
    program.seeAlso = {u"cordboard-cli(1)"_s, u"cordboard-server(8)"_s};
    return program;
}

Program commandLine()
{
    Program program;
    program.name = u"cordboard-cli"_s;
    program.summary = u"see and control the live calls of a SIP proxy from a shell"_s;
    program.synopsis = u"[OPTIONS] VERB"_s;
    program.description = {
        u"A client of cordboard-server(8) for shells and scripts. Options stand before the verb or after it."_s,
        u"The screen of watch scrolls with the arrows, PgUp, PgDn, Home and End; r shows the newest call "
        u"first, q quits. "
        u"It marks data that is old. NO_COLOR=1 keeps it without colours."_s};
    for (const cli::VerbHelp &verb : cli::verbHelp()) {
        const QString name = QString::fromLatin1(verb.name);
        program.verbs.append({name, QString::fromLatin1(verb.arguments), QString::fromLatin1(verb.help),
            name == "call"_L1      ? methodNames(true)
                : name == "rpc"_L1 ? methodNames(false)
                                   : QStringList(),
            {}});
    }
    for (const cli::OptionHelp &option : cli::optionHelp()) {
        QString help = QString::fromLatin1(option.help);
        if (option.scope == cli::OptionScope::CallsAndWatch) {
            help += u" (calls, watch)"_s;
        } else if (option.scope == cli::OptionScope::Calls) {
            help += u" (calls)"_s;
        }
        program.options.append(
            {{QString::fromLatin1(option.name)}, QString::fromLatin1(option.value), help, {}});
    }
    program.exitCodes = {{u"0"_s, u"the command ended well"_s},
        {u"1"_s, u"it failed, or the server refused it"_s}, {u"2"_s, u"the command line is wrong"_s},
        {u"3"_s, u"there is no connection"_s}};
    program.examples = {
        u"cordboard-cli call CallStart caller=sip:alice@example.com callee=sip:bob@example.com"_s,
        u"cordboard-cli calls --state held --json"_s, u"cordboard-cli rpc NodeList"_s};
    program.seeAlso = {u"cordboard-server(8)"_s, u"cordboard-console(1)"_s};
    return program;
}

} // namespace

QList<Program> programs() { return {server(), commandLine(), console()}; }

QStringList choicesOf(const ProgramOption &option)
{
    static const QRegularExpression list(
        u"(?:^|: )((?:[\\w.]+(?: \\(the default\\))?, )+[\\w.]+ or [\\w.]+?)(?:\\.$|;|$| \\()"_s);
    const auto match = list.match(option.help);
    if (option.value.isEmpty() || !match.hasMatch()) {
        return {};
    }
    QString words = match.captured(1);
    words.remove(u" (the default)"_s).replace(u" or "_s, u", "_s);
    return words.split(u", "_s);
}

} // namespace cordboard::manual
