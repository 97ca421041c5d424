// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/doctor/findings.h"

#include "server/connectors/opensips/events/eventsocket.h"

#include <array>
#include <cstdlib>

namespace cordboard::opensips {
namespace {

using namespace Qt::StringLiterals;
using enum FindingLevel;

constexpr std::chrono::seconds clockTolerance{5};

/// A module that shows by its management commands.
struct ModuleRow {
    const char *module;
    const char *commands; ///< of 3.x, separated by spaces; all are needed
    const char *purpose;
    FindingLevel lacking;
    const char *lines; ///< for opensips.cfg
};
constexpr std::array modules{
    ModuleRow{"dialog", "dlg_list dlg_list_ctx dlg_end_dlg dlg_send_sequential dlg_push_var",
        "the list of calls, hang-up and hold", Fault,
        "loadmodule \"dialog.so\", and create_dialog(\"B\") for each INVITE without a To tag"},
    ModuleRow{"callops", "call_transfer call_hold call_unhold", "transfers and their progress", Fault,
        "loadmodule \"callops.so\" (after dialog.so)"},
    ModuleRow{"tm", "t_uac_dlg", "starting calls", Fault, "loadmodule \"tm.so\""},
    ModuleRow{"usrloc", "ul_dump", "who is registered", Note,
        "loadmodule \"usrloc.so\" and loadmodule \"registrar.so\""},
};
constexpr ModuleRow sessions{"b2b_entities", "ua_session_client_start ua_session_terminate",
    "starting calls over HTTP alone", Fault,
    "loadmodule \"b2b_entities.so\" and modparam(\"b2b_entities\", \"advertised_contact\", "
    "\"sip:callapi@HOST:PORT\"); or, better, mi_datagram"};

QString milliseconds(std::chrono::microseconds time)
{
    return QString::number(double(time.count()) / 1000, 'f', 1) + u" ms"_s;
}

/// The lanes' errors begin with their address, which is told already.
QString reasonOf(const LaneSeen &lane)
{
    QString reason = lane.error->message;
    return reason.startsWith(QString(lane.address + u": "_s)) ? reason.sliced(lane.address.size() + 2)
                                                              : reason;
}

QString portOf(const QString &address)
{
    const QString port = address.section(u'/', 0, 2).section(u':', -1);
    return port.isEmpty() ? u"PORT"_s : port;
}

QString hostAndPort(const QString &address)
{
    return address.startsWith("udp:"_L1) ? address.sliced(4) : address;
}

void judgeHttp(const LaneSeen &http, bool hasDatagram, QList<Finding> &out)
{
    if (!http.configured) {
        if (hasDatagram) {
            out.append({Note, u"no HTTP lane is configured: all management goes by datagram"_s,
                u"opensips.cfg: loadmodule \"httpd.so\" and \"mi_http.so\"; server.yml: mi.url: "
                u"\"http://HOST:8888/mi\""_s});
        }
        return;
    }
    if (http.error) {
        out.append(
            {Fault, u"management over HTTP does not answer at %1: %2"_s.arg(http.address, reasonOf(http)),
                u"opensips.cfg: loadmodule \"httpd.so\", modparam(\"httpd\", \"port\", %1) and loadmodule "
                u"\"mi_http.so\"; is it running, and is mi.url right?"_s.arg(portOf(http.address))});
        return;
    }
    out.append({Good,
        u"management over HTTP answers at %1 in %2"_s.arg(http.address, milliseconds(http.roundTrip)), {}});
    if (http.longRequest) {
        out.append({hasDatagram ? Note : Fault, u"HTTP requests of more than 1,024 bytes are not answered"_s,
            u"opensips.cfg: modparam(\"httpd\", \"receive_buf_size\", 16384), from 3.6 on"_s});
    }
}

void judgeDatagram(const LaneSeen &datagram, QList<Finding> &out)
{
    if (!datagram.configured) {
        out.append({Fault,
            u"no datagram lane is configured: what waits for a phone would freeze the HTTP interface, and "
            u"refused "
            u"transfers are not told"_s,
            u"opensips.cfg: loadmodule \"mi_datagram.so\" and modparam(\"mi_datagram\", \"socket_name\", "
            u"\"udp:127.0.0.1:8080\"); server.yml: mi.datagram: \"udp:127.0.0.1:8080\""_s});
        return;
    }
    if (datagram.error) {
        out.append({Fault,
            u"management over datagrams does not answer at %1: %2"_s.arg(
                datagram.address, reasonOf(datagram)),
            u"opensips.cfg: loadmodule \"mi_datagram.so\" and modparam(\"mi_datagram\", \"socket_name\", "
            u"\"udp:%1\"); is mi.datagram right, and does UDP pass?"_s.arg(hostAndPort(datagram.address))});
        return;
    }
    out.append({Good,
        u"management over datagrams answers at %1 in %2"_s.arg(
            datagram.address, milliseconds(datagram.roundTrip)),
        {}});
}

void judgeVersion(const LaneSeen &lane, QList<Finding> &out)
{
    const auto version = versionFromAnswer(QJsonObject{{u"Server"_s, lane.version}});
    if (!version) {
        out.append({Note, u"the proxy does not tell its version; the careful way of 3.x is taken"_s,
            u"nothing, if it is OpenSIPS 3.4 or later"_s});
        return;
    }
    const bool isOld = version->majorVersion < 3 || (version->majorVersion == 3 && version->minorVersion < 4);
    out.append({isOld ? Fault : Good, u"it is "_s + version->text,
        isOld ? u"OpenSIPS 3.4 or later is needed: upgrade it"_s : QString()});
    if (!isOld && version->majorVersion == 3 && version->minorVersion < 6) {
        out.append({Note, u"a transfer that a phone refuses is told late and only once per call"_s,
            u"OpenSIPS 3.6 or later (dlg_send_sequential with headers)"_s});
    }
}

QStringList lackingCommands(const CommandNames &names, const ModuleRow &row)
{
    QStringList lacking;
    for (const QString &command : QString::fromLatin1(row.commands).split(u' ')) {
        if (!names.has(command)) {
            lacking.append(command);
        }
    }
    return lacking;
}

void judgeModule(const CommandNames &names, const ModuleRow &row, QList<Finding> &out)
{
    const QString module = QString::fromLatin1(row.module);
    const QStringList lacking = lackingCommands(names, row);
    if (lacking.isEmpty()) {
        out.append({Good, u"module %1 (%2)"_s.arg(module, QString::fromLatin1(row.purpose)), {}});
        return;
    }
    const qsizetype all = QString::fromLatin1(row.commands).split(u' ').size();
    out.append({row.lacking,
        lacking.size() == all
            ? u"module %1 is not loaded; needed for: %2"_s.arg(module, QString::fromLatin1(row.purpose))
            : u"module %1 lacks the command %2"_s.arg(module, lacking.join(u", "_s)),
        lacking.size() == all ? u"opensips.cfg: "_s + QString::fromLatin1(row.lines)
                              : u"OpenSIPS 3.4 or later has it: upgrade it"_s});
}

bool has(const EventsSeen &events, const QString &name)
{
    return events.subscriptions.contains(name) && !events.subscriptions.value(name);
}

void judgeEvents(const EventsSeen &events, QList<Finding> &out)
{
    if (events.bindError) {
        out.append({Fault, u"events cannot be heard: "_s + events.bindError->message,
            u"server.yml: events.listen: an IPv4 address of this machine and a free port, or port 0; a "
            u"running "
            u"cordboard-server holds a fixed one"_s});
        return;
    }
    if (events.probedWith.isEmpty()) {
        out.append({Fault, u"the proxy would not take a subscription to any event"_s,
            u"opensips.cfg: loadmodule \"event_datagram.so\" and \"dialog.so\""_s});
    } else if (events.raiseError) {
        out.append(
            {Fault, u"raise_event %1 was refused: %2"_s.arg(events.probedWith, events.raiseError->message),
                u"opensips.cfg: loadmodule \"event_datagram.so\""_s});
    } else if (!events.arrived) {
        out.append(
            {Fault, u"events do not arrive: the proxy sends them to %1, where none came"_s.arg(events.socket),
                u"let UDP from the proxy to %1 through the firewall, or name in server.yml "
                u"(events.advertise) where it "
                u"reaches this machine"_s.arg(hostAndPort(events.socket))});
    } else {
        out.append({Good,
            u"events arrive at %1: %2 was raised and came back in %3"_s.arg(
                events.socket, events.probedWith, milliseconds(events.roundTrip)),
            {}});
    }
    constexpr qint64 megabyte = 1'048'576;
    if (events.receiveBufferBytes < EventSocket::wantedReceiveBufferBytes) {
        out.append({Note,
            u"the receive buffer for events is %1 kB instead of 4 MB: a burst may be lost"_s.arg(
                events.receiveBufferBytes / 1024),
            u"this machine: echo net.core.rmem_max=%1 > /etc/sysctl.d/60-cordboard.conf && sysctl --system"_s
                .arg(EventSocket::wantedReceiveBufferBytes)});
    } else {
        out.append({Good,
            u"the receive buffer for events holds %1 MB"_s.arg(events.receiveBufferBytes / megabyte), {}});
    }
}

void judgeScript(const EventsSeen &events, QList<Finding> &out)
{
    if (events.bindError || events.probedWith.isEmpty()) {
        return; // nothing is known of its events
    }
    if (has(events, u"E_CORDBOARD"_s)) {
        out.append(
            {Good, u"the script raises E_CORDBOARD: names, reasons and phones' own holds are told"_s, {}});
    } else {
        out.append({Note,
            u"the script does not raise E_CORDBOARD: names, reasons and phones' own holds stay unknown"_s,
            u"opensips.cfg: include_file \"cordboard.cfg\" and its routes, as its first lines say "
            u"(examples/opensips in the "
            u"documents of this package)"_s});
    }
    for (const auto &name : {u"E_DLG_STATE_CHANGED"_s, u"E_CALL_TRANSFER"_s, u"E_CALL_HOLD"_s}) {
        if (!has(events, name)) {
            const auto why = events.subscriptions.value(name);
            out.append({Fault,
                u"the proxy does not have the event %1%2"_s.arg(
                    name, why ? u": "_s + why->message : QString()),
                name == "E_DLG_STATE_CHANGED"_L1
                    ? u"opensips.cfg: loadmodule \"dialog.so\" and \"event_datagram.so\""_s
                    : u"opensips.cfg: loadmodule \"callops.so\" and \"event_datagram.so\""_s});
        }
    }
}

void judgeMachine(const Examination &seen, QList<Finding> &out)
{
    if (seen.clockOffset && std::chrono::abs(*seen.clockOffset) > clockTolerance) {
        out.append(
            {Note, u"the proxy's clock and this machine's differ by %1 s"_s.arg(seen.clockOffset->count()),
                u"let both follow NTP (systemd-timesyncd or chrony); times of calls are wrong by as much"_s});
    } else if (seen.clockOffset) {
        out.append({Good, u"the clocks agree"_s, {}});
    }
    if (!seen.isLoopback && !seen.isEncrypted) {
        out.append({Note,
            u"management leaves this machine without encryption: who reaches those ports controls calls"_s,
            u"a tunnel (WireGuard, ssh -L), or a network that nobody else is in"_s});
    }
}

} // namespace

QList<Finding> judge(const Examination &seen)
{
    QList<Finding> out;
    judgeHttp(seen.http, seen.datagram.configured, out);
    judgeDatagram(seen.datagram, out);
    const LaneSeen *const lane = seen.best();
    if (!lane) {
        return out;
    }
    judgeVersion(*lane, out);
    if (!lane->names.isKnown()) {
        out.append({Fault, u"the proxy does not list its commands (which)"_s,
            u"OpenSIPS 3.4 or later does: is this its management interface?"_s});
        return out;
    }
    for (const ModuleRow &row : modules) {
        judgeModule(lane->names, row, out);
    }
    if (!seen.datagram.answers()) {
        judgeModule(lane->names, sessions, out);
    }
    judgeEvents(seen.events, out);
    judgeScript(seen.events, out);
    judgeMachine(seen, out);
    return out;
}

} // namespace cordboard::opensips
