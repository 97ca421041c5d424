// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/app/config/config.h"

#include <span>
#include <variant>

/// The keys of the configuration file, once: decoding, `--print-config` and the manual all come from these
/// tables. No key holds a secret: passwords stand in files that keys name.
namespace cordboard {

/// Where the value of a key goes. The type of the member decides how the file writes it.
using Slot = std::variant<QString *, QStringList *, int *, std::optional<int> *, quint16 *,
    std::chrono::milliseconds *, LogLevel *, LogFormat *, bool *, AnonymousRole *>;

/// What a text has to be.
struct TextRule {
    bool (*accepts)(const QString &text);
    const char *sentence; ///< completes "KEY must be ..."
};

/// What all keys have in common.
struct KeyInfo {
    const char *path; ///< e.g. "limits.batch"; in the table of nodes from the node on
    const char *help; ///< one clause for people, with the default where it is not a constant
    int least = 0; ///< of a number
    int most = 0;
    const TextRule *rule = nullptr; ///< of a text, or of each text of a list; null: any text but an empty one
    bool mayBeEmpty = false; ///< of a text: empty switches something off, and is not the same as not set
    bool reloads = false; ///< a running server takes over another value (SIGHUP)
};

template <class Owner> struct Key {
    KeyInfo info;
    Slot (*slot)(Owner &owner);
};

[[nodiscard]] std::span<const Key<Config>> serverKeys();
/// The keys of one entry of `nodes`. Those of `mi` and `sip` may also stand at the top of the file, for a
/// single node.
[[nodiscard]] std::span<const Key<NodeConfig>> nodeKeys();

/// What the value has to be, completing "KEY must be ...".
[[nodiscard]] QString requirement(const KeyInfo &key, const Slot &slot);
/// Takes the value from a YAML scalar.
/// \param quoted  it stood in quotes: a number must not
/// \returns false if it is not what requirement() says; the member is unchanged then
[[nodiscard]] bool assign(const KeyInfo &key, const Slot &slot, const QString &text, bool quoted);
/// As assign(), for a key that is a list.
[[nodiscard]] bool assignList(const KeyInfo &key, const Slot &slot, const QStringList &texts);
/// The value as YAML (a JSON scalar or array; `null` for one that is not set).
[[nodiscard]] QString yamlText(const KeyInfo &key, const Slot &slot);

} // namespace cordboard
