// SPDX-License-Identifier: Apache-2.0
#include "console/models/party.h"

#include "common/core/sipuri.h"
#include "console/text/visible.h"

#include <QCoreApplication>

#include <algorithm>

namespace cordboard::console {
namespace {

using namespace Qt::StringLiterals;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(cordboard::console::PartyText)
};

bool isDialled(QStringView user)
{
    return !user.isEmpty() && std::all_of(user.begin(), user.end(), [](QChar c) {
        return (c >= u'0' && c <= u'9') || c == u'+' || c == u'*' || c == u'#';
    });
}

} // namespace

QString numberOf(const QString &uri)
{
    const auto parsed = SipUri::parse(uri);
    if (!parsed) {
        return uri;
    }
    if (parsed->user().isEmpty()) {
        return parsed->host();
    }
    return isDialled(parsed->user()) ? parsed->user() : parsed->user() + u'@' + parsed->host();
}

QString personKey(const QString &uri)
{
    const auto parsed = SipUri::parse(uri);
    return parsed ? QString(parsed->user() + u'@' + parsed->host()).toLower() : uri.toLower();
}

namespace {

PartyText named(const json::Nullable<protocol::Party> &party)
{
    const QString uri = party.value ? party.value->uri : QString();
    const QString told = party.value ? party.value->name.value.value_or(QString()).simplified() : QString();
    const auto parsed = SipUri::parse(uri);
    const bool hides = uri.isEmpty()
        || (parsed && (parsed->user() == "anonymous"_L1 || parsed->host() == "anonymous.invalid"_L1));
    if (hides) {
        const bool says = !told.isEmpty() && told.compare("anonymous"_L1, Qt::CaseInsensitive) != 0;
        return {says ? text::visibleText(told) : Words::tr("Number withheld"),
            parsed && !parsed->user().isEmpty() ? text::visibleText(parsed->user()) : QString(), uri, {}};
    }
    const QString number = text::visibleText(numberOf(uri));
    if (!told.isEmpty() && told != number) {
        return {text::visibleText(told), number, uri, {}};
    }
    if (!parsed || parsed->user().isEmpty() || isDialled(parsed->user())) {
        return {number, {}, uri, {}};
    }
    return {text::visibleText(parsed->user()), number, uri, {}};
}

} // namespace

PartyText partyText(const json::Nullable<protocol::Party> &party)
{
    PartyText text = named(party);
    text.key = text.uri.isEmpty() ? QString() : personKey(text.uri);
    return text;
}

} // namespace cordboard::console
