// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/core/task.h"

#include <QByteArray>
#include <QString>

namespace cordboard::console {

/// A place that the desktop keeps secrets in.
class Keychain {
public:
    Keychain() = default;
    Keychain(const Keychain &) = delete;
    Keychain &operator=(const Keychain &) = delete;
    virtual ~Keychain() = default;

    /// \returns the secret, empty if there is none. May take as long as the user needs to unlock it, or for
    /// ever. Errors: NotSupported (there is no keychain), NotAllowed (the user or the keychain said no),
    /// Internal.
    [[nodiscard]] virtual Task<QByteArray> read(const QString &key) = 0;
    /// An empty secret removes it. As read().
    [[nodiscard]] virtual Task<Done> write(const QString &key, const QByteArray &secret) = 0;
};

/// The system's own: KWallet or the Secret Service (GNOME Keyring, KeePassXC) on Linux, the keychain of macOS
/// and the credential store of Windows.
class SystemKeychain : public Keychain {
public:
    [[nodiscard]] Task<QByteArray> read(const QString &key) override;
    [[nodiscard]] Task<Done> write(const QString &key, const QByteArray &secret) override;
};

} // namespace cordboard::console
