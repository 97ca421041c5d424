// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QString>

namespace cordboard::cli {

/// To standard output, at once.
void print(const QString &text);
/// To standard error, as one printable line with the program's name before it.
void complain(const QString &text);
/// One line of printable JSON, with its newline.
[[nodiscard]] QString oneLine(const QByteArray &json);
[[nodiscard]] QString oneLine(const QJsonObject &object);

} // namespace cordboard::cli
