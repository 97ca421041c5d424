// SPDX-License-Identifier: Apache-2.0
#include "common/json/codec.h"
#include "tests/support/strict.h"

#include <QJsonDocument>
#include <QTest>

using namespace cordboard;
using namespace Qt::StringLiterals;
using json::Field;

namespace {
enum class Colour { Red, Green, Unnamed };
} // namespace

template <> struct cordboard::json::WireNames<Colour> {
    static constexpr std::pair<Colour, const char *> names[]{
        {Colour::Red, "red"}, {Colour::Green, "light green"}};
};

namespace {

struct Inner {
    int number = 0;
    std::optional<QString> text;
    static constexpr auto fields()
    {
        return std::tuple{Field{&Inner::number, "number"}, Field{&Inner::text, "text"}};
    }
    friend bool operator==(const Inner &, const Inner &) = default;
};

struct Outer {
    QString text;
    bool flag = false;
    double real = 0;
    int integer = 0;
    quint16 port = 0;
    qint64 large = 0;
    std::chrono::milliseconds time{};
    CallId id;
    Colour colour = Colour::Red;
    QJsonObject object;
    QJsonValue any;
    Inner inner;
    std::vector<Inner> list;
    std::optional<int> maybe;
    static constexpr auto fields()
    {
        using S = Outer;
        return std::tuple{Field{&S::text, "text"}, Field{&S::flag, "flag"}, Field{&S::real, "real"},
            Field{&S::integer, "integer"}, Field{&S::port, "port"}, Field{&S::large, "large"},
            Field{&S::time, "time_ms"}, Field{&S::id, "id"}, Field{&S::colour, "colour"},
            Field{&S::object, "object"}, Field{&S::any, "any"}, Field{&S::inner, "inner"},
            Field{&S::list, "list"}, Field{&S::maybe, "maybe"}};
    }
    friend bool operator==(const Outer &, const Outer &) = default;
};

Outer full()
{
    return Outer{.text = u"ä\"\n📞"_s,
        .flag = true,
        .real = -1.5,
        .integer = -7,
        .port = 65535,
        .large = 9007199254740991,
        .time = std::chrono::milliseconds(1500),
        .id = CallId(u"edge-1/1:2"_s),
        .colour = Colour::Green,
        .object = {{u"a"_s, QJsonArray{1, QJsonValue()}}},
        .any = u"x"_s,
        .inner = {1, u"i"_s},
        .list = {{2, std::nullopt}, {3, QString(u""_s)}},
        .maybe = 0};
}

/// JSON text that may be a scalar.
QJsonValue value(const QByteArray &text)
{
    const QJsonDocument document = QJsonDocument::fromJson('[' + text + ']');
    if (!document.isArray()) {
        qFatal("%s", text.constData());
    }
    return document.array().at(0);
}

} // namespace

class CodecTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void whatIsEncodedComesBack()
    {
        const auto decoded = json::decode<Outer>(json::encode(full()), json::Unknown::Refuse);
        QVERIFY(decoded);
        QCOMPARE(*decoded, full());
        // and by way of text
        const QByteArray text = QJsonDocument(json::encode(full())).toJson();
        QCOMPARE(*json::decode<Outer>(QJsonDocument::fromJson(text).object()), full());
    }

    void anEmptyOptionalIsLeftOut()
    {
        QCOMPARE(json::encode(Inner{5, std::nullopt}), (QJsonObject{{u"number"_s, 5}}));
        QCOMPARE(json::encode(Inner{5, QString()}), (QJsonObject{{u"number"_s, 5}, {u"text"_s, QString()}}));
    }

    void missingAndNull_data()
    {
        QTest::addColumn<QString>("key");
        for (const QString &key : json::encode(full()).keys()) {
            QTest::newRow(qPrintable(key)) << key;
        }
    }
    void missingAndNull()
    {
        QFETCH(QString, key);
        QJsonObject object = json::encode(full());
        object.remove(key);
        const auto missing = json::decode<Outer>(object);
        object.insert(key, QJsonValue::Null);
        const auto null = json::decode<Outer>(object);
        if (key == u"maybe"_s) {
            QVERIFY(missing && !missing->maybe);
            QVERIFY(null && !null->maybe);
            return;
        }
        QVERIFY(!missing);
        QCOMPARE(missing.error().code, Errc::InvalidParams);
        QCOMPARE(missing.error().field, key);
        QCOMPARE(missing.error().message, QString(key + u" is missing"_s));
        if (key == u"any"_s) {
            QVERIFY(null && null->any.isNull());
            return;
        }
        QVERIFY(!null);
        QCOMPARE(null.error().field, key);
    }

    void wrongValues_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("field");
        const auto row = [](const char *key, const char *text, const char *field = nullptr) {
            QTest::addRow("%s %s", key, text)
                << QString::fromLatin1(key) << QByteArray(text) << QString::fromLatin1(field ? field : key);
        };
        for (const char *text : {"1", "true", "[]", "{}", "[\"a\"]"}) {
            row("text", text);
            row("id", text);
            row("colour", text);
        }
        for (const char *text : {"0", "1", "\"true\"", "\"\"", "[]", "{}"}) {
            row("flag", text);
        }
        for (const char *text : {"\"1\"", "true", "[1]", "{}"}) {
            row("real", text);
            row("integer", text);
            row("port", text);
            row("time_ms", text);
            row("maybe", text);
        }
        for (const char *text :
            {"1.5", "-0.1", "1e-9", "2147483648", "-2147483649", "1e300", "9223372036854775807"}) {
            row("integer", text);
            row("maybe", text);
            row("port", text);
        }
        row("port", "-1");
        row("port", "65536");
        for (const char *text : {"9007199254740992", "9007199254740993", "-9007199254740992",
                 "9223372036854775807", "-9223372036854775808", "1e19", "0.5"}) {
            row("large", text);
            row("time_ms", text);
        }
        for (const char *text : {"\"\"", "\"Red\"", "\"RED\"", "\"red \"", "\"light_green\"",
                 "\"r\\u0065d\\u0000\"", "\"rouge\"", "\"\\u0440ed\""}) {
            row("colour", text);
        }
        for (const char *text : {"\"{}\"", "1", "true", "[]"}) {
            row("object", text);
            row("inner", text);
        }
        for (const char *text : {"\"[]\"", "1", "true", "{}"}) {
            row("list", text);
        }
        row("inner", "{}", "inner.number");
        row("inner", R"({"number":null})", "inner.number");
        row("inner", R"({"number":1,"text":[]})", "inner.text");
        row("list", "[1]", "list[0]");
        row("list", "[null]", "list[0]");
        row("list", R"([{"number":1},{"number":1},{}])", "list[2].number");
        row("list", R"([{"number":1},{"number":1,"text":5}])", "list[1].text");
    }
    void wrongValues()
    {
        QFETCH(QString, key);
        QFETCH(QByteArray, text);
        QFETCH(QString, field);
        QJsonObject object = json::encode(full());
        object.insert(key, value(text));
        const auto decoded = json::decode<Outer>(object);
        QVERIFY(!decoded);
        QCOMPARE(decoded.error().code, Errc::InvalidParams);
        QCOMPARE(decoded.error().field, field);
        QVERIFY(decoded.error().message.startsWith(field + u' '));
    }

    void atTheLimits_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char *key, const char *text) {
            QTest::addRow("%s %s", key, text) << QString::fromLatin1(key) << QByteArray(text);
        };
        row("integer", "2147483647");
        row("integer", "-2147483648");
        row("integer", "5");
        row("port", "0");
        row("port", "65535");
        row("large", "9007199254740991");
        row("large", "-9007199254740991");
        row("real", "1e300");
        row("time_ms", "-5");
        row("text", "\"\"");
        row("text", "\"\\u0000\"");
        row("id", "\"\"");
        row("list", "[]");
        row("object", "{}");
        row("any", "[[]]");
    }
    void atTheLimits()
    {
        QFETCH(QString, key);
        QFETCH(QByteArray, text);
        QJsonObject object = json::encode(full());
        object.insert(key, value(text));
        const auto decoded = json::decode<Outer>(object);
        QVERIFY(decoded);
        QCOMPARE(json::encode(*decoded).value(key), value(text));
    }

    void wholeNumbersMayBeWrittenAsFractions()
    {
        QJsonObject object = json::encode(full());
        object.insert(u"integer"_s, value("5.0"));
        object.insert(u"port"_s, value("5e3"));
        const auto decoded = json::decode<Outer>(object);
        QVERIFY(decoded);
        QCOMPARE(decoded->integer, 5);
        QCOMPARE(decoded->port, quint16(5000));
    }

    void unknownKeys()
    {
        const QJsonObject object{{u"number"_s, 1}, {u"Number"_s, 2}};
        QVERIFY(json::decode<Inner>(object));
        const auto top = json::decode<Inner>(object, json::Unknown::Refuse);
        QVERIFY(!top);
        QCOMPARE(top.error(), (Error{Errc::InvalidParams, u"Number is not known"_s, u"Number"_s}));
        const auto nested = json::decode<Inner>(object, json::Unknown::Refuse, u"nodes[0]"_s);
        QCOMPARE(nested.error().field, u"nodes[0].Number"_s);
    }

    void whatIsWrongComesBeforeWhatIsUnknown()
    {
        const auto decoded = json::decode<Inner>({{u"a"_s, 1}}, json::Unknown::Refuse);
        QCOMPARE(decoded.error().field, u"number"_s);
    }

    void enumsKnowTheirWords()
    {
        QCOMPARE(json::wireName(Colour::Green), u"light green"_s);
        QCOMPARE(json::wireName(Colour::Unnamed), QString());
        QCOMPARE(json::fromWireName<Colour>(u"red"), Colour::Red);
        QVERIFY(!json::fromWireName<Colour>(u""));
        QJsonObject object = json::encode(full());
        object.insert(u"colour"_s, u"blue"_s);
        QCOMPARE(json::decode<Outer>(object).error().message, u"colour must be one of: red, light green"_s);
    }
};

QTEST_GUILESS_MAIN(CodecTest)
#include "tst_codec.moc"
