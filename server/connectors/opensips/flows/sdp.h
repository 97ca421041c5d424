// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/core/result.h"

#include <QString>

#include <optional>

/// The little that a hold must do to a session description (RFC 4566, RFC 3264 section 8). Pure text: nothing
/// but the version of the `o=` line and the directions is understood, everything else is kept byte for byte.
namespace cordboard::opensips {

/// The most text that is taken for an SDP, in UTF-16 units.
inline constexpr qsizetype maximumSdp = 8192;

/// Who may send media, as the author of an SDP says it (RFC 4566 section 6).
enum class MediaDirection { SendRecv, SendOnly, RecvOnly, Inactive };

/// The session version of the `o=` line as its decimal digits; it may be too long for any integer type.
/// Errors: as holdOffer().
[[nodiscard]] Result<QString> sdpVersion(const QString &sdp);

/// The greater of two versions, as decimal text; an empty one is less than any.
[[nodiscard]] QString laterVersion(const QString &a, const QString &b);

/// An offer that stops the media of a leg: `sdp` with every direction, at session level and of each media
/// section, made `a=inactive`. \param sdp  what the leg was told last: the SDP last sent to it, else the
/// other leg's (fact 45) \param previousVersion  the `o=` version of our own last offer to the leg; empty if
/// there was none The version of the offer is one more than the greater of the two (RFC 3264 section 8: it
/// must rise with every offer). Lines end with CRLF. Errors: InvalidParams for a text without `o=` or `m=`
/// line, with a version that is no number, with control characters inside a line, or longer than maximumSdp.
[[nodiscard]] Result<QString> holdOffer(const QString &sdp, const QString &previousVersion = {});

/// An offer that takes the hold back: `sdp` with a risen version and its own directions. If all of them are
/// `inactive`, the hold is in `sdp` itself (a phone offered it anew while it was held): then they become
/// `a=sendrecv`. Parameters and errors: as holdOffer().
[[nodiscard]] Result<QString> resumeOffer(const QString &sdp, const QString &previousVersion = {});

/// What a phone's own hold looks like in its SDP (fact 41): how media flows, over all streams that are not
/// refused (port 0), if it does not flow both ways. Nothing: no hold, or no SDP at all.
[[nodiscard]] std::optional<MediaDirection> heldDirection(const QString &sdp);

} // namespace cordboard::opensips
