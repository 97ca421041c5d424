// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/dialogs/countcheck.h"

#include <QJsonObject>

#include <algorithm>
#include <utility>

namespace cordboard::opensips {
namespace {

using namespace Qt::StringLiterals;

/// A number, or a number in a text, as some versions write it.
std::optional<qint64> count(const QJsonValue &value)
{
    if (value.isDouble()) {
        return value.toInteger();
    }
    bool ok = false;
    const qint64 number = value.toString().toLongLong(&ok);
    return ok ? std::optional(number) : std::nullopt;
}

} // namespace

std::optional<DialogCounts> countsFromAnswer(const QJsonValue &answer)
{
    const QJsonObject object = answer.toObject();
    const auto early = count(object.value("dialog:early_dialogs"_L1));
    const auto active = count(object.value("dialog:active_dialogs"_L1));
    const auto processed = count(object.value("dialog:processed_dialogs"_L1));
    const auto failed = count(object.value("dialog:failed_dialogs"_L1));
    if (!early || !active || !processed || !failed) {
        return {};
    }
    return DialogCounts{*early, *active, *processed - *failed};
}

CountCheck::Verdict CountCheck::look(
    const DialogCounts &before, const DialogCounts &after, const DialogCounts &proxy, Time now)
{
    if (before != after) { // calls came or went meanwhile: this look tells nothing
        return Verdict::Unsure;
    }
    const Verdict list = lookAtList({proxy.early - after.early, proxy.active - after.active}, now);
    return std::max(list, lookAtLasting(proxy.lasting - after.lasting, now));
}

CountCheck::Verdict CountCheck::lookAtList(const Difference &difference, Time now)
{
    if (std::exchange(m_difference, difference) != difference) {
        m_differsSince = now;
        m_told = false;
    }
    if (difference == m_bias) {
        return Verdict::Agrees;
    }
    if (now - m_differsSince < stays) {
        return Verdict::Unsure;
    }
    if (std::exchange(m_told, true)) {
        m_bias = difference;
        return Verdict::Agrees;
    }
    return Verdict::Wrong;
}

CountCheck::Verdict CountCheck::lookAtLasting(qint64 difference, Time now)
{
    m_least = std::min(m_least.value_or(difference), difference);
    if (std::exchange(m_above, difference - *m_least) != m_above) {
        m_aboveSince = now;
    }
    if (m_above == 0) {
        if (now - m_aboveSince >= longestPause) {
            m_pause = shortestPause;
            m_doubted.reset();
        }
        return Verdict::Agrees;
    }
    if (now - m_aboveSince < lastingStays) {
        return Verdict::Unsure;
    }
    if (m_doubted && now - *m_doubted < m_pause) {
        return Verdict::Agrees;
    }
    if (std::exchange(m_doubted, now)) {
        m_pause = std::min(m_pause * 2, longestPause);
    }
    return Verdict::Doubtful;
}

} // namespace cordboard::opensips
