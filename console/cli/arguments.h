// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/core/result.h"
#include "common/protocol/calls.h"

#include <QJsonValue>
#include <QStringList>
#include <QUrl>

#include <span>
#include <variant>

namespace cordboard::cli {

/// `call METHOD [name=value ...]`: a command is started and followed to its end.
struct CallVerb {
    QString method;
    QJsonObject params;
    friend bool operator==(const CallVerb &, const CallVerb &) = default;
};
/// `calls`: the live calls, once; all pages of them.
struct CallsVerb {
    protocol::CallList request; ///< filter and sort
    friend bool operator==(const CallsVerb &, const CallsVerb &) = default;
};
/// `watch`: the live calls, and every change until it is interrupted.
struct WatchVerb {
    protocol::CallView view;
    friend bool operator==(const WatchVerb &, const WatchVerb &) = default;
};
/// `rpc METHOD [JSON]`: one request, its answer printed.
struct RpcVerb {
    QString method;
    QJsonValue params; ///< object or array; undefined: none
    friend bool operator==(const RpcVerb &, const RpcVerb &) = default;
};
struct HelpVerb {
    friend bool operator==(const HelpVerb &, const HelpVerb &) = default;
};
struct VersionVerb {
    friend bool operator==(const VersionVerb &, const VersionVerb &) = default;
};

struct Arguments {
    QUrl url{QStringLiteral("ws://127.0.0.1:5059/call-api")};
    QString tokenFile; ///< a file whose first line is the token; empty: none
    bool json = false; ///< `calls` and `watch` print JSON lines instead of a table
    std::variant<HelpVerb, VersionVerb, CallVerb, CallsVerb, WatchVerb, RpcVerb> verb;
    friend bool operator==(const Arguments &, const Arguments &) = default;
};

/// Reads the command line without the program's name. Options stand before the verb or after it.
/// A `name=value` whose value reads as JSON number, true, false, object or array is sent as such only when
/// written `name:=value`; `name=value` is always a string. Options that belong to another verb are refused.
/// Errors: InvalidParams with a sentence that names the word at fault.
[[nodiscard]] Result<Arguments> parseArguments(const QStringList &words);

/// With which verbs an option goes.
enum class OptionScope { Always, CallsAndWatch, Calls };
struct OptionHelp {
    const char *name; ///< with its hyphens
    const char *value; ///< empty: it takes none
    const char *help;
    OptionScope scope;
};
struct VerbHelp {
    const char *name;
    const char *arguments;
    const char *help;
};
/// What parseArguments() knows; the help, the manual and the shells' completions are made of it.
[[nodiscard]] std::span<const OptionHelp> optionHelp();
[[nodiscard]] std::span<const VerbHelp> verbHelp();

/// The text of `--help`.
[[nodiscard]] QString helpText();

} // namespace cordboard::cli
