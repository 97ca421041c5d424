// SPDX-License-Identifier: Apache-2.0
#include "console/widgets/calldialogs.h"

#include "console/widgets/hangupquestion.h"
#include "console/widgets/livetable.h"
#include "console/widgets/newcalldialog.h"
#include "console/widgets/transferdialog.h"

namespace cordboard::console {

CallDialogs::CallDialogs(CallStore &store, DirectoryModel &directory, const Theme &theme, Clock clock,
    LiveTable &table, QWidget &window)
    : QObject(&window)
    , m_store(store)
    , m_directory(directory)
    , m_theme(theme)
    , m_clock(std::move(clock))
    , m_table(table)
    , m_window(window)
{
}

void CallDialogs::open(QDialog &dialog)
{
    m_table.setStill(true);
    connect(&dialog, &QDialog::finished, this, [this] { m_table.setStill(false); });
    dialog.open();
}

void CallDialogs::transfer(const CallId &call, const QString &destination)
{
    if (!m_store.row(call)) {
        return;
    }
    auto *const dialog = new TransferDialog(m_store, m_directory, m_theme, m_clock, call, &m_window);
    connect(dialog, &TransferDialog::confirmed, this, &CallDialogs::commandWanted);
    if (!destination.isEmpty()) {
        dialog->setDestination(destination);
    }
    open(*dialog);
}

void CallDialogs::connectCalls(const CallId &call, const CallId &second)
{
    if (!m_store.row(call) || !m_store.row(second)) {
        return;
    }
    auto *const dialog = new TransferDialog(m_store, m_directory, m_theme, m_clock, call, &m_window);
    connect(dialog, &TransferDialog::confirmed, this, &CallDialogs::commandWanted);
    dialog->setSecondCall(second);
    open(*dialog);
}

void CallDialogs::newCall(const QString &caller, const QString &callee)
{
    auto *const dialog = new NewCallDialog(m_directory, m_theme, m_clock, &m_window);
    connect(dialog, &NewCallDialog::confirmed, this, &CallDialogs::commandWanted);
    dialog->setParties(caller, callee);
    open(*dialog);
}

void CallDialogs::hangUp(const QList<CallRowPtr> &calls)
{
    if (!m_asksBeforeHangUp) {
        QList<CallId> ids;
        for (const CallRowPtr &row : calls) {
            ids.append(row->id());
        }
        end(ids);
        return;
    }
    auto *const question = new HangUpQuestion(calls, &m_window);
    connect(question, &HangUpQuestion::confirmed, this, [this](const QList<CallId> &ids, bool askAgain) {
        if (!askAgain) {
            m_asksBeforeHangUp = false;
            Q_EMIT askBeforeHangUpChanged(false);
        }
        end(ids);
    });
    open(*question);
}

void CallDialogs::end(const QList<CallId> &calls)
{
    for (const CallId &id : calls) {
        CommandRequest request;
        request.what = CommandRequest::What::End;
        request.call = id;
        Q_EMIT commandWanted(request);
    }
}

void CallDialogs::retry(const CommandRequest &request)
{
    switch (request.what) {
    case CommandRequest::What::BlindTransfer:
        transfer(request.call, request.destination);
        break;
    case CommandRequest::What::AttendedTransfer:
        connectCalls(request.call, request.second);
        break;
    case CommandRequest::What::Start:
    case CommandRequest::What::Hold:
    case CommandRequest::What::Resume:
    case CommandRequest::What::End:
        Q_EMIT commandWanted(request);
        break;
    }
}

} // namespace cordboard::console
