// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/dialogs/countcheck.h"

#include <QJsonObject>

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

DialogCounts countsOf(const DialogTable &table)
{
    DialogCounts counts;
    const auto dialogs = table.all();
    for (const Dialog &dialog : dialogs) {
        if (dialog.state == DialogState::Early) {
            ++counts.early;
        } else if (dialog.state == DialogState::Answered || dialog.state == DialogState::Confirmed) {
            ++counts.active;
        }
    }
    return counts;
}

std::optional<DialogCounts> countsFromAnswer(const QJsonValue &answer)
{
    const QJsonObject object = answer.toObject();
    const auto early = count(object.value("dialog:early_dialogs"_L1));
    const auto active = count(object.value("dialog:active_dialogs"_L1));
    return early && active ? std::optional(DialogCounts{*early, *active}) : std::nullopt;
}

bool CountCheck::disagrees(const DialogCounts &before, const DialogCounts &after, const DialogCounts &proxy)
{
    if (before != after) { // calls came or went meanwhile: this look tells nothing
        return false;
    }
    const DialogCounts difference{proxy.early - after.early, proxy.active - after.active};
    const bool isNew = std::exchange(m_difference, difference) != difference;
    if (isNew || difference == m_bias) {
        m_swept = false;
        return false;
    }
    if (std::exchange(m_swept, true)) {
        m_bias = difference;
        m_swept = false;
        return false;
    }
    return true;
}

void CountCheck::reset() { *this = {}; }

} // namespace cordboard::opensips
