// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/clients/access/authenticator.h"
#include "server/clients/auditsink.h"
#include "server/storage/audit/auditlog.h"

#include <QList>

namespace cordboard {

/// Writes what clients do into the audit, and a line of it into the log, where no parties are named. What the
/// file does not take stands in the log as a whole.
class AuditBook : public AuditSink {
public:
    /// \param log  must outlive this
    explicit AuditBook(AuditLog &log)
        : m_log(log)
    {
    }

    void write(const AuditEntry &entry) override;
    [[nodiscard]] QList<QJsonObject> latest() const override;
    /// What became of the file of tokens.
    void writeTokens(const QList<TokenRecord> &before, const QList<TokenRecord> &after);

private:
    AuditLog &m_log;
};

} // namespace cordboard
