// SPDX-License-Identifier: Apache-2.0
#include "console/cli/arguments.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>

namespace cordboard::cli {
namespace {

using namespace Qt::StringLiterals;

tl::unexpected<Error> usage(const QString &message) { return failure(Errc::InvalidParams, message); }

/// Any JSON value, a bare number or word too.
std::optional<QJsonValue> readJson(const QString &text)
{
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(QByteArray('[' + text.toUtf8() + ']'), &error);
    if (error.error != QJsonParseError::NoError || document.array().size() != 1) {
        return std::nullopt;
    }
    return document.array().first();
}

Result<QJsonObject> readPairs(const QStringList &words)
{
    QJsonObject params;
    for (const QString &word : words) {
        const qsizetype equals = word.indexOf(u'=');
        const bool typed = equals > 0 && word.at(equals - 1) == u':';
        const QString name = word.left(typed ? equals - 1 : equals);
        if (equals < 1 || name.isEmpty()) {
            return usage(u"'%1' is not of the form name=value"_s.arg(word));
        }
        if (params.contains(name)) {
            return usage(u"'%1' is given twice"_s.arg(name));
        }
        const QString text = word.mid(equals + 1);
        const auto value = typed ? readJson(text) : std::optional<QJsonValue>(text);
        if (!value) {
            return usage(u"the value of '%1' is not JSON"_s.arg(name));
        }
        params.insert(name, *value);
    }
    return params;
}

/// The options that choose calls.
struct Choice {
    protocol::CallFilter filter;
    std::optional<CallSort> sort;
    bool descending = false;
    QString forLists; ///< the last option given that `watch` does not have
    QString forBoth; ///< the last one given that `watch` has, too
};

template <class E> QString wordsOf()
{
    QStringList words;
    for (const auto &[value, word] : json::WireNames<E>::names) {
        words.append(QString::fromLatin1(word));
    }
    return words.join(u", "_s);
}

template <class E> Result<E> readWord(const QString &option, const QString &word)
{
    const auto value = json::fromWireName<E>(word);
    return value ? Result<E>(*value)
                 : usage(u"'%1' is one of: %2; not '%3'"_s.arg(option, wordsOf<E>(), word));
}

constexpr std::array verbTable{
    VerbHelp{"call", "METHOD [NAME=VALUE ...]",
        "start a command, print every message, one JSON a line, until it ended (NAME:=JSON sends a number, "
        "true, "
        "false, an object or an array)"},
    VerbHelp{"calls", "", "the live calls, all of them or those chosen"},
    VerbHelp{"watch", "",
        "the live calls as they change: a screen of them on a terminal, else one line a change; ends with q "
        "or "
        "Ctrl-C"},
    VerbHelp{"rpc", "METHOD [JSON]", "one request; prints its answer"},
};
constexpr std::array optionTable{
    OptionHelp{"--url", "URL", "the server (default ws://127.0.0.1:5059/call-api)", OptionScope::Always},
    OptionHelp{"--token-file", "FILE", "a file whose first line is the token", OptionScope::Always},
    OptionHelp{"--json", "",
        "calls: a JSON line a call; watch: a JSON line a change, as the server sent it "
        "({\"op\":\"set\",\"call\":...}, {\"op\":\"gone\",\"id\":...}), the calls of the beginning first",
        OptionScope::Always},
    OptionHelp{"--help", "", "print this help", OptionScope::Always},
    OptionHelp{"--version", "", "print the version", OptionScope::Always},
    OptionHelp{"--user", "USER", "the caller's or the callee's, to the letter", OptionScope::CallsAndWatch},
    OptionHelp{"--domain", "DOMAIN", "the caller's or the callee's", OptionScope::CallsAndWatch},
    OptionHelp{"--node", "NODE", "of this proxy", OptionScope::CallsAndWatch},
    OptionHelp{"--state", "STATE", "ringing, answered or held; several with commas", OptionScope::Calls},
    OptionHelp{"--text", "TEXT", "stands in an address, a name or the Call-ID", OptionScope::Calls},
    OptionHelp{"--sort", "KEY", "started_at (the default), answered_at, state_since, state, caller or callee",
        OptionScope::Calls},
    OptionHelp{"--descending", "", "the other way round", OptionScope::Calls},
};

bool choosesCalls(const QString &option)
{
    return std::ranges::any_of(optionTable, [&](const OptionHelp &row) {
        return row.scope != OptionScope::Always && *row.value != 0 && option == QLatin1StringView(row.name);
    });
}

/// `text` in lines of at most 110 characters that begin at `column`, after `head`.
QString hanging(const QString &head, qsizetype column, const QString &text)
{
    constexpr qsizetype widest = 110;
    QString out = head.leftJustified(column);
    qsizetype width = column;
    for (const QString &word : text.split(u' ')) {
        if (width > column && width + 1 + word.size() > widest) {
            out += u'\n' + QString(column, u' ');
            width = column;
        } else if (width > column) {
            out += u' ';
            ++width;
        }
        out += word;
        width += word.size();
    }
    return out + u'\n';
}

QString optionsHelp(OptionScope scope)
{
    constexpr qsizetype column = 21;
    QString out;
    for (const OptionHelp &row : optionTable) {
        if (row.scope == scope) {
            out += hanging(u"  "_s + QString::fromLatin1(row.name) + u' ' + QString::fromLatin1(row.value),
                column, QString::fromLatin1(row.help));
        }
    }
    return out;
}

Result<Done> choose(Choice &choice, const QString &option, const QString &value)
{
    if (value.isEmpty()) {
        return usage(u"'%1' needs a value"_s.arg(option));
    }
    const bool both = option == "--user"_L1 || option == "--domain"_L1 || option == "--node"_L1;
    (both ? choice.forBoth : choice.forLists) = option;
    if (option == "--user"_L1) {
        choice.filter.user = value;
    } else if (option == "--domain"_L1) {
        choice.filter.domain = value;
    } else if (option == "--node"_L1) {
        choice.filter.node = NodeName(value);
    } else if (option == "--text"_L1) {
        choice.filter.text = value;
    } else if (option == "--sort"_L1) {
        return readWord<CallSort>(option, value).map([&](CallSort sort) {
            choice.sort = sort;
            return Done{};
        });
    } else {
        const QStringList words = value.split(u',');
        for (const QString &word : words) {
            const auto state = readWord<CallState>(option, word);
            if (!state) {
                return tl::unexpected(state.error());
            }
            if (!choice.filter.states) {
                choice.filter.states.emplace();
            }
            choice.filter.states->push_back(*state);
        }
    }
    return Done{};
}

Result<CallsVerb> callsVerb(const Choice &choice)
{
    CallsVerb verb;
    if (choice.filter != protocol::CallFilter{}) {
        verb.request.filter = choice.filter;
    }
    verb.request.sort = choice.sort;
    if (choice.descending) {
        verb.request.descending = true;
    }
    return verb;
}

Result<Arguments> readVerb(Arguments arguments, const QStringList &words, const Choice &choice)
{
    const QString verb = words.value(0);
    const QStringList rest = words.mid(1);
    const auto alone = [&](auto what) -> Result<Arguments> {
        if (!rest.isEmpty()) {
            return usage(u"'%1' takes nothing, not '%2'"_s.arg(verb, rest.first()));
        }
        arguments.verb = what;
        return arguments;
    };
    if (verb == "calls"_L1) {
        return callsVerb(choice).and_then(alone);
    }
    if (!choice.forLists.isEmpty()) {
        return usage(u"'%1' goes with 'calls' only"_s.arg(choice.forLists));
    }
    if (verb == "watch"_L1) {
        return alone(WatchVerb{{choice.filter.node, choice.filter.domain, choice.filter.user}});
    }
    if (!choice.forBoth.isEmpty()) {
        return usage(u"'%1' goes with 'calls' and 'watch' only"_s.arg(choice.forBoth));
    }
    if (verb != "call"_L1 && verb != "rpc"_L1) {
        return usage(verb.isEmpty() ? u"say what to do: call, calls, watch or rpc"_s
                                    : u"'%1' is not one of: call, calls, watch, rpc"_s.arg(verb));
    }
    if (rest.isEmpty()) {
        return usage(u"'%1' needs a method, e.g. '%1 %2'"_s.arg(
            verb, verb == "call"_L1 ? u"CallEnd"_s : u"CallList"_s));
    }
    if (verb == "call"_L1) {
        return readPairs(rest.mid(1)).map([&](QJsonObject params) {
            arguments.verb = CallVerb{rest.first(), std::move(params)};
            return arguments;
        });
    }
    RpcVerb rpc{rest.first(), QJsonValue(QJsonValue::Undefined)};
    if (rest.size() > 2) {
        return usage(u"'rpc' takes a method and its params, not '%1' too"_s.arg(rest.at(2)));
    }
    if (rest.size() == 2) {
        const auto params = readJson(rest.at(1));
        if (!params || (!params->isObject() && !params->isArray())) {
            return usage(u"the params of '%1' are no JSON object or array"_s.arg(rest.first()));
        }
        rpc.params = *params;
    }
    arguments.verb = rpc;
    return arguments;
}

} // namespace

Result<Arguments> parseArguments(const QStringList &words)
{
    Arguments arguments;
    Choice choice;
    QStringList rest;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString &word = words.at(i);
        if (!word.startsWith("--"_L1) && word != "-h"_L1) {
            rest.append(word);
            continue;
        }
        const qsizetype equals = word.indexOf(u'=');
        const QString name = equals < 0 ? word : word.left(equals);
        const auto value = [&]() -> Result<QString> {
            if (equals >= 0) {
                return word.mid(equals + 1);
            }
            if (i + 1 >= words.size()) {
                return usage(u"'%1' needs a value"_s.arg(name));
            }
            return words.at(++i);
        };
        if (name == "--help"_L1 || name == "-h"_L1) {
            arguments.verb = HelpVerb{};
            return arguments;
        }
        if (name == "--version"_L1) {
            arguments.verb = VersionVerb{};
            return arguments;
        }
        if (name == "--json"_L1 && equals < 0) {
            arguments.json = true;
        } else if (name == "--descending"_L1 && equals < 0) {
            choice.descending = true;
            choice.forLists = name;
        } else if (choosesCalls(name)) {
            const auto chosen =
                value().and_then([&](const QString &text) { return choose(choice, name, text); });
            if (!chosen) {
                return tl::unexpected(chosen.error());
            }
        } else if (name == "--url"_L1) {
            const auto text = value();
            if (!text) {
                return tl::unexpected(text.error());
            }
            const QUrl url(*text, QUrl::StrictMode);
            if (!url.isValid() || (url.scheme() != "ws"_L1 && url.scheme() != "wss"_L1)
                || url.host().isEmpty()) {
                return usage(u"'%1' is no ws:// or wss:// address"_s.arg(*text));
            }
            arguments.url = url;
        } else if (name == "--token-file"_L1) {
            const auto file = value();
            if (!file) {
                return tl::unexpected(file.error());
            }
            arguments.tokenFile = *file;
        } else {
            return usage(u"'%1' is no option"_s.arg(word));
        }
    }
    return readVerb(std::move(arguments), rest, choice);
}

std::span<const OptionHelp> optionHelp() { return optionTable; }

std::span<const VerbHelp> verbHelp() { return verbTable; }

QString helpText()
{
    constexpr qsizetype column = 32;
    QString out = u"cordboard-cli [OPTIONS] VERB\n\n"_s;
    for (const VerbHelp &row : verbTable) {
        out += hanging(u"  "_s + QString::fromLatin1(row.name) + u' ' + QString::fromLatin1(row.arguments),
            column, QString::fromLatin1(row.help));
    }
    out += u'\n' + optionsHelp(OptionScope::Always) + u"\nWhich calls (calls, watch):\n"_s
        + optionsHelp(OptionScope::CallsAndWatch) + u"and with calls only:\n"_s
        + optionsHelp(OptionScope::Calls);
    return out
        + u"\nThe screen of watch scrolls with the arrows, PgUp, PgDn, Home and End; r shows the newest "
          u"call\n"
          u"first, q quits. It marks data that is old: STALE, and how old. NO_COLOR=1 keeps it without "
          u"colours.\n"
          u"\n"
          u"Leaves with 0 when the command ended well, 1 when it failed or the server refused it, 2 when "
          u"the\n"
          u"command line is wrong, 3 when there is no connection.\n"
          u"\n"
          u"  cordboard-cli call CallStart caller=sip:alice@demo.example callee=sip:bob@demo.example\n"_s;
}

} // namespace cordboard::cli
