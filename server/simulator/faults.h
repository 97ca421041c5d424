// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QRandomGenerator>
#include <QString>

#include <chrono>
#include <list>
#include <optional>

namespace cordboard::simulator {

/// What can go wrong with a request to the management interface.
enum class MiFault {
    Hang, ///< it is carried out, and no answer comes
    Ignore, ///< it is not even carried out, and no answer comes (a lost datagram, a frozen process)
    Close, ///< carried out, then the connection is closed without an answer (HTTP; on datagrams as Hang)
    Split, ///< the answer comes in three pieces (HTTP)
    Cut, ///< the second half of the answer never comes, and the connection is closed; a datagram is cut short
    ServerError, ///< HTTP 500 without JSON; on datagrams "500 Internal error"
    WrongId, ///< the answer carries another request's id
    Late, ///< the answer comes after `delay`
    Twice, ///< the answer comes twice
};

/// What can go wrong with an event.
enum class EventFault {
    Lose,
    Double,
    Reorder, ///< comes after the one that follows it, or after `delay` if there is one
    Cut, ///< the datagram ends in the middle
    Garble, ///< a byte in it is no UTF-8 (fact 24)
    Late, ///< comes after `delay`
};

/// Misbehaviour on demand: what the next requests and events will meet. First asked for, first met.
class Faults {
public:
    enum class Lane { Any, Http, Datagram };

    /// The next \a count requests, of \a method only if one is named.
    void mi(MiFault fault, int count = 1, const QString &method = {}, Lane lane = Lane::Any,
        std::chrono::milliseconds delay = std::chrono::milliseconds(0));
    /// The next \a count events, of \a name only if one is given.
    void event(EventFault fault, int count = 1, const QString &name = {},
        std::chrono::milliseconds delay = std::chrono::milliseconds(0));

    /// What happens to every event until it is told otherwise. Probabilities, each of [0, 1] and together at
    /// most 1. Unlike one of event(), a reordered event comes by itself, too: after `delay` if no other one
    /// follows. So all but the lost ones have come at rest.
    struct EventNoise {
        double lose = 0;
        double twice = 0;
        double reorder = 0;
        double late = 0;
        std::chrono::milliseconds delay = std::chrono::milliseconds(50);
        quint32 seed = 1; ///< the same seed and the same events give the same noise
    };
    void setEventNoise(const EventNoise &noise);
    /// Loses every event, our probes included, until it is told otherwise; what event() asked for waits.
    void loseEvents(bool lose) { m_losesEvents = lose; }

    /// Ends everything, the standing faults included.
    void clear();

    struct MiHit {
        MiFault fault;
        std::chrono::milliseconds delay;
    };
    struct EventHit {
        EventFault fault;
        std::chrono::milliseconds delay;
    };
    /// For the servers: what this request meets; counts it down.
    [[nodiscard]] std::optional<MiHit> takeMi(Lane lane, const QString &method);
    [[nodiscard]] std::optional<EventHit> takeEvent(const QString &name);

private:
    struct MiPlan {
        MiHit hit;
        int count;
        QString method;
        Lane lane;
    };
    struct EventPlan {
        EventHit hit;
        int count;
        QString name;
    };
    std::list<MiPlan> m_mi;
    std::list<EventPlan> m_events;
    EventNoise m_noise;
    QRandomGenerator m_random;
    bool m_losesEvents = false;
};

} // namespace cordboard::simulator
