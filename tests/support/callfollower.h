// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QMap>
#include <QSet>
#include <QStringList>

namespace cordboard::tests {

/// What a client makes of its messages, and whether they followed one another without a gap.
struct CallFollower {
    QMap<QString, QJsonObject> calls;
    QString epoch;
    QString view;
    qint64 seq = -1;
    bool complete = false; ///< since the last page of a snapshot
    QStringList faults;
    bool seesAll = false; ///< its view has no filter, so that no change of any call may be missing

    /// One message; others than the stream's are passed over.
    void take(const QJsonObject &message)
    {
        const QString method = message[QLatin1StringView("method")].toString();
        const QJsonObject params = message[QLatin1StringView("params")].toObject();
        if (method == QLatin1StringView("CallsSnapshot")) {
            page(params);
        } else if (method == QLatin1StringView("CallsChanged")) {
            changes(params);
        }
    }
    /// What CallSubscribe's `since` says; empty while a snapshot is not complete.
    [[nodiscard]] QJsonObject since() const
    {
        return complete ? QJsonObject{{QStringLiteral("epoch"), epoch}, {QStringLiteral("seq"), seq},
                   {QStringLiteral("view"), view}}
                        : QJsonObject();
    }

private:
    void page(const QJsonObject &params)
    {
        const qint64 number = params[QLatin1StringView("page")].toInteger();
        if (number == 0) {
            complete = false;
            arriving.clear();
            expectedPage = 0;
        }
        if (number != expectedPage++) {
            faults += QStringLiteral("page %1").arg(number);
        }
        const QJsonArray rows = params[QLatin1StringView("calls")].toArray();
        if (rows.size() > 200) {
            faults += QStringLiteral("a page of %1").arg(rows.size());
        }
        for (const QJsonValue row : rows) {
            arriving.insert(row[QLatin1StringView("id")].toString(), row.toObject());
        }
        seq = params[QLatin1StringView("seq")].toInteger();
        epoch = params[QLatin1StringView("epoch")].toString();
        view = params[QLatin1StringView("view")].toString();
        if (params[QLatin1StringView("last")].toBool()) {
            calls = arriving;
            complete = true;
        }
    }
    void changes(const QJsonObject &params)
    {
        if (params[QLatin1StringView("from_seq")].toInteger() != seq) {
            faults += QStringLiteral("from %1 after %2")
                          .arg(params[QLatin1StringView("from_seq")].toInteger())
                          .arg(seq);
        }
        seq = params[QLatin1StringView("seq")].toInteger();
        for (const QJsonValue change : params[QLatin1StringView("changes")].toArray()) {
            if (change[QLatin1StringView("op")] == QLatin1StringView("set")) {
                const QJsonObject call = change[QLatin1StringView("call")].toObject();
                const QString id = call[QLatin1StringView("id")].toString();
                const qint64 known = calls.value(id)[QLatin1StringView("rev")].toInteger();
                const qint64 rev = call[QLatin1StringView("rev")].toInteger();
                if (rev <= known) {
                    faults += QStringLiteral("%1 a second time").arg(id);
                } else if (rev != known + 1 && seesAll) {
                    faults += QStringLiteral("%1 is at %2 after %3").arg(id).arg(rev).arg(known);
                }
                if (gone.contains(epoch + id)) {
                    faults += QStringLiteral("%1 is back from the dead").arg(id);
                }
                calls.insert(id, call);
            } else {
                const QString id = change[QLatin1StringView("id")].toString();
                if (calls.remove(id) == 0) {
                    faults += QStringLiteral("gone, and never seen");
                }
                if (seesAll) {
                    gone.insert(epoch + id);
                }
            }
        }
    }

    QMap<QString, QJsonObject> arriving;
    QSet<QString> gone; // epoch and id
    qint64 expectedPage = 0;
};

} // namespace cordboard::tests
