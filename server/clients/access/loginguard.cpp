// SPDX-License-Identifier: Apache-2.0
#include "server/clients/access/loginguard.h"

#include <algorithm>

namespace cordboard {
namespace {

constexpr int mostCounted = 1000000;

} // namespace

QHostAddress customerOf(const QHostAddress &address)
{
    bool isIpv4 = false;
    const quint32 ipv4 = address.toIPv4Address(&isIpv4);
    if (isIpv4) {
        return QHostAddress(ipv4);
    }
    Q_IPV6ADDR bytes = address.toIPv6Address();
    std::fill(bytes.c + 8, bytes.c + 16, quint8(0));
    return QHostAddress(bytes);
}

std::chrono::milliseconds LoginGuard::failed(const QHostAddress &address, Clock::time_point now)
{
    const QHostAddress key = customerOf(address);
    if (!m_entries.contains(key) && m_entries.size() >= m_settings.mostAddresses) {
        forgetOld(now);
    }
    Entry &entry = m_entries[key];
    if (now - entry.last > m_settings.remembered) {
        entry.count = 0;
    }
    entry.last = now;
    entry.count = std::min(entry.count + 1, mostCounted);
    const int doublings = std::min(entry.count - 1, 20);
    return std::min(m_settings.longest, m_settings.first * (1 << doublings));
}

int LoginGuard::failures(const QHostAddress &address, Clock::time_point now) const
{
    const Entry entry = m_entries.value(customerOf(address));
    return now - entry.last > m_settings.remembered ? 0 : entry.count;
}

void LoginGuard::forgetOld(Clock::time_point now)
{
    m_entries.removeIf([&](const auto &entry) { return now - entry->last > m_settings.remembered; });
    if (m_entries.size() < m_settings.mostAddresses) {
        return;
    }
    const auto oldest = std::min_element(
        m_entries.begin(), m_entries.end(), [](const Entry &a, const Entry &b) { return a.last < b.last; });
    m_entries.erase(oldest);
}

} // namespace cordboard
