// SPDX-License-Identifier: Apache-2.0
#include "console/text/translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QTranslator>

#include <algorithm>

namespace cordboard::console::text {
namespace {

using namespace Qt::StringLiterals;

/// Ours among the application's children, so that a second call finds them.
const QString translatorName = u"cordboard translation"_s;
const QString ours = u":/cordboard/translations"_s;

void install(const QString &file, const QStringList &folders)
{
    auto *translator = new QTranslator(QCoreApplication::instance());
    translator->setObjectName(translatorName);
    const bool loaded = std::any_of(folders.begin(), folders.end(),
        [&](const QString &folder) { return translator->load(file, folder); });
    if (!loaded || !QCoreApplication::installTranslator(translator)) {
        delete translator;
    }
}

} // namespace

QStringList languages() { return {u"en"_s, u"de"_s, u"ro"_s}; }

QString installTranslations(const QLocale &locale)
{
    QCoreApplication *application = QCoreApplication::instance();
    const auto before = application->findChildren<QTranslator *>(translatorName, Qt::FindDirectChildrenOnly);
    for (QTranslator *translator : before) {
        QCoreApplication::removeTranslator(translator);
        delete translator;
    }
    const QString wanted = locale.name().section(u'_', 0, 0);
    QString language = languages().contains(wanted) ? wanted : u"en"_s;
    QLocale::setDefault(language == wanted ? locale : QLocale(QLocale::English));
    // The one that was installed last is asked first: ours.
    install(u"qtbase_"_s + language, {QLibraryInfo::path(QLibraryInfo::TranslationsPath), ours});
    install(u"cordboard_"_s + language, {ours});
    return language;
}

} // namespace cordboard::console::text
