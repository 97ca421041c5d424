// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/clients/clientstream.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QList>

namespace cordboard::tests {

/// A client that keeps what it is sent, and reads as slowly as the test wants.
class FakeStream : public ClientStream {
public:
    using ClientStream::ClientStream;
    void deliver(protocol::Command, const protocol::CommandEvent &) override { }
    [[nodiscard]] const PrincipalPtr &principal() const override { return who; }
    void become(const Principal &principal)
    {
        who = std::make_shared<const Principal>(principal);
        Q_EMIT principalChanged();
    }
    [[nodiscard]] bool isCongested() const override { return congested; }
    void read()
    {
        congested = false;
        Q_EMIT written();
    }
    [[nodiscard]] QString method(qsizetype n) const
    {
        return received.value(n).value(QLatin1StringView("method")).toString();
    }
    [[nodiscard]] QJsonObject params(qsizetype n) const
    {
        return received.value(n).value(QLatin1StringView("params")).toObject();
    }

    PrincipalPtr who = std::make_shared<const Principal>(Principal{.role = Role::Operator});
    QList<QJsonObject> received;
    qsizetype taken = 0; ///< of these, by whoever follows
    QStringList texts;
    bool congested = false;

protected:
    void sendText(const QString &frame) override
    {
        received.append(QJsonDocument::fromJson(frame.toUtf8()).object());
        texts.append(frame);
    }
};

} // namespace cordboard::tests
