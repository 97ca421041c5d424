// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/simulator/phonebook.h"

namespace cordboard::simulator {

/// The people of the background calls, by name in the phonebook.
struct Crowd {
    QStringList inside; ///< registered; they answer
    QStringList outside; ///< numbers behind a gateway; they answer
    QStringList unwilling; ///< refuse: busy, declined, temporarily unavailable
    QStringList absent; ///< registered, and let it ring for ever

    /// Somebody who answers: \a number  any; every fifth is outside.
    [[nodiscard]] const QString &answering(quint32 number) const;
};

/// Adds people enough that nobody is in many calls at once: all in all about three for two of \a calls. For a
/// few calls the ordinary people do, without alice to erin. The same arguments make the same people.
/// \param ring  how long one rings, about, before it answers
[[nodiscard]] Crowd addCrowd(Phonebook &phonebook, int calls, std::chrono::milliseconds ring);

} // namespace cordboard::simulator
