// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/management/lanes.h"

#include "server/connectors/opensips/management/mimessage.h"

using namespace Qt::StringLiterals;

namespace cordboard::opensips {
namespace {

/// HTTP requests above 1,024 bytes get no answer with the default `receive_buf_size` (fact 3).
constexpr qsizetype smallRequest = 1000;

} // namespace

Lanes::Lanes(std::unique_ptr<Lane> http, std::unique_ptr<Lane> datagram, QObject *parent)
    : QObject(parent)
    , m_http(std::move(http))
    , m_datagram(std::move(datagram))
{
}

Lanes::~Lanes() = default;

void Lanes::setNames(CommandNames names) { m_names = std::move(names); }

Result<Lane *> Lanes::pick(const LaneNeed &need) const
{
    if (!m_http && !m_datagram) {
        return failure(Errc::NotSupported, u"This node has no management lane, neither HTTP nor datagram."_s);
    }
    if (need.answerer == Answerer::Phone) {
        if (!m_datagram && !need.slowOverHttp) {
            return failure(Errc::NotSupported,
                u"This needs the datagram management lane (module mi_datagram), which this node does not have."_s);
        }
        return m_datagram ? m_datagram.get() : m_http.get();
    }
    if (m_http && (!m_datagram || need.requestBytes <= smallRequest)) {
        return m_http.get();
    }
    return m_datagram.get();
}

Task<QJsonValue> Lanes::call(const QString &method, const QJsonObject &params,
    std::chrono::milliseconds deadline, LaneNeed need, Priority priority)
{
    const QString name = m_names.wire(method);
    if (m_http && m_datagram && need.answerer == Answerer::Proxy) {
        need.requestBytes = miRequest(std::numeric_limits<int>::max(), name, params).size();
    }
    const auto lane = pick(need);
    if (!lane) {
        return Task<QJsonValue>::settled(tl::unexpected(lane.error()));
    }
    return (*lane)->call(name, params, deadline, priority);
}

} // namespace cordboard::opensips
