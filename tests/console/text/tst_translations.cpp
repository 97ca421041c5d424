// SPDX-License-Identifier: Apache-2.0
#include "console/text/callwords.h"
#include "console/text/translations.h"
#include "tests/support/strict.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTranslator>
#include <QXmlStreamReader>

using namespace cordboard;
using namespace cordboard::console;
using namespace Qt::StringLiterals;

namespace {

const QString folder = QStringLiteral(CORDBOARD_SOURCE_DIR "/resources/translations/");

struct Message {
    QString context;
    QString source;
    QString comment;
    QString type; ///< of the translation: "unfinished", "vanished", "obsolete" or none
    bool numerus = false;
    QStringList forms;

    [[nodiscard]] QString name() const { return context + u": "_s + source + u" / "_s + comment; }
};

QList<Message> read(const QString &file)
{
    QFile ts(file);
    QList<Message> messages;
    if (!ts.open(QIODevice::ReadOnly)) {
        return messages;
    }
    QXmlStreamReader xml(&ts);
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) {
            continue;
        }
        const QStringView name = xml.name();
        if (name == "name"_L1) {
            context = xml.readElementText();
        } else if (name == "message"_L1) {
            messages.append({context, {}, {}, {}, xml.attributes().value("numerus"_L1) == "yes"_L1, {}});
        } else if (name == "source"_L1) {
            messages.last().source = xml.readElementText();
        } else if (name == "comment"_L1) {
            messages.last().comment = xml.readElementText();
        } else if (name == "translation"_L1) {
            messages.last().type = xml.attributes().value("type"_L1).toString();
            if (!messages.last().numerus) {
                messages.last().forms.append(xml.readElementText());
            }
        } else if (name == "numerusform"_L1) {
            messages.last().forms.append(xml.readElementText());
        }
    }
    return xml.hasError() ? QList<Message>() : messages;
}

QStringList names(const QList<Message> &messages)
{
    QStringList all;
    for (const Message &message : messages) {
        all.append(message.name());
    }
    all.sort();
    return all;
}

/// `%1`, `%2`, ... and `%n` in the text, sorted.
QStringList places(const QString &text, bool numbersToo)
{
    static const QRegularExpression place(u"%L?(?:[0-9]{1,2}|n)"_s);
    QStringList all;
    for (auto matches = place.globalMatch(text); matches.hasNext();) {
        const QString one = matches.next().captured();
        if (numbersToo || !one.endsWith(u'n')) {
            all.append(one);
        }
    }
    all.sort();
    all.removeDuplicates();
    return all;
}

/// What a text ends with that its translation must end with, too.
QString ending(const QString &text)
{
    const QChar last = text.isEmpty() ? QChar() : text.back();
    return u".…:?! "_s.contains(last) ? QString(last) : QString();
}

} // namespace

class TestTranslations : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }
    void isComplete_data();
    void isComplete();
    void isUpToDate_data();
    void isUpToDate();
    void saysTheSameInAll();
    void speaks_data();
    void speaks();
    void changesLanguage();
    void translatesQtsOwn();
};

void TestTranslations::isComplete_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("plurals");
    QTest::newRow("en") << u"cordboard_en.ts"_s << 2;
    QTest::newRow("de") << u"cordboard_de.ts"_s << 2;
    QTest::newRow("ro") << u"cordboard_ro.ts"_s << 3;
    QTest::newRow("Qt in ro") << u"qtbase_ro.ts"_s << 3;
}

void TestTranslations::isComplete()
{
    QFETCH(const QString, file);
    QFETCH(const int, plurals);
    const QList<Message> messages = read(folder + file);
    QVERIFY(!messages.isEmpty());
    for (const Message &message : messages) {
        const auto where = [&message] { return qPrintable(message.name()); };
        QVERIFY2(message.type.isEmpty(), where());
        QCOMPARE(message.forms.size(), message.numerus ? plurals : 1);
        for (qsizetype i = 0; i < message.forms.size(); ++i) {
            const QString &form = message.forms.at(i);
            QVERIFY2(!form.trimmed().isEmpty(), where());
            // "one call" may do without its number, where that form means one only.
            const bool numbersToo = i > 0;
            QVERIFY2(places(form, numbersToo) == places(message.source, numbersToo), where());
            if (message.context != "QMessageBox"_L1) {
                QVERIFY2(ending(form) == ending(message.source), where());
            }
            const auto mnemonics = [](QString text) { return text.remove(u"&&"_s).count(u'&'); };
            QVERIFY2(mnemonics(form) == mnemonics(message.source), where());
        }
    }
}

void TestTranslations::isUpToDate_data()
{
    QTest::addColumn<QString>("language");
    for (const QString &language : text::languages()) {
        QTest::newRow(qPrintable(language)) << language;
    }
}

/// lupdate finds nothing new in the sources, and nothing gone.
void TestTranslations::isUpToDate()
{
    QFETCH(const QString, language);
    const QString name = u"cordboard_%1.ts"_s.arg(language);
    const QTemporaryDir scratch;
    QVERIFY(QFile::copy(folder + name, scratch.filePath(name)));
    QVERIFY(QFile::setPermissions(
        scratch.filePath(name), QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser));
    QProcess lupdate;
    QSignalSpy finished(&lupdate, &QProcess::finished);
    QStringList arguments{u"-silent"_s, u"-recursive"_s, u"-locations"_s, u"none"_s, u"-no-obsolete"_s,
        u"-I"_s, QStringLiteral(CORDBOARD_SOURCE_DIR), QStringLiteral(CORDBOARD_SOURCE_DIR "/console"),
        u"-target-language"_s, language};
    if (language == "en"_L1) {
        arguments.append(u"-pluralonly"_s);
    }
    lupdate.start(
        QStringLiteral(CORDBOARD_LUPDATE), arguments + QStringList{u"-ts"_s, scratch.filePath(name)});
    QVERIFY(finished.wait(30000));
    QCOMPARE(lupdate.exitCode(), 0);
    const QList<Message> updated = read(scratch.filePath(name));
    QCOMPARE(names(updated), names(read(folder + name)));
    for (const Message &message : updated) {
        QVERIFY2(message.type.isEmpty(), qPrintable(message.name()));
    }
}

void TestTranslations::saysTheSameInAll()
{
    QCOMPARE(names(read(folder + u"cordboard_ro.ts"_s)), names(read(folder + u"cordboard_de.ts"_s)));
}

void TestTranslations::speaks_data()
{
    QTest::addColumn<QLocale>("locale");
    QTest::addColumn<QString>("language");
    QTest::addColumn<QStringList>("words");
    const QStringList english{u"Ringing"_s, u"Talking"_s, u"Held"_s, u"Transferring"_s};
    const QStringList german{u"Klingelt"_s, u"Spricht"_s, u"Gehalten"_s, u"Wird verbunden"_s};
    const QStringList romanian{u"Sună"_s, u"Vorbește"_s, u"În așteptare"_s, u"Se transferă"_s};
    QTest::newRow("English") << QLocale(QLocale::English) << u"en"_s << english;
    QTest::newRow("German") << QLocale(QLocale::German) << u"de"_s << german;
    QTest::newRow("Austrian") << QLocale(QLocale::German, QLocale::Austria) << u"de"_s << german;
    QTest::newRow("Romanian") << QLocale(QLocale::Romanian) << u"ro"_s << romanian;
    QTest::newRow("Moldovan") << QLocale(QLocale::Romanian, QLocale::Moldova) << u"ro"_s << romanian;
    QTest::newRow("French") << QLocale(QLocale::French) << u"en"_s << english;
    QTest::newRow("C") << QLocale::c() << u"en"_s << english;
}

void TestTranslations::speaks()
{
    QFETCH(const QLocale, locale);
    QFETCH(const QString, language);
    QFETCH(const QStringList, words);
    QCOMPARE(text::installTranslations(locale), language);
    using text::ShownState;
    const QStringList said{text::stateWord(ShownState::Ringing), text::stateWord(ShownState::Talking),
        text::stateWord(ShownState::Held), text::stateWord(ShownState::Transferring)};
    QCOMPARE(said, words);
    QCOMPARE(QLocale().name().section(u'_', 0, 0), language);
}

void TestTranslations::changesLanguage()
{
    const auto count = [] { return qApp->findChildren<QTranslator *>().size(); };
    text::installTranslations(QLocale(QLocale::Romanian));
    const qsizetype before = count();
    for (int i = 0; i < 5; ++i) {
        text::installTranslations(QLocale(QLocale::German));
        text::installTranslations(QLocale(QLocale::Romanian));
    }
    QCOMPARE(count(), before);
    text::installTranslations(QLocale(QLocale::English));
    QCOMPARE(text::stateWord(text::ShownState::Held), u"Held"_s);
}

void TestTranslations::translatesQtsOwn()
{
    text::installTranslations(QLocale(QLocale::Romanian));
    QCOMPARE(QCoreApplication::translate("QPlatformTheme", "Cancel"), u"Anulare"_s);
    text::installTranslations(QLocale(QLocale::English));
    QCOMPARE(QCoreApplication::translate("QPlatformTheme", "Cancel"), u"Cancel"_s);
}

QTEST_GUILESS_MAIN(TestTranslations)
#include "tst_translations.moc"
