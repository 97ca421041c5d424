// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/core/id.h"
#include "common/core/result.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>

#include <chrono>
#include <cmath>
#include <limits>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

/// Structs from and to JSON, over one table of fields each. A message lists its members once:
///
///     struct Hold {
///         SipCallId callId;
///         std::optional<LegRole> leg;
///         static constexpr auto fields() { return std::tuple {Field {&Hold::callId, "callid"}, Field
///         {&Hold::leg, "leg"}}; }
///     };
///
/// A decode failure is Errc::InvalidParams with the path of the value at fault (`calls[2].leg`) in
/// Error::field; never a default value.
namespace cordboard::json {

/// One member of a message and its key on the wire.
template <class S, class M> struct Field {
    M S::*member;
    const char *key;
    constexpr Field(M S::*m, const char *k)
        : member(m)
        , key(k)
    {
    }
};

/// The words of an enum on the wire: specialise with `static constexpr std::pair<E, const char *> names[]`.
template <class E> struct WireNames;

/// What to do with keys that the table does not list.
enum class Unknown { Ignore, Refuse };

template <class T>
concept Message = requires
{
    T::fields();
};

template <class E>
concept WireEnum = std::is_enum_v<E> && requires
{
    WireNames<E>::names;
};

/// The enum's word on the wire; empty for a value that the table lacks.
template <WireEnum E> [[nodiscard]] QString wireName(E value)
{
    for (const auto &[candidate, name] : WireNames<E>::names) {
        if (candidate == value) {
            return QString::fromLatin1(name);
        }
    }
    return {};
}

/// The enum that a word names; nothing for an unknown word.
template <WireEnum E> [[nodiscard]] std::optional<E> fromWireName(QStringView word)
{
    for (const auto &[candidate, name] : WireNames<E>::names) {
        if (word == QLatin1StringView(name)) {
            return candidate;
        }
    }
    return std::nullopt;
}

template <class T>
struct Value; ///< how one type goes to and from a QJsonValue; specialised below, or beside the type

template <Message T> [[nodiscard]] QJsonObject encode(const T &message);
template <Message T>
[[nodiscard]] Result<T> decode(
    const QJsonObject &object, Unknown unknown = Unknown::Ignore, const QString &path = {});

namespace detail {
[[nodiscard]] inline tl::unexpected<Error> wrong(const QString &path, const char *expected)
{
    return failure(
        Errc::InvalidParams, path + QStringLiteral(" must be ") + QString::fromLatin1(expected), path);
}
template <class T> struct IsOptional : std::false_type {
};
template <class T> struct IsOptional<std::optional<T>> : std::true_type {
};
} // namespace detail

template <> struct Value<QString> {
    static QJsonValue encode(const QString &value) { return value; }
    static Result<QString> decode(const QJsonValue &value, const QString &path)
    {
        if (!value.isString()) {
            return detail::wrong(path, "a string");
        }
        return value.toString();
    }
};

template <> struct Value<bool> {
    static QJsonValue encode(bool value) { return value; }
    static Result<bool> decode(const QJsonValue &value, const QString &path)
    {
        if (!value.isBool()) {
            return detail::wrong(path, "true or false");
        }
        return value.toBool();
    }
};

template <> struct Value<double> {
    static QJsonValue encode(double value) { return value; }
    static Result<double> decode(const QJsonValue &value, const QString &path)
    {
        if (!value.isDouble()) {
            return detail::wrong(path, "a number");
        }
        return value.toDouble();
    }
};

/// Whole numbers below 2^53; larger ones do not survive JSON everywhere and are refused.
template <class T>
requires std::is_integral_v<T> &&(!std::is_same_v<T, bool>)struct Value<T> {
    static QJsonValue encode(T value) { return static_cast<qint64>(value); }
    static Result<T> decode(const QJsonValue &value, const QString &path)
    {
        constexpr double exact = 9007199254740991.0; // 2^53 could be 2^53 + 1, rounded
        const double number = value.toDouble(std::numeric_limits<double>::quiet_NaN());
        if (!value.isDouble() || std::trunc(number) != number || std::abs(number) > exact
            || number < static_cast<double>(std::numeric_limits<T>::min())
            || number > static_cast<double>(std::numeric_limits<T>::max())) {
            return detail::wrong(path, "a whole number in range");
        }
        return static_cast<T>(number);
    }
};

template <> struct Value<std::chrono::milliseconds> {
    static QJsonValue encode(std::chrono::milliseconds value) { return static_cast<qint64>(value.count()); }
    static Result<std::chrono::milliseconds> decode(const QJsonValue &value, const QString &path)
    {
        return Value<qint64>::decode(value, path).map([](qint64 ms) {
            return std::chrono::milliseconds(ms);
        });
    }
};

template <class Tag> struct Value<Id<Tag>> {
    static QJsonValue encode(const Id<Tag> &value) { return value.text(); }
    static Result<Id<Tag>> decode(const QJsonValue &value, const QString &path)
    {
        return Value<QString>::decode(value, path).map([](QString text) { return Id<Tag>(std::move(text)); });
    }
};

template <> struct Value<QJsonValue> {
    static QJsonValue encode(const QJsonValue &value) { return value; }
    static Result<QJsonValue> decode(const QJsonValue &value, const QString &) { return value; }
};

template <> struct Value<QJsonObject> {
    static QJsonValue encode(const QJsonObject &value) { return value; }
    static Result<QJsonObject> decode(const QJsonValue &value, const QString &path)
    {
        if (!value.isObject()) {
            return detail::wrong(path, "an object");
        }
        return value.toObject();
    }
};

template <WireEnum E> struct Value<E> {
    static QJsonValue encode(E value) { return wireName(value); }
    static Result<E> decode(const QJsonValue &value, const QString &path)
    {
        const auto found = value.isString() ? fromWireName<E>(value.toString()) : std::nullopt;
        if (!found) {
            QString words;
            for (const auto &[candidate, name] : WireNames<E>::names) {
                words += (words.isEmpty() ? QString() : QStringLiteral(", ")) + QString::fromLatin1(name);
            }
            return failure(Errc::InvalidParams, path + QStringLiteral(" must be one of: ") + words, path);
        }
        return *found;
    }
};

/// Absent and null both mean nothing.
template <class T> struct Value<std::optional<T>> {
    static QJsonValue encode(const std::optional<T> &value)
    {
        return value ? Value<T>::encode(*value) : QJsonValue(QJsonValue::Undefined);
    }
    static Result<std::optional<T>> decode(const QJsonValue &value, const QString &path)
    {
        if (value.isUndefined() || value.isNull()) {
            return std::optional<T>();
        }
        return Value<T>::decode(value, path).map([](T inner) { return std::optional<T>(std::move(inner)); });
    }
};

template <class T> struct Value<std::vector<T>> {
    static QJsonValue encode(const std::vector<T> &values)
    {
        QJsonArray array;
        for (const T &value : values) {
            array.append(Value<T>::encode(value));
        }
        return array;
    }
    static Result<std::vector<T>> decode(const QJsonValue &value, const QString &path)
    {
        if (!value.isArray()) {
            return detail::wrong(path, "an array");
        }
        std::vector<T> values;
        const QJsonArray array = value.toArray();
        for (qsizetype i = 0; i < array.size(); ++i) {
            auto item = Value<T>::decode(array.at(i), path + u'[' + QString::number(i) + u']');
            if (!item) {
                return tl::unexpected(std::move(item).error());
            }
            values.push_back(std::move(*item));
        }
        return values;
    }
};

template <Message T> struct Value<T> {
    static QJsonValue encode(const T &value) { return json::encode(value); }
    static Result<T> decode(const QJsonValue &value, const QString &path)
    {
        if (!value.isObject()) {
            return detail::wrong(path, "an object");
        }
        return json::decode<T>(value.toObject(), Unknown::Ignore, path);
    }
};

/// Members that are an empty optional are left out.
template <Message T> QJsonObject encode(const T &message)
{
    QJsonObject object;
    const auto put = [&](const auto &field) {
        using M = std::remove_cvref_t<decltype(message.*field.member)>;
        const QJsonValue value = Value<M>::encode(message.*field.member);
        if (!value.isUndefined()) {
            object.insert(QLatin1StringView(field.key), value);
        }
    };
    std::apply([&](const auto &...field) { (put(field), ...); }, T::fields());
    return object;
}

/// Stops at the first value that does not fit.
template <Message T> Result<T> decode(const QJsonObject &object, Unknown unknown, const QString &path)
{
    T message{};
    std::optional<Error> error;
    const auto pathOf = [&](QLatin1StringView key) {
        return path.isEmpty() ? QString(key) : QString(path + u'.' + key);
    };
    const auto take = [&](const auto &field) {
        using M = std::remove_cvref_t<decltype(message.*field.member)>;
        if (error) {
            return;
        }
        const QLatin1StringView key(field.key);
        const QJsonValue value = object.value(key);
        if constexpr (!detail::IsOptional<M>::value) {
            if (value.isUndefined()) {
                error =
                    Error{Errc::InvalidParams, pathOf(key) + QStringLiteral(" is missing"), pathOf(key), {}};
                return;
            }
        }
        if (auto decoded = Value<M>::decode(value, pathOf(key))) {
            message.*field.member = std::move(*decoded);
        } else {
            error = std::move(decoded).error();
        }
    };
    std::apply([&](const auto &...field) { (take(field), ...); }, T::fields());
    if (!error && unknown == Unknown::Refuse) {
        for (auto it = object.begin(); it != object.end() && !error; ++it) {
            const bool known = std::apply(
                [&](const auto &...field) { return ((it.key() == QLatin1StringView(field.key)) || ...); },
                T::fields());
            if (!known) {
                const QString name = path.isEmpty() ? it.key() : QString(path + u'.' + it.key());
                error = Error{Errc::InvalidParams, name + QStringLiteral(" is not known"), name, {}};
            }
        }
    }
    if (error) {
        return tl::unexpected(std::move(*error));
    }
    return message;
}

} // namespace cordboard::json
