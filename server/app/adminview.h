// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/admin/adminsource.h"
#include "server/app/auditbook.h"
#include "server/calls/callregistry.h"
#include "server/clients/listener.h"
#include "server/commands/commandservice.h"

#include <QDateTime>
#include <QObject>

namespace cordboard {

/// How the server is, told to its admin port out of what the rooms know. Counts the commands that end.
class AdminView : public QObject, public AdminSource {
    Q_OBJECT
public:
    /// What it looks at. All outlive it.
    struct Rooms {
        const QList<Connector *> connectors;
        const CallDirectory &directory;
        const CallRegistry &registry;
        const CommandService &commands;
        const Listener &listener;
        const AuditLog &auditLog;
        const AuditBook &audit;
    };
    explicit AdminView(Rooms rooms, QObject *parent = nullptr);

    [[nodiscard]] QStringList notReady() const override;
    [[nodiscard]] AdminFigures figures() const override;

private:
    [[nodiscard]] NodeFigures figuresOf(const Connector &connector) const;

    Rooms m_rooms;
    QDateTime m_startedAt = QDateTime::currentDateTimeUtc();
    QHash<std::pair<QString, QString>, quint64> m_commands;
};

} // namespace cordboard
