// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/connectors/opensips/management/commandnames.h"
#include "server/connectors/opensips/management/lane.h"

#include <memory>

namespace cordboard::opensips {

/// What answers a management request, and so how long that may take.
enum class Answerer {
    Proxy, ///< at once (fact 1)
    Phone, ///< when a phone has decided; over HTTP the whole interface would wait for it
};

/// What matters for the choice of a lane.
struct LaneNeed {
    Answerer answerer = Answerer::Proxy;
    bool slowOverHttp =
        false; ///< with Answerer::Phone: HTTP will do where there is no datagram lane (fact 34)
    qsizetype requestBytes = 0; ///< about; more than 1,000 go by datagram where there is one (fact 3)
};

/// The lanes of one node. Either may be missing; with none every request is refused.
class Lanes : public QObject {
    Q_OBJECT
public:
    Lanes(std::unique_ptr<Lane> http, std::unique_ptr<Lane> datagram, QObject *parent = nullptr);
    ~Lanes() override;

    /// nullptr where it is not configured.
    [[nodiscard]] Lane *http() const noexcept { return m_http.get(); }
    [[nodiscard]] Lane *datagram() const noexcept { return m_datagram.get(); }

    /// What a proxy calls its commands; call() takes the names of 3.x and translates (fact 9).
    void setNames(CommandNames names);
    [[nodiscard]] const CommandNames &names() const noexcept { return m_names; }

    /// The lane for a request. Errors: NotSupported, with a sentence that names the missing lane.
    [[nodiscard]] Result<Lane *> pick(const LaneNeed &need) const;

    /// Sends over the lane that fits; see Lane::call(). `need.requestBytes` is filled in.
    /// Errors: those of Lane::call(), and NotSupported as of pick(): then nothing was sent.
    [[nodiscard]] Task<QJsonValue> call(const QString &method, const QJsonObject &params,
        std::chrono::milliseconds deadline, LaneNeed need = {}, Priority priority = Priority::Command);

private:
    std::unique_ptr<Lane> m_http;
    std::unique_ptr<Lane> m_datagram;
    CommandNames m_names;
};

} // namespace cordboard::opensips
