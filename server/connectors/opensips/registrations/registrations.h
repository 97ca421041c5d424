// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/connectors/opensips/management/managementcall.h"
#include "server/connectors/opensips/registrations/registrationtable.h"

#include <QObject>
#include <QTimer>

namespace cordboard::opensips {

/// How patient Registrations is.
struct RegistrationTimes {
    std::chrono::milliseconds pause{
        30'000}; ///< between lists that are asked for since something may be missed
    /// From a contact's end until it is doubted. usrloc tells of expired ones every `timer_interval` (60 s).
    std::chrono::milliseconds grace{90'000};
    std::chrono::milliseconds firstRetry{5'000}; ///< after a list that did not come; doubles
    std::chrono::milliseconds lastRetry{600'000};
};

/// Keeps who is registered at one node: one `ul_dump`, usrloc's events afterwards. A contact whose end was
/// not told costs another list, or, where lists do not come, is taken for ended.
///
/// A list that does not fit is none: over datagrams some 290 contacts do, over HTTP what the proxy's package
/// memory holds, at most 4 MiB (facts 6, 48). Then those are known that have registered since, and lack()
/// says so. Expiry times are by the proxy's clock.
class Registrations : public QObject {
    Q_OBJECT
public:
    Registrations(
        NodeName node, ManagementCall call, RegistrationTimes times = {}, QObject *parent = nullptr);

    [[nodiscard]] QList<Registration> all() const { return m_table.all(); }
    /// Why all() is not everybody; nothing when it is.
    [[nodiscard]] const std::optional<NodeLack> &lack() const { return m_lack; }

    void handle(const ContactChanged &event);
    /// Asks for the list now: the node is up, anew or again. While one is under way, another follows it.
    void sync();
    /// Something may have been missed: asks for the list after a pause, once for all doubts in it.
    void syncSoon();

Q_SIGNALS:
    /// New, changed, or gone (without contacts).
    void changed(const cordboard::Registration &registration);
    void lackChanged();

private:
    void takeList(const Result<QJsonValue> &answer);
    void noList(const Error &error);
    void setLack(const std::optional<NodeLack> &lack);
    void announce(const RegistrationTable::Changes &changes);
    void doubtExpired();

    ManagementCall m_call;
    RegistrationTimes m_times;
    RegistrationTable m_table;
    std::optional<NodeLack> m_lack;
    QList<ContactChanged> m_since; // the list was asked for
    QTimer m_soon;
    QTimer m_retry;
    QTimer m_expiry;
    std::chrono::milliseconds m_retryWait;
    bool m_asking = false;
    bool m_again = false;
};

} // namespace cordboard::opensips
