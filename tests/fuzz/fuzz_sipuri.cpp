// SPDX-License-Identifier: Apache-2.0
#include "common/core/sipuri.h"
#include "tests/fuzz/fuzz.h"

#include <algorithm>

// SIP URIs of clients and of proxies. What passes is written so that nothing can leave its place in a header.
void cordboard::fuzz::run(const QByteArray &input)
{
    const QString text = QString::fromUtf8(input);
    const auto uri = SipUri::parse(text);
    const auto fromClient = SipUri::parseFromClient(text);
    promise(!fromClient || uri, "a client's URI is a URI");
    if (!uri) {
        return;
    }
    const QString written = uri->text();
    promise(std::all_of(written.cbegin(), written.cend(),
                [](QChar c) {
                    return c > u' ' && c < QChar(0x7f) && c != u'<' && c != u'>' && c != u'"' && c != u'\\'
                        && c != u'?';
                }),
        "nothing that could end a header is written");
    const auto again = SipUri::parse(written);
    promise(again.has_value(), "what we write can be read");
    promise(*again == *uri && again->text() == written, "a URI says the same after it was written");
    promise(again->isEquivalentTo(*uri), "a URI is equivalent to itself");
    promise(!fromClient || (!uri->hasParameter(u"osid") && !uri->hasParameter(u"cord")),
        "clients never set the proxy's own parameters");
    promise(uri->withParameter(QStringLiteral("osid"), QStringLiteral("1.2"))
                .withoutParameter(u"osid")
                .parameters()
                .size()
            <= uri->parameters().size(),
        "a parameter comes and goes");
}
