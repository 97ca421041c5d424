// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/loadclients.h"

#include "server/calls/callregistry.h"
#include "tests/bench/procfs.h"
#include "tests/support/fakeconnector.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <cstdio>

#include <malloc.h>

namespace cordboard::bench {
namespace {

using namespace Qt::StringLiterals;

/// As a connector makes it: every text is a copy of its own, as it comes from the wire.
CallInfo ringing(int number)
{
    const QString user = QString::number(number);
    CallInfo call{.id = CallId(u"edge-1/%1.9c2d7513"_s.arg(user)),
        .callId = SipCallId(u"%1-7a1cf0ab34de9910@10.20.30.40"_s.arg(user)),
        .node = NodeName(QString(u"edge-1"_s))};
    call.caller = u"sip:caller%1@customers.example.com"_s.arg(user);
    call.callee = u"sip:callee%1@customers.example.com"_s.arg(user);
    call.callerName = u"A Caller %1"_s.arg(user);
    call.calleeName = u"A Callee %1"_s.arg(user);
    call.legs = {{LegRole::Caller, u"sip:caller%1@10.1.2.3:50600;transport=udp"_s.arg(user)},
        {LegRole::Callee, u"sip:callee%1@10.1.2.4:50600;transport=udp"_s.arg(user)}};
    call.startedAt = QDateTime::currentDateTimeUtc();
    call.actions = CallActionFlag::End;
    return call;
}

} // namespace

int runRegistry(int calls)
{
    tests::FakeConnector connector;
    CallDirectory directory({&connector});
    // What clients may have missed has a bound of its own (limits.ring_bytes): here it holds one change.
    CallRegistry registry(directory, {.reach = {.time = std::chrono::seconds(180), .bytes = 1}});
    const auto allocated = [] { return static_cast<double>(mallinfo2().uordblks); };
    const qint64 process = QCoreApplication::applicationPid();
    const qint64 residentBefore = residentMemory(process);
    const double before = allocated();
    for (int i = 0; i < calls; ++i) {
        CallInfo call = ringing(i);
        Q_EMIT connector.callChanged(call);
        call.state = CallState::Answered;
        call.answeredAt = QDateTime::currentDateTimeUtc();
        call.actions |= CallActions(CallActionFlag::Hold) | CallActionFlag::BlindTransfer
            | CallActionFlag::AttendedTransfer;
        Q_EMIT connector.callChanged(call);
    }
    const double told = allocated();
    for (const LiveCallPtr &call : registry.calls()) {
        (void)encodedCall(*call);
    }
    const double perCall = 1024.0 * calls;
    const QJsonObject result{{u"calls"_s, registry.calls().size()}, {u"kB"_s, (told - before) / perCall},
        {u"encoded_kB"_s, (allocated() - before) / perCall},
        {u"resident_kB"_s, static_cast<double>(residentMemory(process) - residentBefore) / calls}};
    std::printf("%s\n", QJsonDocument(result).toJson(QJsonDocument::Compact).constData());
    return 0;
}

} // namespace cordboard::bench
