// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/simulator/wirevalue.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <functional>
#include <optional>
#include <vector>

namespace cordboard::simulator {

/// The `result` of a command, or the `error`.
struct MiReply {
    WireValue result;
    int code = 0; ///< 0: no error
    QString message;
    QString data; ///< of the error; empty: none

    [[nodiscard]] static MiReply ok() { return {QStringLiteral("OK"), 0, {}, {}}; }
    [[nodiscard]] static MiReply error(int code, const QString &message) { return {{}, code, message, {}}; }
    /// A parameter is there and of no use.
    [[nodiscard]] static MiReply badParameter()
    {
        return {{}, -32000, QStringLiteral("Server error"), QStringLiteral("Failed to handle parameter")};
    }
};

/// The parameters of a request, by name, whatever way they came in.
class MiParams {
public:
    explicit MiParams(QJsonObject values)
        : m_values(std::move(values))
    {
    }
    [[nodiscard]] bool has(const QString &name) const { return m_values.contains(name); }
    /// Numbers are taken for texts, as the proxy takes them; nothing for any other type.
    [[nodiscard]] std::optional<QString> text(const QString &name) const;
    /// Texts that are numbers are taken, too.
    [[nodiscard]] std::optional<int> number(const QString &name) const;
    [[nodiscard]] std::optional<QJsonArray> list(const QString &name) const;
    [[nodiscard]] QString textOr(const QString &name, const QString &otherwise = {}) const
    {
        return text(name).value_or(otherwise);
    }

private:
    QJsonObject m_values;
};

using MiAnswer = std::function<void(const MiReply &)>;

/// One command of the management interface.
struct MiCommand {
    QString name; ///< the old name, e.g. "dlg_list"
    std::vector<QStringList> parameterSets; ///< exactly one of them must be given
    /// Answers once: before it returns, unless isAsync.
    std::function<void(const MiParams &, const MiAnswer &)> run;
    bool isAsync = false; ///< waits for a phone (fact 1)
};

/// A command that answers before it returns.
[[nodiscard]] MiCommand command(const QString &name, std::vector<QStringList> parameterSets,
    std::function<MiReply(const MiParams &)> run);
/// \a required with each subset of \a optional.
[[nodiscard]] std::vector<QStringList> anyOf(const QStringList &required, const QStringList &optional);

} // namespace cordboard::simulator
