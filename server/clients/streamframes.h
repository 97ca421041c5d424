// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/protocol/calls.h"

#include <QByteArray>

/// The notifications of the stream of calls, put together from calls that are encoded already: the same call
/// goes to many clients. What they say is common/protocol/calls.h's CallsChanged and CallsSnapshot.
namespace cordboard::streamframes {

/// A member of CallsChanged's `changes`. \param call  encoded
[[nodiscard]] QByteArray set(const QByteArray &call);
[[nodiscard]] QByteArray gone(const CallId &id);

/// \param changes  from set() and gone(), with commas between them
[[nodiscard]] QByteArray changed(
    const QString &epoch, qint64 fromSeq, qint64 seq, const QString &now, const QByteArray &changes);

/// \param calls  encoded, with commas between them
[[nodiscard]] QByteArray snapshot(
    const QString &epoch, qint64 seq, const QString &view, qint64 page, const QByteArray &calls, bool last);

} // namespace cordboard::streamframes
