// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/client/commandstate.h"
#include "console/models/callstore.h"
#include "console/models/directorymodel.h"
#include "console/theme/theme.h"

#include <QObject>

class QDialog;

namespace cordboard::console {

class LiveTable;

/// Opens the dialogs about calls over a window. While one is open the table keeps still; what is decided
/// leaves as a command.
class CallDialogs : public QObject {
    Q_OBJECT
public:
    /// All must outlive this.
    CallDialogs(CallStore &store, DirectoryModel &directory, const Theme &theme, Clock clock,
        LiveTable &table, QWidget &window);

    /// Whether hanging up asks first.
    void setAsksBeforeHangUp(bool asks) { m_asksBeforeHangUp = asks; }
    /// Nothing is opened for a call that is not listed any more.
    /// \param destination  is filled in; empty where it is not known
    void transfer(const CallId &call, const QString &destination = {});
    void connectCalls(const CallId &call, const CallId &second);
    void newCall(const QString &caller = {}, const QString &callee = {});
    void hangUp(const QList<CallRowPtr> &calls);
    /// What failed, once more: opens the dialog again, or does it at once where there is none.
    void retry(const CommandRequest &request);

Q_SIGNALS:
    void commandWanted(const cordboard::console::CommandRequest &request);
    void askBeforeHangUpChanged(bool ask);

private:
    void open(QDialog &dialog);
    void end(const QList<CallId> &calls);

    CallStore &m_store;
    DirectoryModel &m_directory;
    const Theme &m_theme;
    Clock m_clock;
    LiveTable &m_table;
    QWidget &m_window;
    bool m_asksBeforeHangUp = true;
};

} // namespace cordboard::console
