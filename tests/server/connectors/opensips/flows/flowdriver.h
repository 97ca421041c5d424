// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/connectors/opensips/flows/flow.h"

#include <QJsonArray>
#include <QTest>

#include <memory>

namespace cordboard::tests {

/// Holds a flow and writes down what it asks for, and what it must never do.
class FlowDriver {
public:
    explicit FlowDriver(std::unique_ptr<opensips::Flow> flow)
        : m_flow(std::move(flow))
    {
        take(m_flow->begin());
    }

    void feed(const opensips::FlowEvent &event) { take(m_flow->handle(event)); }
    void answer(const opensips::SendMi &request, const Result<QJsonValue> &result)
    {
        if (result) {
            feed(opensips::MiAnswered{request.tag, *result});
        } else {
            feed(opensips::MiFailed{request.tag, result.error()});
        }
    }
    /// Answers everything of this method that is open, in its order; returns how many that were.
    int answerAll(const QString &method, const Result<QJsonValue> &result)
    {
        int count = 0;
        for (qsizetype i = 0; i < open.size();) {
            if (open[i].method == method) {
                answer(open.takeAt(i), result);
                ++count;
                i = 0;
            } else {
                ++i;
            }
        }
        return count;
    }
    /// Takes the first open request of this method (and mode); tag 0 if there is none.
    opensips::SendMi takeOpen(const QString &method, const QString &mode = {})
    {
        for (qsizetype i = 0; i < open.size(); ++i) {
            const bool fits =
                mode.isEmpty() || open[i].params.value(QStringLiteral("mode")).toString() == mode;
            if (open[i].method == method && fits) {
                return open.takeAt(i);
            }
        }
        return {};
    }
    [[nodiscard]] int sentCount(const QString &method) const
    {
        return static_cast<int>(
            std::count_if(sent.begin(), sent.end(), [&](const auto &mi) { return mi.method == method; }));
    }
    [[nodiscard]] std::optional<Errc> error() const
    {
        return outcome && !*outcome ? std::optional(outcome->error().error.code) : std::nullopt;
    }
    [[nodiscard]] std::optional<CallFate> fate() const
    {
        return outcome && !*outcome ? std::optional(outcome->error().fate) : std::nullopt;
    }
    [[nodiscard]] bool succeeded() const { return outcome && outcome->has_value(); }

    QList<opensips::SendMi> sent; ///< all of them
    QList<opensips::SendMi> open; ///< those without an answer
    QStringList told; ///< "event leg"
    QStringList late;
    std::optional<Outcome> outcome;
    bool left = false;
    QStringList faults; ///< broken promises: must stay empty

private:
    void take(const opensips::FlowActions &actions)
    {
        for (const auto &action : actions) {
            if (left) {
                faults.append(QStringLiteral("an action after Leave"));
            }
            if (const auto *mi = std::get_if<opensips::SendMi>(&action)) {
                for (const auto &earlier : sent) {
                    if (earlier.tag == mi->tag) {
                        faults.append(QStringLiteral("a tag used twice"));
                    }
                }
                sent.append(*mi);
                open.append(*mi);
            } else if (const auto *report = std::get_if<opensips::Report>(&action)) {
                if (outcome) {
                    faults.append(QStringLiteral("progress after the outcome"));
                }
                const auto &leg = report->progress.leg;
                told.append(json::wireName(report->progress.event)
                    + (leg ? QString(QLatin1Char(' ') + json::wireName(*leg)) : QString()));
            } else if (const auto *settle = std::get_if<opensips::Settle>(&action)) {
                if (outcome) {
                    faults.append(QStringLiteral("two outcomes"));
                }
                outcome = settle->outcome;
            } else if (const auto *text = std::get_if<opensips::Late>(&action)) {
                if (!outcome) {
                    faults.append(QStringLiteral("a late result before the outcome"));
                }
                late.append(text->text);
            } else {
                if (!outcome) {
                    faults.append(QStringLiteral("left without an outcome"));
                }
                left = true;
            }
        }
    }
    std::unique_ptr<opensips::Flow> m_flow;
};

} // namespace cordboard::tests
