// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/clients/access/authenticator.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

namespace cordboard {

/// The tokens of a file, followed as it changes. A file that cannot be read or understood any more changes
/// nothing, and is logged; one that is gone has no tokens.
class TokenWatch : public QObject {
    Q_OBJECT
public:
    explicit TokenWatch(QString path, QObject *parent = nullptr);

    /// Reads the file now. Errors: as readTokenFile()
    [[nodiscard]] Result<QList<TokenRecord>> read();
    /// Reads it again now; changed() tells if there is something to tell.
    void reload() { look(); }

Q_SIGNALS:
    /// The tokens are others than before, at most a moment after the file was changed.
    void changed(const QList<cordboard::TokenRecord> &tokens);

private:
    void watch();
    void look();

    QString m_path;
    QFileSystemWatcher m_watcher;
    QTimer m_gather;
    QList<TokenRecord> m_tokens;
};

} // namespace cordboard
