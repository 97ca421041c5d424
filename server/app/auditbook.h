// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/clients/access/authenticator.h"
#include "server/clients/auditsink.h"
#include "server/storage/audit/auditlog.h"

#include <QHash>
#include <QList>
#include <QTimer>

#include <chrono>

namespace cordboard {

/// The logging category of records that the audit could not keep. They are not masked: there is no other
/// copy.
constexpr auto unkeptRecords = "cordboard.audit.unkept";

/// Writes what clients do into the audit, and a line of it into the log, where no parties are named. What the
/// file does not take stands in the log as a whole, and until it takes something again it is tried.
class AuditBook : public AuditSink {
public:
    /// \param log  must outlive this
    explicit AuditBook(AuditLog &log, std::chrono::milliseconds retry = std::chrono::seconds(5));

    void write(const AuditEntry &entry) override;
    [[nodiscard]] QList<QJsonObject> latest() const override;
    /// Records so far, by what happened; those that could not be kept, too.
    [[nodiscard]] const QHash<QString, quint64> &counts() const noexcept { return m_counts; }
    /// What became of the file of tokens.
    void writeTokens(const QList<TokenRecord> &before, const QList<TokenRecord> &after);

private:
    void tryAgain();

    AuditLog &m_log;
    QHash<QString, quint64> m_counts;
    qint64 m_failuresTold = 0; ///< of the log, in its own words
    QTimer m_retry; ///< runs while the log cannot be written
};

} // namespace cordboard
