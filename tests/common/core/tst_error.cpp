// SPDX-License-Identifier: Apache-2.0
#include "common/core/error.h"
#include "tests/support/strict.h"

#include <QSet>
#include <QTest>

using namespace cordboard;
using namespace Qt::StringLiterals;

namespace {

/// All of them, in a switch so that the compiler tells when one is missing here.
QList<Errc> all()
{
    QList<Errc> list;
    for (int i = 0;; ++i) {
        const auto code = static_cast<Errc>(i);
        switch (code) {
        case Errc::ParseError:
        case Errc::InvalidRequest:
        case Errc::MethodNotFound:
        case Errc::InvalidParams:
        case Errc::CallNotFound:
        case Errc::AmbiguousCall:
        case Errc::WrongState:
        case Errc::Conflict:
        case Errc::NotAllowed:
        case Errc::NotSupported:
        case Errc::LimitReached:
        case Errc::CommandNotFound:
        case Errc::RefusedByProxy:
        case Errc::RejectedByParty:
        case Errc::NoAnswer:
        case Errc::Timeout:
        case Errc::ProxyUnreachable:
        case Errc::CallEnded:
        case Errc::Cancelled:
        case Errc::Interrupted:
        case Errc::Abandoned:
        case Errc::LinkLost:
        case Errc::Internal:
            list.append(code);
            continue;
        }
        return list;
    }
}

} // namespace

class ErrorTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void wordsAreUniqueAndComeBack()
    {
        QSet<QString> words;
        for (const Errc code : all()) {
            QVERIFY(!word(code).isEmpty());
            words.insert(word(code));
            QCOMPARE(errcFromWord(QString(word(code))), code);
        }
        QCOMPARE(words.size(), all().size());
    }

    void unknownWordsAreNothing()
    {
        for (const auto &text : {u""_s, u"Internal"_s, u"internal "_s, u"call-not-found"_s, u"ä"_s}) {
            QVERIFY(!errcFromWord(text));
        }
    }

    void theWordsOfTheProtocolStay_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("expected");
        QTest::addColumn<int>("rpc");
        const auto row = [](Errc code, const char *text, int rpc) {
            QTest::newRow(text) << static_cast<int>(code) << QString::fromLatin1(text) << rpc;
        };
        row(Errc::ParseError, "parse_error", -32700);
        row(Errc::InvalidRequest, "invalid_request", -32600);
        row(Errc::MethodNotFound, "method_not_found", -32601);
        row(Errc::InvalidParams, "invalid_params", -32602);
        row(Errc::CallNotFound, "call_not_found", -32001);
        row(Errc::AmbiguousCall, "ambiguous_call", -32002);
        row(Errc::WrongState, "wrong_state", -32003);
        row(Errc::Conflict, "conflict", -32004);
        row(Errc::NotAllowed, "not_allowed", -32005);
        row(Errc::NotSupported, "not_supported", -32006);
        row(Errc::LimitReached, "limit_reached", -32007);
        row(Errc::CommandNotFound, "command_not_found", -32008);
        row(Errc::RefusedByProxy, "refused_by_proxy", -32010);
        row(Errc::RejectedByParty, "rejected_by_party", -32011);
        row(Errc::NoAnswer, "no_answer", -32012);
        row(Errc::Timeout, "timeout", -32013);
        row(Errc::ProxyUnreachable, "proxy_unreachable", -32014);
        row(Errc::CallEnded, "call_ended", -32015);
        row(Errc::Cancelled, "cancelled", -32020);
        row(Errc::Interrupted, "interrupted", -32021);
        row(Errc::LinkLost, "link_lost", -32022);
        row(Errc::Internal, "internal", -32603);
    }
    void theWordsOfTheProtocolStay()
    {
        QFETCH(int, code);
        QFETCH(QString, expected);
        QFETCH(int, rpc);
        QCOMPARE(QString(word(static_cast<Errc>(code))), expected);
        QCOMPARE(jsonRpcCode(static_cast<Errc>(code)), rpc);
        QCOMPARE(errcFromJsonRpcCode(rpc), static_cast<Errc>(code));
    }

    void unknownCodesAreNothing()
    {
        for (const int code : {0, 1, -1, -32000, -32009, -32099, 486}) {
            QVERIFY(!errcFromJsonRpcCode(code));
        }
        QCOMPARE(jsonRpcCode(Errc::Abandoned), -32603);
    }
};

QTEST_GUILESS_MAIN(ErrorTest)
#include "tst_error.moc"
