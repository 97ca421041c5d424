// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/json/codec.h"

#include <QJsonDocument>
#include <QTest>

namespace cordboard::tests {

[[nodiscard]] inline QJsonObject parsed(const QByteArray &text)
{
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError || !document.isObject()) {
        qFatal("no JSON object: %s", text.constData());
    }
    return document.object();
}

/// The message is this text on the wire, key for key, and the same message comes of it again.
template <class T> void roundTrip(const T &message, const QByteArray &text)
{
    const QJsonObject wire = parsed(text);
    QCOMPARE(json::encode(message), wire);
    const auto decoded = json::decode<T>(wire, json::Unknown::Refuse);
    QVERIFY2(decoded, decoded ? "" : qPrintable(decoded.error().message));
    QVERIFY(*decoded == message);
}

/// The path of the value that makes the object unreadable; "none" if it is readable.
template <class T> [[nodiscard]] QString fieldAtFault(const QJsonObject &wire)
{
    const auto decoded = json::decode<T>(wire);
    return decoded ? QStringLiteral("none") : decoded.error().field;
}

enum class Absent { Refused, Nothing }; ///< what a message says to a key that is not there
enum class Null { Refused, Nothing };

/// One key of a message, starting from an object that is whole.
struct Rule {
    const char *key;
    Absent absent;
    Null null;
    QJsonValue wrong; ///< of a type that it must not have
};

/// Takes each key away, sets it to null and to the wrong type, and sees who is blamed. Every key must have a
/// rule.
template <class T> void checkRules(const QByteArray &whole, const std::vector<Rule> &rules)
{
    const QJsonObject wire = parsed(whole);
    QCOMPARE(fieldAtFault<T>(wire), QStringLiteral("none"));
    QCOMPARE(qsizetype(rules.size()), wire.size());
    for (const Rule &rule : rules) {
        const QString key = QString::fromLatin1(rule.key);
        QVERIFY2(wire.contains(key), rule.key);
        QJsonObject changed = wire;
        changed.remove(key);
        QCOMPARE(fieldAtFault<T>(changed), rule.absent == Absent::Refused ? key : QStringLiteral("none"));
        changed.insert(key, QJsonValue::Null);
        QCOMPARE(fieldAtFault<T>(changed), rule.null == Null::Refused ? key : QStringLiteral("none"));
        changed.insert(key, rule.wrong);
        QCOMPARE(fieldAtFault<T>(changed), key);
    }
    QJsonObject more = wire;
    more.insert(QStringLiteral("from the future"), QJsonObject{{QStringLiteral("x"), 1}});
    QCOMPARE(fieldAtFault<T>(more), QStringLiteral("none"));
}

} // namespace cordboard::tests
