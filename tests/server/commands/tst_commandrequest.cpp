// SPDX-License-Identifier: Apache-2.0
#include "server/commands/commandrequest.h"
#include "tests/support/strict.h"

#include <QTest>

using namespace cordboard;
using namespace Qt::StringLiterals;
using protocol::Command;

namespace {

QJsonObject goodParams(Command method)
{
    switch (method) {
    case Command::CallStart:
        return {{u"caller"_s, u"sip:alice@x.example"_s}, {u"callee"_s, u"sip:bob@x.example"_s}};
    case Command::CallBlindTransfer:
        return {
            {u"callid"_s, u"c@x"_s}, {u"leg"_s, u"callee"_s}, {u"destination"_s, u"sip:dave@x.example"_s}};
    case Command::CallAttendedTransfer:
        return {{u"callidA"_s, u"a@x"_s}, {u"legA"_s, u"caller"_s}, {u"callidB"_s, u"b@x"_s},
            {u"legB"_s, u"callee"_s}};
    case Command::CallHold:
    case Command::CallUnhold:
    case Command::CallEnd:
        return {{u"callid"_s, u"c@x"_s}};
    case Command::Echo:
        return {{u"anything"_s, 1}};
    }
    return {};
}

QJsonObject with(QJsonObject object, const QString &key, const QJsonValue &value)
{
    object.insert(key, value);
    return object;
}

/// The parameters that a command cannot do without.
QStringList required(Command method) { return goodParams(method).keys(); }

const QList<Command> callCommands{Command::CallStart, Command::CallBlindTransfer,
    Command::CallAttendedTransfer, Command::CallHold, Command::CallUnhold, Command::CallEnd};

} // namespace

class CommandRequestTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void refuses_data()
    {
        QTest::addColumn<Command>("method");
        QTest::addColumn<QJsonObject>("params");
        QTest::addColumn<QString>("field");

        struct Ugly {
            const char *name;
            QJsonValue value;
        };
        const QList<Ugly> notAString{{"null", QJsonValue::Null}, {"a number", 7}, {"true", true},
            {"an array", QJsonArray{u"x"_s}}, {"an object", QJsonObject{{u"x"_s, 1}}}};
        const QString nul(QChar(u'\0'));
        const QList<Ugly> badText{{"empty", u""_s}, {"CR LF", u"sip:a@x\r\nTo: b"_s},
            {"LF at the end", u"sip:a@x\n"_s}, {"backslash", u"sip:a@x\\r\\nTo"_s},
            {"NUL", QString(u"sip:a"_s + nul + u"@x"_s)}, {"quote", u"sip:a\"@x"_s}, {"<", u"<sip:a@x"_s},
            {">", u"sip:a@x>"_s}, {"space", u"sip:a b@x"_s}, {"tab", u"sip:a\tb@x"_s},
            {"non-ASCII", u"sip:\u00e4@x"_s}, {"DEL", u"sip:a\x7f@x"_s}, {"huge", QString(100'000, u'a')},
            {"a lone surrogate", QString(QChar(u'\xd800'))}};
        const QList<Ugly> badUri{{"no scheme", u"alice"_s}, {"tel", u"tel:+4930"_s}, {"http", u"http://x/"_s},
            {"javascript", u"javascript:alert(1)"_s}, {"osid", u"sip:a@x;osid=3"_s}};
        const QList<Ugly> badLeg{{"unknown word", u"both"_s}, {"upper case", u"Caller"_s}, {"empty", u""_s},
            {"long", QString(5'000, u'c')}, {"a number", 1}};
        const QList<Ugly> badCmdId{{"a number", 1}, {"an object", QJsonObject()}, {"an array", QJsonArray()},
            {"true", true}, {"space", u"a b"_s}, {"CR LF", u"a\r\nb"_s}, {"backslash", u"a\\b"_s},
            {"quote", u"a\"b"_s}, {"NUL", QString(u"a"_s + nul)}, {"<", u"<a>"_s}, {"slash", u"a/b"_s},
            {"non-ASCII", u"\u00e4"_s}, {"a digit elsewhere", u"\u0663"_s},
            {"65 characters", QString(65, u'a')}};
        const QList<Ugly> badDeadline{{"negative", -1}, {"zero", 0}, {"999", 999}, {"600001", 600'001},
            {"huge", 1e300}, {"2^63", 9223372036854775808.0}, {"a fraction", 1000.5}, {"a string", u"5000"_s},
            {"true", true}};

        int n = 0;
        const auto add = [&n](Command method, const char *what, const QString &field,
                             const QJsonObject &params) {
            const QString name = json::wireName(method) + u' ' + field + u' ' + QString::fromLatin1(what)
                + u" #"_s + QString::number(++n);
            QTest::newRow(qPrintable(name)) << method << params << field;
        };
        const QStringList uris{u"caller"_s, u"callee"_s, u"destination"_s};
        for (const Command method : callCommands) {
            const QJsonObject good = goodParams(method);
            for (const QString &field : required(method)) {
                QJsonObject missing = good;
                missing.remove(field);
                const bool optionalLeg = field == u"leg"_s && method == Command::CallHold;
                if (!optionalLeg) {
                    add(method, "missing", field, missing);
                    for (const Ugly &ugly : notAString) {
                        add(method, ugly.name, field, with(good, field, ugly.value));
                    }
                }
                if (field.startsWith(u"leg"_s)) {
                    for (const Ugly &ugly : badLeg) {
                        add(method, ugly.name, field, with(good, field, ugly.value));
                    }
                    continue;
                }
                for (const Ugly &ugly : badText) {
                    add(method, ugly.name, field, with(good, field, ugly.value));
                }
                if (uris.contains(field)) {
                    for (const Ugly &ugly : badUri) {
                        add(method, ugly.name, field, with(good, field, ugly.value));
                    }
                } else {
                    add(method, "257 characters", field, with(good, field, QString(257, u'a')));
                    QString idField = field;
                    idField.replace(u"callid"_s, u"id"_s);
                    for (const Ugly &ugly : badText) {
                        add(method, ugly.name, idField, with(good, idField, ugly.value));
                    }
                }
            }
            for (const Ugly &ugly : badCmdId) {
                add(method, ugly.name, u"cmd_id"_s, with(good, u"cmd_id"_s, ugly.value));
            }
            for (const Ugly &ugly : badDeadline) {
                add(method, ugly.name, u"deadline_ms"_s, with(good, u"deadline_ms"_s, ugly.value));
            }
            add(method, "no parameters at all",
                required(method).first() == u"callee"_s ? u"caller"_s : QString(), {});
        }
        for (const Ugly &ugly : badCmdId) {
            add(Command::Echo, ugly.name, u"cmd_id"_s, with({}, u"cmd_id"_s, ugly.value));
        }
        for (const Ugly &ugly : badLeg) {
            add(Command::CallHold, ugly.name, u"leg"_s,
                with(goodParams(Command::CallHold), u"leg"_s, ugly.value));
        }
        const QJsonObject start = goodParams(Command::CallStart);
        add(Command::CallStart, "a string", u"tags"_s, with(start, u"tags"_s, u"x"_s));
        add(Command::CallStart, "an array", u"tags"_s, with(start, u"tags"_s, QJsonArray()));
        add(Command::CallStart, "too large", u"tags"_s,
            with(start, u"tags"_s, QJsonObject{{u"k"_s, QString(1'024, u'x')}}));
        add(Command::CallStart, "a number", u"node"_s, with(start, u"node"_s, 1));
        add(Command::CallStart, "CR LF", u"node"_s, with(start, u"node"_s, u"a\r\nb"_s));
        const QJsonObject attended = goodParams(Command::CallAttendedTransfer);
        add(Command::CallAttendedTransfer, "no URI", u"destination"_s,
            with(attended, u"destination"_s, u"dave"_s));
        add(Command::CallAttendedTransfer, "the same call", u"callidB"_s,
            with(attended, u"callidB"_s, u"a@x"_s));
        add(Command::CallAttendedTransfer, "the same id", u"idB"_s,
            with(with(attended, u"idA"_s, u"1"_s), u"idB"_s, u"1"_s));
    }
    void refuses()
    {
        QFETCH(Command, method);
        QFETCH(QJsonObject, params);
        QFETCH(QString, field);
        const auto result = CommandRequest::parse(method, params);
        QVERIFY(!result);
        QCOMPARE_EQ(result.error().code, Errc::InvalidParams);
        QVERIFY(!result.error().message.isEmpty());
        QVERIFY(!result.error().field.isEmpty());
        if (!field.isEmpty()) {
            QCOMPARE_EQ(result.error().field, field);
        }
        // What is refused is not repeated to logs and people.
        QVERIFY2(result.error().message.size() < 300, qPrintable(result.error().message));
    }

    void accepts_data()
    {
        QTest::addColumn<Command>("method");
        QTest::addColumn<QJsonObject>("params");
        for (const auto &[method, name] : json::WireNames<Command>::names) {
            const QJsonObject good = goodParams(method);
            const auto row = [&, method = method, label = QByteArray(name)](
                                 const char *what, const QJsonObject &params) {
                QTest::addRow("%s %s", label.constData(), what) << method << params;
            };
            row("plain", good);
            row("unknown key", with(good, u"exec"_s, u"system(\"rm\")"_s));
            row("cmd_id empty", with(good, u"cmd_id"_s, u""_s));
            row("cmd_id null", with(good, u"cmd_id"_s, QJsonValue::Null));
            row("cmd_id of 64", with(good, u"cmd_id"_s, QString(64, u'Z')));
            row("cmd_id with all its characters", with(good, u"cmd_id"_s, u"aZ09_.:-"_s));
            row("cmd_id like a function", with(good, u"cmd_id"_s, u"deleteLater"_s));
            row("shortest deadline", with(good, u"deadline_ms"_s, 1'000));
            row("longest deadline", with(good, u"deadline_ms"_s, 600'000));
        }
        const QJsonObject end = goodParams(Command::CallEnd);
        QTest::newRow("id alone") << Command::CallEnd << QJsonObject{{u"id"_s, u"edge-1:1:2"_s}};
        QTest::newRow("both names") << Command::CallEnd << with(end, u"id"_s, u"1"_s);
        QTest::newRow("callid of 256") << Command::CallEnd << with(end, u"callid"_s, QString(256, u'a'));
        QTest::newRow("callid like a function")
            << Command::CallEnd << with(end, u"callid"_s, u"destroyed()"_s);
        QTest::newRow("tags of 1 kB")
            << Command::CallStart
            << with(goodParams(Command::CallStart), u"tags"_s, QJsonObject{{u"k"_s, QString(1'016, u'x')}});
        QTest::newRow("hold of a leg") << Command::CallHold << with(end, u"leg"_s, u"caller"_s);
        QTest::newRow("leg null") << Command::CallHold << with(end, u"leg"_s, QJsonValue::Null);
    }
    void accepts()
    {
        QFETCH(Command, method);
        QFETCH(QJsonObject, params);
        const auto result = CommandRequest::parse(method, params);
        QVERIFY2(result.has_value(), result ? "" : qPrintable(result.error().message));
        QCOMPARE_EQ(result->method, method);
        const QString cmdId = params.value(u"cmd_id"_s).toString();
        QCOMPARE_EQ(result->cmdId.has_value(), !cmdId.isEmpty());
        QCOMPARE_EQ(result->contentHash.isEmpty(), method == Command::Echo);
    }

    void deadlineOfAnEchoIsItsOwn()
    {
        QVERIFY(CommandRequest::parse(Command::Echo, {{u"deadline_ms"_s, u"soon"_s}}));
    }

    void readsEverything()
    {
        const auto start = CommandRequest::parse(Command::CallStart,
            {{u"caller"_s, u"sip:alice@x.example"_s}, {u"callee"_s, u"sip:bob@x.example"_s},
                {u"node"_s, u"edge-2"_s}, {u"tags"_s, QJsonObject{{u"ticket"_s, 7}}},
                {u"deadline_ms"_s, 2'000}});
        QVERIFY(start);
        const auto &what = std::get<StartRequest>(start->what);
        QCOMPARE_EQ(what.caller.user(), u"alice"_s);
        QCOMPARE_EQ(what.calleeText, u"sip:bob@x.example"_s);
        QCOMPARE_EQ(what.node, NodeName(u"edge-2"_s));
        QCOMPARE_EQ(what.tags.value(u"ticket"_s).toInt(), 7);
        QCOMPARE_EQ(start->deadline, std::chrono::milliseconds(2'000));

        const auto unhold =
            CommandRequest::parse(Command::CallUnhold, {{u"id"_s, u"1"_s}, {u"leg"_s, u"callee"_s}});
        QVERIFY(unhold);
        QVERIFY(std::get<HoldRequest>(unhold->what).resume);
        QVERIFY(std::get<HoldRequest>(unhold->what).leg == LegRole::Callee);
    }

    void contentIsTheMethodAndItsOwnParameters()
    {
        const auto hash = [](Command method, const QJsonObject &params) {
            return CommandRequest::parse(method, params)->contentHash;
        };
        const QJsonObject hold = goodParams(Command::CallHold);
        const QByteArray plain = hash(Command::CallHold, hold);
        QCOMPARE_EQ(plain.size(), 32);
        QCOMPARE_EQ(hash(Command::CallHold, with(hold, u"cmd_id"_s, u"x"_s)), plain);
        QCOMPARE_EQ(hash(Command::CallHold, with(hold, u"deadline_ms"_s, 5'000)), plain);
        QCOMPARE_EQ(hash(Command::CallHold, with(hold, u"unknown"_s, 1)), plain);
        QCOMPARE_EQ(hash(Command::CallHold, with(hold, u"leg"_s, QJsonValue::Null)), plain);
        QCOMPARE_NE(hash(Command::CallHold, with(hold, u"leg"_s, u"caller"_s)), plain);
        QCOMPARE_NE(hash(Command::CallHold, with(hold, u"id"_s, u"1"_s)), plain);
        QCOMPARE_NE(hash(Command::CallHold, with(hold, u"callid"_s, u"d@x"_s)), plain);
        QCOMPARE_NE(hash(Command::CallUnhold, hold), plain);
    }
};

QTEST_GUILESS_MAIN(CommandRequestTest)
#include "tst_commandrequest.moc"
