// SPDX-License-Identifier: Apache-2.0
#include "console/client/tokenkeeper.h"

#include <QTimer>

namespace cordboard::console {

TokenKeeper::TokenKeeper(
    std::unique_ptr<Keychain> keychain, TokenStore files, std::chrono::milliseconds deadline, QObject *parent)
    : QObject(parent)
    , m_keychain(std::move(keychain))
    , m_files(std::move(files))
    , m_deadline(deadline)
{
}

template <class T> Task<T> TokenKeeper::inTime(Task<T> task)
{
    const auto promise = std::make_shared<Promise<T>>();
    Task<T> first = promise->task();
    QTimer::singleShot(m_deadline, this, [promise] { promise->finish(failure(Errc::Timeout, QString())); });
    std::move(task).then(this, [promise](Result<T> result) { promise->finish(std::move(result)); });
    return first;
}

void TokenKeeper::giveUp(const Error &error)
{
    m_gaveUp = true;
    // A desktop without a keychain is nothing that its user could mend.
    if (error.code == Errc::NotAllowed || error.code == Errc::Timeout) {
        Q_EMIT keychainFailed(error.message);
    }
}

Task<QByteArray> TokenKeeper::read(const QString &profile)
{
    if (!m_keychain || m_gaveUp) {
        return Task<QByteArray>::settled(m_files.read(profile));
    }
    const auto promise = std::make_shared<Promise<QByteArray>>();
    Task<QByteArray> task = promise->task();
    inTime(m_keychain->read(profile)).then(this, [this, promise, profile](const Result<QByteArray> &kept) {
        if (kept && !kept->isEmpty()) {
            promise->finish(kept);
            return;
        }
        if (!kept) {
            giveUp(kept.error());
        }
        const auto filed = m_files.read(profile);
        promise->finish(filed);
        if (kept && filed && !filed->isEmpty()) {
            write(profile, *filed).then(this, [](const Result<Place> &) {});
        }
    });
    return task;
}

Task<TokenKeeper::Place> TokenKeeper::write(const QString &profile, const QByteArray &token)
{
    if (!m_keychain || m_gaveUp) {
        return Task<Place>::settled(writeFile(profile, token));
    }
    const auto promise = std::make_shared<Promise<Place>>();
    Task<Place> task = promise->task();
    inTime(m_keychain->write(profile, token))
        .then(this, [this, promise, profile, token](const Result<Done> &written) {
            if (!written) {
                giveUp(written.error());
                promise->finish(writeFile(profile, token));
                return;
            }
            // No second copy stays in the open.
            const auto removed = m_files.write(profile, {});
            promise->finish(removed ? Result<Place>(Place::Keychain) : tl::unexpected(removed.error()));
        });
    return task;
}

Result<TokenKeeper::Place> TokenKeeper::writeFile(const QString &profile, const QByteArray &token) const
{
    const auto written = m_files.write(profile, token);
    return written ? Result<Place>(Place::File) : tl::unexpected(written.error());
}

} // namespace cordboard::console
