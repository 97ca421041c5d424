// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QSet>
#include <QStringList>

namespace cordboard::tests {

/// Which calls belong together, by what really happened, and what a server made of it.
///
/// A call that comes of others, by a REFER in one or by replacing one, is in a journey with one of them;
/// those of them that were in none until then are in it, too. Strangers never are.
class Journeys {
public:
    /// What really happened. \param knowable  whether anybody could find out
    void followed(const QString &callId, const QString &from, bool knowable);
    /// What is known of this call may lack something: the server was killed while it looked.
    void doubt(const QString &callId) { m_doubtful.insert(callId); }
    [[nodiscard]] bool isDoubtful(const QString &callId) const { return m_doubtful.contains(callId); }
    /// Whether it belongs to another call.
    [[nodiscard]] bool isLinked(const QString &callId) const { return m_linked.contains(callId); }

    /// Whether it belongs to another call, and no client was told so yet.
    [[nodiscard]] bool isUntold(const QString &callId) const
    {
        return isLinked(callId) && m_told.value(callId).isEmpty();
    }

    /// Somebody means them to belong together, and that may fail.
    void unite(const QString &callId, const QString &other);
    /// Nobody can tell these two from calls that belong together.
    void resembles(const QString &callId, const QString &other);

    /// What a client was told of a call. Empty: of no journey. \param isOver  and there is nothing more to
    /// tell
    void told(const QString &callId, const QString &journey, bool isOver);

    /// \param living  the Call-IDs of calls that clients will be told more of
    /// \returns what is wrong; empty: nothing
    [[nodiscard]] QString wrong(const QSet<QString> &living) const;

private:
    struct Origin {
        QStringList from;
        QStringList firstOfFrom; ///< those that were in no journey
    };
    [[nodiscard]] QString strangers() const;
    [[nodiscard]] QString wrongChild(
        const QString &callId, const Origin &origin, const QSet<QString> &living) const;
    [[nodiscard]] QString story(const QString &callId) const;
    /// Not one that ended while no client looked.
    [[nodiscard]] bool isKnown(const QString &callId, const QSet<QString> &living) const
    {
        return m_seen.contains(callId) && !m_doubtful.contains(callId)
            && (living.contains(callId) || m_over.contains(callId));
    }

    QHash<QString, int> m_family; ///< of calls that belong together in any way
    QSet<QString> m_linked;
    QHash<QString, Origin> m_origins;
    QHash<QString, QString> m_told; ///< the last that is not empty
    QSet<QString> m_seen; ///< calls that clients were told of
    QSet<QString> m_over; ///< calls whose end clients were told of
    QSet<QString> m_doubtful;
    QString m_change; ///< a call that was told of in two journeys
    int m_last = 0;
};

} // namespace cordboard::tests
