// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/flows/setuprequests.h"

#include <algorithm>

namespace cordboard::opensips {

using namespace Qt::StringLiterals;

namespace {

/// The URIs of a request, as text.
struct Addresses {
    QString caller;
    QString to;
    QString from;
    QString nextHop; ///< empty: by the caller's own host
    QString contact;
};

Result<SipUri> configured(const QString &text, const QString &key)
{
    auto uri = SipUri::parse(text);
    if (!uri) {
        return failure(Errc::InvalidParams, u"The configured "_s % key % u" is no SIP URI."_s, key);
    }
    return uri;
}

Result<Addresses> addressesOf(const StartPlan &plan)
{
    Addresses addresses{.caller = plan.call.caller.text(),
        .to = plan.call.caller.addressOfRecord(),
        .from = plan.call.callee.addressOfRecord(), // the caller's phone shows whom it will talk to
        .nextHop = {},
        .contact = {}};
    SipUri proxy = plan.call.caller;
    if (!plan.sip.proxyUri.isEmpty()) {
        const auto uri = configured(plan.sip.proxyUri, u"sip.uri"_s);
        if (!uri) {
            return tl::unexpected(uri.error());
        }
        proxy = *uri;
        addresses.nextHop = uri->text();
    }
    if (!plan.sip.fromUri.isEmpty()) {
        const auto uri = configured(plan.sip.fromUri, u"sip.from"_s);
        if (!uri) {
            return tl::unexpected(uri.error());
        }
        addresses.from = uri->text();
    }
    const QString port = proxy.port() ? QString(u":"_s % QString::number(*proxy.port())) : QString();
    const auto contact = configured(
        plan.sip.contactUri.isEmpty() ? u"sip:callapi@"_s % proxy.host() % port : plan.sip.contactUri,
        u"sip.contact"_s);
    if (!contact) {
        return tl::unexpected(contact.error());
    }
    addresses.contact = contact->text();
    return addresses;
}

/// A call that sends nothing and hears nothing: the phone is referred as soon as it has answered.
QString silence(quint64 version)
{
    const QString number = QString::number(version);
    return u"v=0\r\no=- "_s % number % u' ' % number
        % u" IN IP4 0.0.0.0\r\ns=session\r\nc=IN IP4 0.0.0.0\r\nt=0 0\r\nm=audio 9 RTP/AVP 0\r\n"
          "a=rtpmap:0 PCMU/8000\r\n"_s;
}

/// Letters, digits and what else needs no thought in a header.
bool isToken(const QString &text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) {
        return c.unicode() < 128 && (c.isLetterOrNumber() || u"-._@"_s.contains(c));
    });
}

} // namespace

Result<SendMi> uacRequest(int tag, const StartPlan &plan)
{
    const auto addresses = addressesOf(plan);
    if (!addresses) {
        return tl::unexpected(addresses.error());
    }
    if (!isToken(plan.callId.text()) || !isToken(plan.fromTag)) {
        return failure(
            Errc::InvalidParams, u"The Call-ID or the tag of a setup call is no token."_s, u"callid"_s);
    }
    const QString headers = u"From: <"_s % addresses->from % u">;tag="_s % plan.fromTag % u"\r\nTo: <"_s
        % addresses->to % u">\r\nCall-ID: "_s % plan.callId.text() % u"\r\nCSeq: 1 INVITE\r\nContact: <"_s
        % addresses->contact % u">\r\nContent-Type: application/sdp\r\n"_s;
    QJsonObject params{{u"method"_s, u"INVITE"_s}, {u"ruri"_s, addresses->caller}, {u"headers"_s, headers},
        {u"body"_s, silence(plan.sdpVersion)}};
    if (!addresses->nextHop.isEmpty()) {
        params.insert(u"next_hop"_s, addresses->nextHop);
    }
    return SendMi{
        .tag = tag, .method = u"t_uac_dlg"_s, .params = params, .wait = Wait::Phone, .slowOverHttp = false};
}

Result<SendMi> sessionRequest(int tag, const StartPlan &plan)
{
    const auto addresses = addressesOf(plan);
    if (!addresses) {
        return tl::unexpected(addresses.error());
    }
    QJsonObject params{{u"ruri"_s, addresses->caller}, {u"to"_s, addresses->to}, {u"from"_s, addresses->from},
        {u"body"_s, silence(plan.sdpVersion)}, {u"flags"_s, u"r"_s}};
    if (!addresses->nextHop.isEmpty()) {
        params.insert(u"proxy"_s, addresses->nextHop);
    }
    return SendMi{.tag = tag,
        .method = u"ua_session_client_start"_s,
        .params = params,
        .wait = Wait::Moment,
        .slowOverHttp = false};
}

} // namespace cordboard::opensips
