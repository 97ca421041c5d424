// SPDX-License-Identifier: Apache-2.0
#include "console/cli/calllister.h"

#include "common/client/callreading.h"

namespace cordboard::cli {
namespace {

using namespace Qt::StringLiterals;

} // namespace

CallLister::CallLister(ClientLink &link, const protocol::CallList &request, QObject *parent)
    : QObject(parent)
    , m_link(link)
    , m_request(request)
{
}

Task<CallLister::Listing> CallLister::start()
{
    Task<Listing> task = m_promise.task();
    ask();
    return task;
}

void CallLister::ask()
{
    m_link.call(u"CallList"_s, json::encode(m_request)).then(this, [this](const Result<QJsonValue> &answer) {
        onPage(answer);
    });
}

void CallLister::onPage(const Result<QJsonValue> &answer)
{
    if (!answer) {
        m_promise.finish(tl::unexpected(answer.error()));
        return;
    }
    const QJsonArray wire = answer->toObject().value("calls"_L1).toArray();
    auto page = readCallListed(answer->toObject());
    if (!page) {
        m_promise.finish(
            failure(Errc::Internal, u"the server's list cannot be read: "_s + page.error().message));
        return;
    }
    const std::optional<QString> cursor = page->message.cursor.value;
    qsizetype index = 0;
    const auto before = m_seen.size();
    for (LiveCall &call : takeCalls(std::move(*page))) {
        if (!m_seen.contains(call.call.id)) {
            m_seen.insert(call.call.id);
            m_listing.wire.append(wire.at(index));
            m_listing.calls.push_back(std::move(call));
        }
        ++index;
    }
    // A page without anything new would lead to another one for ever.
    if (!cursor || m_seen.size() == before) {
        m_promise.finish(std::move(m_listing));
        return;
    }
    m_request.cursor = cursor;
    ask();
}

} // namespace cordboard::cli
