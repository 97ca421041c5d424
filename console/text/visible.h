// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

/// Text from calls is chosen by strangers. Everything of it that is shown, spoken, copied or notified passes
/// through here, and no widget ever takes it for rich text.
namespace cordboard::console::text {

inline constexpr qsizetype visibleLimit = 160;

/// `text` as one line of plain text in which nothing hides: control, bidirectional, zero-width and other
/// invisible characters, private and unassigned ones and lone surrogates are shown as their number,
/// `‹U+202E›`; line breaks and tabs as `↵` and `⇥`; odd spaces become spaces. Joiners stay between letters
/// that need them (Persian, Indic scripts) and in emoji. At most four combining marks follow one character.
/// \param limit  length in UTF-16 units above which it ends in `…`; never cuts a pair or an accent in two
[[nodiscard]] QString visibleText(QStringView text, qsizetype limit = visibleLimit);

/// The same, for a place within a sentence of ours: text that is written from right to left does not reorder
/// the words around it.
[[nodiscard]] QString inSentence(QStringView text, qsizetype limit = visibleLimit);

/// For setToolTip(): `text` (which may have line breaks of ours) so that Qt shows it letter by letter,
/// whatever it holds. An empty text stays empty, so that no tooltip comes.
[[nodiscard]] QString plainToolTip(const QString &text);

/// For desktop notifications, whose servers may take their text for markup: angle brackets and the beginnings
/// of entities are replaced by characters that look alike.
[[nodiscard]] QString plainNotification(const QString &text);

/// For labels of buttons, actions and menus: `&` stays an ampersand instead of making a mnemonic.
[[nodiscard]] QString withoutMnemonic(QString text);

} // namespace cordboard::console::text
