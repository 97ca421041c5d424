// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

namespace cordboard::console::text {

/// One field of a CSV file (RFC 4180), quoted where it must be, that no spreadsheet takes for a formula: what
/// begins (also after spaces) with `=`, `+`, `-`, `@`, tab or carriage return gets an apostrophe in front.
///
/// Telephone numbers (`+49 221 4710-118`) and plain numbers (`-3`, `+49`) keep their form and get none:
/// digits, spaces, dots, dashes, slashes and round brackets after one sign cannot call a function. Control
/// characters but line breaks and tabs are left out.
[[nodiscard]] QString csvField(QStringView text);

/// A whole record, with `\r\n`.
[[nodiscard]] QString csvRecord(const QStringList &fields, QChar separator = u',');

} // namespace cordboard::console::text
