// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/json/codec.h"

#include <optional>

namespace cordboard::json {

/// A member that is always there and null where nothing is known, other than std::optional, which is left
/// out.
template <class T> struct Nullable {
    std::optional<T> value;
    friend bool operator==(const Nullable &, const Nullable &) = default;
};

template <class T> struct Value<Nullable<T>> {
    static QJsonValue encode(const Nullable<T> &nullable)
    {
        return nullable.value ? Value<T>::encode(*nullable.value) : QJsonValue(QJsonValue::Null);
    }
    static Result<Nullable<T>> decode(const QJsonValue &value, const QString &path)
    {
        return Value<std::optional<T>>::decode(value, path).map([](std::optional<T> inner) {
            return Nullable<T>{std::move(inner)};
        });
    }
};

} // namespace cordboard::json
