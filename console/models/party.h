// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/protocol/calls.h"

#include <QString>

namespace cordboard::console {

/// Who takes part in a call, in words for the screen: plain text, nothing in it is markup, and what would not
/// be seen is made visible.
struct PartyText {
    QString name; ///< never empty: the display name, else the number
    QString number; ///< stands under the name; empty if it would say the same again
    QString uri; ///< as the server told it, for commands; empty if nobody told
    QString key; ///< personKey() of the URI; empty if nobody told
    friend bool operator==(const PartyText &, const PartyText &) = default;
};

/// A party that nobody told of, or that hides itself (RFC 3323: `anonymous`), is "Number withheld".
[[nodiscard]] PartyText partyText(const json::Nullable<protocol::Party> &party);

/// What people dial or are known by: the user part of a telephone or a local name, else the address without
/// `sip:`.
[[nodiscard]] QString numberOf(const QString &uri);

/// What tells that two URIs mean the same person: user and host in small letters, without the rest.
[[nodiscard]] QString personKey(const QString &uri);

} // namespace cordboard::console
