// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/client/callreplica.h"
#include "console/cli/changelog.h"

namespace cordboard::cli {

/// `watch` where no screen is: one line a change, to standard output.
class WatchLines : public QObject {
    Q_OBJECT
public:
    /// \param replica  must outlive it
    /// \param json  prints `{op, call}` and `{op, id}` instead of a time, a sign (+ = -) and the call
    WatchLines(CallReplica &replica, bool json, QObject *parent = nullptr);

private:
    void show(const QString &method, const QJsonObject &params);

    ChangeLog m_log;
    bool m_json;
};

/// One entry as a line for people.
[[nodiscard]] QString changeLine(const ChangeLog::Entry &entry, const QTime &time);

} // namespace cordboard::cli
