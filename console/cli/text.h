// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringView>

#include <chrono>

/// Texts for a terminal, measured in its cells.
namespace cordboard::cli {

/// The text without anything that could steer a terminal or reorder a line: control characters, bidirectional
/// overrides, line separators, broken surrogates and code points without meaning become `?`. Joiners and
/// variation selectors vanish, and so do combining marks past the third on one character.
[[nodiscard]] QString printable(QStringView text);

/// JSON as one line that means the same and cannot steer a terminal: what printable() would replace is
/// written as `\uXXXX`, and control characters between the tokens are spaces.
[[nodiscard]] QString printableJson(QStringView json);

/// Cells that printable text takes: two for wide characters (Unicode's East Asian Width W and F, roughly, and
/// emoji), none for combining marks.
[[nodiscard]] int cellWidth(QStringView text);

/// Exactly `cells` wide: padded with spaces, or cut with `…` at its end.
[[nodiscard]] QString fitted(QStringView text, int cells);
/// As fitted(), but without padding.
[[nodiscard]] QString elided(QStringView text, int cells);

/// 0:07, 12:34, 1:02:03, 2d 03h. Negative ones, of clocks that disagree, are 0:00.
[[nodiscard]] QString durationText(std::chrono::milliseconds duration);

} // namespace cordboard::cli
