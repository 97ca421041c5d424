// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/nodelink.h"

#include <QLoggingCategory>
#include <QUrl>

namespace cordboard::opensips {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Q_LOGGING_CATEGORY(lcNode, "cordboard.node")

/// What waits for a phone may take as long as the longest command (design: deadline_ms up to 600,000).
constexpr std::chrono::milliseconds longestWait = 610s;
constexpr std::chrono::milliseconds firstBackOff = 250ms;
constexpr std::chrono::milliseconds longestBackOff = 2s;
/// One lost answer is a lost datagram; two are a proxy that is gone.
constexpr int missedBeatsThatMeanDown = 2;

} // namespace

NodeLink::NodeLink(NodeSettings settings, QObject *parent)
    : QObject(parent)
    , m_settings(std::move(settings))
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &NodeLink::connectNow);
    m_beat.setInterval(m_settings.beat);
    connect(&m_beat, &QTimer::timeout, this, &NodeLink::beat);
}

NodeLink::~NodeLink() = default;

void NodeLink::open()
{
    Q_ASSERT(!m_lanes);
    m_lanes = std::make_unique<Lanes>(m_settings.http, m_settings.httpUser, m_settings.httpPassword, m_settings.datagram);
    m_traits.http = !m_settings.http.isEmpty();
    m_traits.datagram = !m_settings.datagram.isEmpty();
    connectNow();
}

Task<QJsonValue> NodeLink::send(const SendMi &request, Priority priority)
{
    const auto deadline = request.wait == Wait::Phone ? longestWait : m_settings.answerTime;
    return m_lanes->call(m_names.wire(request.method), request.params, request.wait, request.slowOverHttp, deadline, priority);
}

Task<QJsonValue> NodeLink::ask(const QString &method, const QJsonObject &params, Priority priority)
{
    return send({.method = method, .params = params}, priority);
}

} // namespace cordboard::opensips
