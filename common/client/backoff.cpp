// SPDX-License-Identifier: Apache-2.0
#include "common/client/backoff.h"

#include <algorithm>
#include <utility>

namespace cordboard {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds firstLimit = 500ms;
constexpr std::chrono::milliseconds lastLimit = 30s;

} // namespace

Backoff::Backoff(Random random)
    : m_random(std::move(random))
    , m_limit(firstLimit)
{
}

std::chrono::milliseconds Backoff::next()
{
    const auto limit = m_limit;
    m_limit = std::min(2 * m_limit, lastLimit);
    const double share = std::clamp(m_random(), 0.0, 1.0);
    return limit / 2 + std::chrono::duration_cast<std::chrono::milliseconds>(limit / 2 * share);
}

void Backoff::reset() noexcept { m_limit = firstLimit; }

} // namespace cordboard
