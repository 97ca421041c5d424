// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/client/callreplica.h"
#include "tests/support/callfollower.h"
#include "tests/support/tcprelay.h"

#include <functional>

namespace cordboard::tests {

/// A client that is cut off now and then: the replica that all our programs use, and beside it what a
/// stranger makes of the same messages.
class Follower : public QObject {
    Q_OBJECT
public:
    Follower();

    /// Where the server is from now on.
    void follow(const QUrl &server);
    /// The connection breaks, at any byte. It comes again by itself after a quarter of a second or more.
    void cut() { m_relay.cut(); }
    /// As cut(), and it comes again now.
    void cutAndReturn();

    /// All calls that the replica lists, by id, as they would be told again. Empty text: it is live and
    /// whole.
    [[nodiscard]] QMap<QString, QJsonObject> calls() const;
    [[nodiscard]] bool isLive() const { return m_replica.state() == CallReplica::State::Live; }
    /// What must never happen: gaps, changes that come twice, calls that come back from the dead.
    [[nodiscard]] QStringList faults() const { return m_stream.faults + m_faults; }
    [[nodiscard]] const CallFollower &stream() const { return m_stream; }

    /// Asked of each Call-ID that ends: whether it still lives at the proxy.
    std::function<bool(const QString &callId)> lives;
    /// Told of each call as it comes.
    std::function<void(const QJsonObject &call)> seen;

private:
    void take(const QByteArray &message);
    void look(const QJsonObject &call);

    TcpRelay m_relay;
    ClientLink m_link;
    CallReplica m_replica;
    CallFollower m_stream;
    QStringList m_faults;
};

} // namespace cordboard::tests
