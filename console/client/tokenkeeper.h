// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/client/keychain.h"
#include "console/client/tokenstore.h"

#include <QObject>

#include <chrono>
#include <memory>

namespace cordboard::console {

/// The tokens of the profiles: in the desktop's keychain where there is one, else in files that only the user
/// can read. A keychain that refuses or does not answer by the deadline is not asked again by this keeper.
class TokenKeeper : public QObject {
    Q_OBJECT
public:
    enum class Place { Keychain, File };
    /// Long enough to type the password that unlocks a keychain.
    static constexpr std::chrono::milliseconds patience{30000};

    /// \param keychain  null: there is none
    /// \param deadline  for each question to the keychain
    TokenKeeper(std::unique_ptr<Keychain> keychain, TokenStore files,
        std::chrono::milliseconds deadline = patience, QObject *parent = nullptr);

    /// \returns the token, empty if there is none. Errors: those of TokenStore::read(). A token that was
    /// found in a file moves into the keychain.
    [[nodiscard]] Task<QByteArray> read(const QString &profile);
    /// An empty token is removed from both. \returns where it is now; errors: those of TokenStore::write().
    [[nodiscard]] Task<Place> write(const QString &profile, const QByteArray &token);

Q_SIGNALS:
    /// The keychain said no, or nothing by the deadline; `why` is its sentence, which may be empty.
    void keychainFailed(const QString &why);

private:
    void giveUp(const Error &error);
    [[nodiscard]] Result<Place> writeFile(const QString &profile, const QByteArray &token) const;
    template <class T> [[nodiscard]] Task<T> inTime(Task<T> task);

    std::unique_ptr<Keychain> m_keychain;
    TokenStore m_files;
    std::chrono::milliseconds m_deadline;
    bool m_gaveUp = false;
};

} // namespace cordboard::console
