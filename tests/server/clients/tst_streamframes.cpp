// SPDX-License-Identifier: Apache-2.0
#include "server/calls/livecall.h"
#include "server/clients/streamframes.h"
#include "tests/support/strict.h"

#include <QJsonDocument>
#include <QTest>

using namespace cordboard;
using namespace Qt::StringLiterals;

namespace {

/// What a frame carries; fails the test's checks by being empty.
template <class T> T paramsOf(const QByteArray &frame, const QString &method)
{
    const QJsonObject message = QJsonDocument::fromJson(frame).object();
    if (message.value("jsonrpc"_L1) != "2.0"_L1 || message.value("method"_L1) != method
        || message.contains("id"_L1)) {
        return {};
    }
    return json::decode<T>(message.value("params"_L1).toObject(), json::Unknown::Refuse).value_or(T{});
}

LiveCall call(const QString &id)
{
    LiveCall call;
    call.info.id = CallId(id);
    call.info.callId = SipCallId(u"a\"\\\u00e4\n@h"_s);
    call.info.caller = u"sip:alice@h"_s;
    return call;
}

} // namespace

/// The frames are put together by hand; what reads them is the table of the messages.
class StreamFramesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void changed()
    {
        const LiveCall one = call(u"n/1"_s);
        const QByteArray changes =
            streamframes::set(encodedCall(one)) + ',' + streamframes::gone(CallId(u"n/\"2\""_s));
        const auto message = paramsOf<protocol::CallsChanged>(
            streamframes::changed(u"e\"p"_s, 7, 9, u"2026-01-02T03:04:05.006Z"_s, changes),
            u"CallsChanged"_s);
        protocol::CallsChanged expected{
            .epoch = u"e\"p"_s, .fromSeq = 7, .seq = 9, .now = u"2026-01-02T03:04:05.006Z"_s, .changes = {}};
        expected.changes.push_back({ChangeOp::Set, messageOf(one), {}});
        expected.changes.push_back({ChangeOp::Gone, {}, CallId(u"n/\"2\""_s)});
        QCOMPARE(message, expected);
    }

    void nothingChanged()
    {
        const auto message = paramsOf<protocol::CallsChanged>(
            streamframes::changed(u"e"_s, 9, 9, u"t"_s, {}), u"CallsChanged"_s);
        QCOMPARE(message, (protocol::CallsChanged{u"e"_s, 9, 9, u"t"_s, {}}));
    }

    void snapshot()
    {
        const LiveCall one = call(u"n/1"_s);
        const LiveCall two = call(u"n/2"_s);
        const auto message = paramsOf<protocol::CallsSnapshot>(
            streamframes::snapshot(u"e"_s, 5, u"v"_s, 1, encodedCall(one) + ',' + encodedCall(two), true),
            u"CallsSnapshot"_s);
        QCOMPARE(
            message, (protocol::CallsSnapshot{u"e"_s, 5, u"v"_s, 1, {messageOf(one), messageOf(two)}, true}));
        const auto empty = paramsOf<protocol::CallsSnapshot>(
            streamframes::snapshot(u"e"_s, 5, u"v"_s, 0, {}, false), u"CallsSnapshot"_s);
        QCOMPARE(empty, (protocol::CallsSnapshot{u"e"_s, 5, u"v"_s, 0, {}, false}));
    }
};

QTEST_GUILESS_MAIN(StreamFramesTest)
#include "tst_streamframes.moc"
