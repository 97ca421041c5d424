// SPDX-License-Identifier: Apache-2.0
#include "server/simulator/micommand.h"

namespace cordboard::simulator {

std::optional<QString> MiParams::text(const QString &name) const
{
    const QJsonValue value = m_values.value(name);
    if (value.isString()) {
        return value.toString();
    }
    if (value.isDouble()) {
        return QString::number(value.toInteger());
    }
    return std::nullopt;
}

std::optional<int> MiParams::number(const QString &name) const
{
    bool isNumber = false;
    const int number = text(name).value_or(QString()).toInt(&isNumber);
    return isNumber ? std::optional(number) : std::nullopt;
}

std::optional<QJsonArray> MiParams::list(const QString &name) const
{
    const QJsonValue value = m_values.value(name);
    return value.isArray() ? std::optional(value.toArray()) : std::nullopt;
}

MiCommand command(
    const QString &name, std::vector<QStringList> parameterSets, std::function<MiReply(const MiParams &)> run)
{
    return {name, std::move(parameterSets),
        [run = std::move(run)](const MiParams &params, const MiAnswer &answer) { answer(run(params)); },
        false};
}

std::vector<QStringList> anyOf(const QStringList &required, const QStringList &optional)
{
    std::vector<QStringList> sets;
    for (unsigned subset = 0; subset < 1U << static_cast<unsigned>(optional.size()); ++subset) {
        QStringList names = required;
        for (qsizetype i = 0; i < optional.size(); ++i) {
            if (subset >> static_cast<unsigned>(i) & 1U) {
                names.append(optional.at(i));
            }
        }
        sets.push_back(names);
    }
    return sets;
}

} // namespace cordboard::simulator
