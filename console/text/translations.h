// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLocale>
#include <QStringList>

namespace cordboard::console::text {

/// Installs the translations for `locale` in the running application: ours, and Qt's own for its dialogs
/// where they are on the machine. Those of an earlier call are taken out first. English is always there: its
/// plurals are a translation, too. The default QLocale becomes `locale`, or English, so that figures fit the
/// words. \returns the language that was installed ("de", "en", "ro")
QString installTranslations(const QLocale &locale);

/// Languages there are translations for, "en" first.
[[nodiscard]] QStringList languages();

} // namespace cordboard::console::text
