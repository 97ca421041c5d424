// SPDX-License-Identifier: Apache-2.0
#include "console/client/keychain.h"

#include <qt6keychain/keychain.h>

#include <memory>

namespace cordboard::console {
namespace {

using namespace Qt::StringLiterals;

const QString &service()
{
    static const QString name = u"cordboard-console"_s;
    return name;
}

Error errorOf(const QKeychain::Job &job)
{
    switch (job.error()) {
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        return {Errc::NotSupported, job.errorString()};
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return {Errc::NotAllowed, job.errorString()};
    default:
        return {Errc::Internal, job.errorString()};
    }
}

/// Starts a job that deletes itself. A job that never ends keeps its promise for ever; whoever waits has a
/// deadline.
template <class T, class Job, class Take> Task<T> run(Job *job, const QString &key, Take take)
{
    const auto promise = std::make_shared<Promise<T>>();
    Task<T> task = promise->task();
    job->setKey(key);
    QObject::connect(job, &QKeychain::Job::finished, job, [promise, job, take](QKeychain::Job *) {
        const bool isMissing = job->error() == QKeychain::EntryNotFound;
        promise->finish(isMissing || job->error() == QKeychain::NoError
                ? Result<T>(isMissing ? T() : take(*job))
                : Result<T>(tl::unexpected(errorOf(*job))));
    });
    job->start();
    return task;
}

} // namespace

Task<QByteArray> SystemKeychain::read(const QString &key)
{
    return run<QByteArray>(new QKeychain::ReadPasswordJob(service()), key,
        [](const QKeychain::ReadPasswordJob &job) { return job.textData().toUtf8(); });
}

Task<Done> SystemKeychain::write(const QString &key, const QByteArray &secret)
{
    const auto done = [](const QKeychain::Job &) { return Done{}; };
    if (secret.isEmpty()) {
        return run<Done>(new QKeychain::DeletePasswordJob(service()), key, done);
    }
    auto *const job = new QKeychain::WritePasswordJob(service());
    job->setTextData(QString::fromUtf8(secret));
    return run<Done>(job, key, done);
}

} // namespace cordboard::console
