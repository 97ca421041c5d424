// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonArray>
#include <QJsonObject>

namespace cordboard {

/// About what a value takes in memory, which is far more than its text where that consists of small things.
[[nodiscard]] inline qsizetype bytesOf(const QJsonValue &value)
{
    constexpr qsizetype element = 16; // of Qt's container
    constexpr qsizetype container = 64;
    qsizetype bytes = element;
    if (value.isString()) {
        bytes += 2 * value.toString().size();
    } else if (value.isArray()) {
        bytes += container;
        for (const QJsonValue &item : value.toArray()) {
            bytes += bytesOf(item);
        }
    } else if (value.isObject()) {
        const QJsonObject object = value.toObject();
        bytes += container;
        for (auto item = object.begin(); item != object.end(); ++item) {
            bytes += element + 2 * item.key().size() + bytesOf(*item);
        }
    }
    return bytes;
}

} // namespace cordboard
