// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/registrations/registrations.h"

#include <algorithm>

namespace cordboard::opensips {

using namespace Qt::StringLiterals;

namespace {

/// JSON-RPC: the proxy has no such command.
constexpr int unknownMethod = -32601;

NodeLack lackOf(const Error &error)
{
    if (error.code == Errc::RefusedByProxy && error.status == unknownMethod) {
        return {u"registrations"_s, u"the proxy has no ul_dump: load the modules usrloc and registrar"_s};
    }
    return {u"registrations"_s,
        QString(u"the list of all registrations (ul_dump) does not come or does not fit (over mi_datagram 64 "
                u"kB, over "
                u"mi_http a quarter of the package memory, opensips -M, do): only phones that have "
                u"registered since "
                u"are known: "_s
            + error.message)};
}

} // namespace

Registrations::Registrations(NodeName node, ManagementCall call, RegistrationTimes times, QObject *parent)
    : QObject(parent)
    , m_call(std::move(call))
    , m_times(times)
    , m_table(std::move(node))
    , m_retryWait(times.firstRetry)
{
    m_soon.setSingleShot(true);
    m_retry.setSingleShot(true);
    m_expiry.setInterval(m_times.pause);
    connect(&m_soon, &QTimer::timeout, this, &Registrations::sync);
    connect(&m_retry, &QTimer::timeout, this, &Registrations::sync);
    connect(&m_expiry, &QTimer::timeout, this, &Registrations::doubtExpired);
}

void Registrations::handle(const ContactChanged &event)
{
    if (m_asking) {
        m_since.append(event);
    }
    announce(m_table.apply(event));
}

void Registrations::sync()
{
    m_soon.stop();
    m_retry.stop();
    m_expiry.start();
    if (std::exchange(m_asking, true)) {
        m_again = true;
        return;
    }
    m_since.clear();
    m_call(u"ul_dump"_s, {}, Priority::Background).then(this, [this](const Result<QJsonValue> &answer) {
        m_asking = false;
        takeList(answer);
        if (std::exchange(m_again, false)) {
            sync();
        }
    });
}

void Registrations::syncSoon()
{
    if (!m_soon.isActive()) {
        m_soon.start(m_times.pause);
    }
}

void Registrations::takeList(const Result<QJsonValue> &answer)
{
    const auto listed = answer.and_then([](const QJsonValue &value) { return contactsFromDump(value); });
    if (!listed) {
        noList(listed.error());
        return;
    }
    m_retryWait = m_times.firstRetry;
    setLack(std::nullopt);
    announce(m_table.replace(*listed, std::exchange(m_since, {}), QDateTime::currentDateTimeUtc()));
}

void Registrations::noList(const Error &error)
{
    m_since.clear();
    if (error.code == Errc::ProxyUnreachable || error.code == Errc::Abandoned) {
        return; // nobody is there; who notices that it is back calls sync()
    }
    setLack(lackOf(error));
    m_retry.start(m_retryWait);
    m_retryWait = std::min(m_retryWait * 2, m_times.lastRetry);
}

void Registrations::setLack(const std::optional<NodeLack> &lack)
{
    if (std::exchange(m_lack, lack) != lack) {
        Q_EMIT lackChanged();
    }
}

void Registrations::announce(const RegistrationTable::Changes &changes)
{
    for (const Registration &registration : changes) {
        Q_EMIT changed(registration);
    }
}

void Registrations::doubtExpired()
{
    const QDateTime doubted = QDateTime::currentDateTimeUtc().addMSecs(-m_times.grace.count());
    if (m_lack) {
        announce(m_table.removeExpired(doubted));
    } else if (const QDateTime next = m_table.nextExpiry(); next.isValid() && next < doubted) {
        sync();
    }
}

} // namespace cordboard::opensips
