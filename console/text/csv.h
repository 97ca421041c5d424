// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

namespace cordboard::console::text {

/// One field of a CSV file (RFC 4180), quoted where it must be, that no spreadsheet takes for a formula: what
/// begins (also after spaces) with `=`, `+`, `-`, `@`, their full-width forms, tab or carriage return gets an
/// apostrophe in front.
///
/// Numbers keep their form and get none: one sign, digits and spaces, a decimal fraction (`+49 221 4710118`,
/// `-3.5`). With further dashes, slashes or brackets a spreadsheet would compute, so those are guarded.
/// Control characters but line breaks and tabs are left out.
[[nodiscard]] QString csvField(QStringView text);

/// A whole record, with `\r\n`.
[[nodiscard]] QString csvRecord(const QStringList &fields, QChar separator = u',');

} // namespace cordboard::console::text
