// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/core/result.h"

#include <QByteArray>
#include <QString>

namespace cordboard::console {

/// Tokens of the profiles, each in a file of its own that only the user can read (mode 600 in a folder of
/// mode 700).
class TokenStore {
public:
    /// \param folder  made when the first token is written
    explicit TokenStore(QString folder);

    /// \returns the token, empty if there is none; an error if its file cannot be read, or others could read
    /// it
    [[nodiscard]] Result<QByteArray> read(const QString &profile) const;
    /// An empty token removes the file.
    [[nodiscard]] Result<Done> write(const QString &profile, const QByteArray &token) const;

private:
    [[nodiscard]] QString fileName(const QString &profile) const;
    QString m_folder;
};

} // namespace cordboard::console
