// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

#include <initializer_list>
#include <utility>
#include <variant>
#include <vector>

namespace cordboard::simulator {

/// A JSON value that keeps the order of its members, as OpenSIPS writes them (QJsonObject sorts).
class WireValue {
public:
    using List = std::vector<WireValue>;
    using Members = std::vector<std::pair<QByteArray, WireValue>>;

    WireValue() = default; ///< null
    WireValue(qint64 number)
        : m_value(number)
    {
    }
    WireValue(int number)
        : m_value(qint64(number))
    {
    }
    WireValue(QString text)
        : m_value(std::move(text))
    {
    }
    template <class A, class B>
    WireValue(const QStringBuilder<A, B> &text)
        : m_value(QString(text))
    {
    }
    WireValue(List list)
        : m_value(std::move(list))
    {
    }
    WireValue(Members members)
        : m_value(std::move(members))
    {
    }
    /// `WireValue::object({{"callid", id}, {"leg", leg}})`
    [[nodiscard]] static WireValue object(std::initializer_list<std::pair<QByteArray, WireValue>> members)
    {
        return WireValue(Members(members));
    }

    /// Compact JSON, UTF-8. A slash stays as it is, as cJSON leaves it.
    [[nodiscard]] QByteArray toJson() const;
    void appendJson(QByteArray &out) const;

private:
    std::variant<std::monostate, qint64, QString, List, Members> m_value;
};

} // namespace cordboard::simulator
