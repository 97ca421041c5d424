// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/connectors/opensips/flows/flow.h"

#include <functional>

namespace cordboard::opensips {

/// Reads the dialogs that a flow works on anew, and then is that flow. What only events told of lacks
/// contacts and SDP, and both change while a call lives (facts 17, 41, 45).
///
/// Reading changes nothing, so whatever goes wrong before the inner flow begins leaves the call as it was.
class FreshFlow final : public Flow {
public:
    using Factory = std::function<std::unique_ptr<Flow>(const QList<Dialog> &dialogs)>;

    /// \param dialogs  as known now, in the order that `factory` gets them; not empty
    FreshFlow(QList<Dialog> dialogs, Factory factory);

    [[nodiscard]] FlowActions begin() override;
    [[nodiscard]] FlowActions handle(const FlowEvent &event) override;

private:
    [[nodiscard]] FlowActions settleUnchanged(Error error, CallFate fate = CallFate::Kept);
    [[nodiscard]] FlowActions answered(int tag, const QJsonValue &result);
    [[nodiscard]] FlowActions failed(int tag, const Error &error);
    [[nodiscard]] FlowActions oneRead();

    QList<Dialog> m_dialogs;
    Factory m_factory;
    qsizetype m_unread;
    std::unique_ptr<Flow> m_inner;
    std::vector<FlowEvent> m_early; // what happened while reading; the inner flow must not miss it
    bool m_settled = false;
};

} // namespace cordboard::opensips
