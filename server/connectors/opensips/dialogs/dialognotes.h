// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/connectors/opensips/dialog.h"
#include "server/connectors/opensips/management/managementcall.h"

#include <QHash>
#include <QObject>
#include <QSet>

namespace cordboard::opensips {

/// Brings a text into a variable of dialogs (`dlg_push_var`, fact 42), as soon as they exist, and tells it
/// before the proxy does.
class DialogNotes : public QObject {
    Q_OBJECT
public:
    /// \param variable  the name of the dialogs' variable
    DialogNotes(QString variable, ManagementCall call, QObject *parent = nullptr);

    /// From now on dialogs of this Call-ID are to carry `text`. Tell of dialogs that are there by see().
    void note(const SipCallId &callId, const QString &text) { m_texts.insert(callId, text); }
    /// A dialog is new or was listed: what it is to carry and does not yet is sent to the proxy. A write that
    /// fails is tried again when the dialog is seen again.
    void see(const Dialog &dialog);
    /// What the dialog carries, or is to carry; empty for none.
    [[nodiscard]] QString of(const Dialog &dialog) const;
    void forget(const SipCallId &callId) { m_texts.remove(callId); }

Q_SIGNALS:
    /// The proxy has taken what dialogs of this Call-ID are to carry.
    void kept(const cordboard::SipCallId &callId);

private:
    QString m_variable;
    ManagementCall m_call;
    QHash<SipCallId, QString> m_texts;
    QSet<SipCallId> m_writing;
};

} // namespace cordboard::opensips
