// SPDX-License-Identifier: Apache-2.0
#include "common/rpc/dispatcher.h"
#include "common/rpc/peer.h"
#include "tests/support/strict.h"

#include <QJsonArray>
#include <QTest>

using namespace cordboard;
using namespace cordboard::rpc;
using namespace Qt::StringLiterals;

namespace {
struct Point {
    int x = 0;
    std::optional<int> y;
    static constexpr auto fields()
    {
        return std::tuple{json::Field{&Point::x, "x"}, json::Field{&Point::y, "y"}};
    }
};
} // namespace

class DispatcherTest : public QObject {
    Q_OBJECT
    Dispatcher m_dispatcher;
    std::optional<Answer> ask(const QString &method, const QJsonValue &params)
    {
        std::optional<Answer> got;
        Peer peer(
            m_dispatcher, [](const QByteArray &) {}, this);
        m_dispatcher.dispatch(
            peer, method, params, Responder([&](Answer answer) { got = std::move(answer); }));
        return got;
    }
private Q_SLOTS:
    void initTestCase()
    {
        m_dispatcher.addTyped<Point>(u"Sum"_s, [this](Peer &peer, const Point &point, Responder responder) {
            QVERIFY(peer.context() == this);
            responder.respond(point.x + point.y.value_or(0));
        });
        m_dispatcher.addTyped<Point>(
            u"Strict"_s, [](Peer &, const Point &, Responder responder) { responder.respond(1); },
            json::Unknown::Refuse);
        m_dispatcher.addTyped<NoParams>(
            u"Plain"_s, [](Peer &, const NoParams &, Responder responder) { responder.respond(5); });
    }
    void init() { tests::failOnAnyWarning(); }

    void namesAreComparedToTheLetter_data()
    {
        QTest::addColumn<QString>("method");
        for (const auto &name :
            {u"sum"_s, u"SUM"_s, u"Sum "_s, u" Sum"_s, u""_s, u"Su"_s, u"Summ"_s, u"Sum()"_s, u"destroyed"_s,
                u"deleteLater"_s, u"rpc.Sum"_s, u"Ѕum"_s, QString(u"Sum"_s + QChar())}) {
            QTest::newRow(qPrintable(u'"' + name + u'"')) << name;
        }
    }
    void namesAreComparedToTheLetter()
    {
        QFETCH(QString, method);
        QVERIFY(!m_dispatcher.contains(method));
        const auto answer = ask(method, QJsonObject{{u"x"_s, 1}});
        QVERIFY(answer && !answer->outcome);
        QCOMPARE(answer->outcome.error().code, Errc::MethodNotFound);
    }

    void listsItsMethods()
    {
        QCOMPARE(m_dispatcher.methods(), (QStringList{u"Plain"_s, u"Strict"_s, u"Sum"_s}));
    }

    void decodes()
    {
        QCOMPARE(*ask(u"Sum"_s, QJsonObject{{u"x"_s, 1}, {u"y"_s, 2}, {u"z"_s, 3}})->outcome, QJsonValue(3));
        QCOMPARE(*ask(u"Plain"_s, QJsonValue::Undefined)->outcome, QJsonValue(5));
        QCOMPARE(*ask(u"Plain"_s, QJsonArray{})->outcome, QJsonValue(5));
    }

    void refusesWhatDoesNotDecode_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QJsonValue>("params");
        QTest::addColumn<QString>("field");
        QTest::newRow("absent") << u"Sum"_s << QJsonValue(QJsonValue::Undefined) << u"x"_s;
        QTest::newRow("missing") << u"Sum"_s << QJsonValue(QJsonObject{{u"y"_s, 1}}) << u"x"_s;
        QTest::newRow("null") << u"Sum"_s << QJsonValue(QJsonObject{{u"x"_s, QJsonValue::Null}}) << u"x"_s;
        QTest::newRow("wrong type") << u"Sum"_s << QJsonValue(QJsonObject{{u"x"_s, 1}, {u"y"_s, u"2"_s}})
                                    << u"y"_s;
        QTest::newRow("array") << u"Sum"_s << QJsonValue(QJsonArray{1, 2}) << u"params"_s;
        QTest::newRow("unknown") << u"Strict"_s << QJsonValue(QJsonObject{{u"x"_s, 1}, {u"z"_s, 1}})
                                 << u"z"_s;
    }
    void refusesWhatDoesNotDecode()
    {
        QFETCH(QString, method);
        QFETCH(QJsonValue, params);
        QFETCH(QString, field);
        const auto answer = ask(method, params);
        QVERIFY(answer && !answer->outcome);
        QCOMPARE(answer->outcome.error().code, Errc::InvalidParams);
        QCOMPARE(answer->outcome.error().field, field);
    }
};

QTEST_GUILESS_MAIN(DispatcherTest)
#include "tst_dispatcher.moc"
