// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/connectors/opensips/flows/flow.h"

#include <QStringList>

#include <optional>
#include <utility>

namespace cordboard::tests {

/// Feeds a flow's pure `next` and holds it to what every flow promises. Copies are cheap: fork one to try an
/// event.
template <class State> struct FlowProbe {
    State state;
    opensips::FlowActions log = {}; ///< all actions so far
    opensips::FlowActions last = {}; ///< those of the last event
    std::optional<Outcome> outcome = {};
    bool left = false;
    QStringList broken = {}; ///< promises that were not kept; must stay empty

    template <class Step> static FlowProbe begun(Step step)
    {
        FlowProbe probe{.state = std::move(step.state)};
        probe.take(std::move(step.actions));
        return probe;
    }

    FlowProbe &feed(const opensips::FlowEvent &event)
    {
        auto step = next(state, event);
        state = std::move(step.state);
        take(std::move(step.actions));
        return *this;
    }

    /// The requests of this method so far, oldest first.
    [[nodiscard]] QList<opensips::SendMi> sent(const QString &method) const
    {
        QList<opensips::SendMi> found;
        for (const auto &action : log) {
            if (const auto *send = std::get_if<opensips::SendMi>(&action); send && send->method == method) {
                found.append(*send);
            }
        }
        return found;
    }
    [[nodiscard]] QList<Progress> reports() const
    {
        QList<Progress> found;
        for (const auto &action : log) {
            if (const auto *report = std::get_if<opensips::Report>(&action)) {
                found.append(report->progress);
            }
        }
        return found;
    }
    /// The names of the reports, e.g. "Transferring TransferStart".
    [[nodiscard]] QString told() const
    {
        QStringList names;
        for (const Progress &progress : reports()) {
            names.append(json::wireName(progress.event));
        }
        return names.join(u' ');
    }
    [[nodiscard]] int lates() const
    {
        return static_cast<int>(std::count_if(log.begin(), log.end(), [](const opensips::FlowAction &action) {
            return std::holds_alternative<opensips::Late>(action);
        }));
    }
    /// "ok", or the failure as "rejected_by_party 486 kept"; "" while there is none.
    [[nodiscard]] QString result() const
    {
        if (!outcome) {
            return {};
        }
        if (*outcome) {
            return QStringLiteral("ok");
        }
        const Failure &failure = outcome->error();
        const QString status =
            failure.error.status ? QString(u' ' % QString::number(*failure.error.status)) : QString();
        return QString(word(failure.error.code) % status % u' ' % json::wireName(failure.fate));
    }

private:
    void take(opensips::FlowActions actions)
    {
        if (left && !actions.empty()) {
            broken.append(QStringLiteral("acted after Leave"));
        }
        for (const auto &action : actions) {
            if (const auto *settle = std::get_if<opensips::Settle>(&action)) {
                if (outcome) {
                    broken.append(QStringLiteral("settled twice"));
                }
                outcome = settle->outcome;
            } else if (std::holds_alternative<opensips::Report>(action) && outcome) {
                broken.append(QStringLiteral("reported after the settlement"));
            } else if (std::holds_alternative<opensips::Late>(action) && !outcome) {
                broken.append(QStringLiteral("late before the settlement"));
            } else if (std::holds_alternative<opensips::Leave>(action)) {
                if (!outcome) {
                    broken.append(QStringLiteral("left without an outcome"));
                }
                left = true;
            } else if (const auto *send = std::get_if<opensips::SendMi>(&action)) {
                for (const auto &earlier : log) {
                    const auto *other = std::get_if<opensips::SendMi>(&earlier);
                    if (other && other->tag == send->tag) {
                        broken.append(QStringLiteral("used a tag twice: %1").arg(send->tag));
                    }
                }
            }
            log.push_back(action);
        }
        last = std::move(actions);
    }
};

} // namespace cordboard::tests
