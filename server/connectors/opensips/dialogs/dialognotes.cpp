// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/dialogs/dialognotes.h"

#include <QJsonArray>

namespace cordboard::opensips {

using namespace Qt::StringLiterals;

DialogNotes::DialogNotes(QString variable, ManagementCall call, QObject *parent)
    : QObject(parent)
    , m_variable(std::move(variable))
    , m_call(std::move(call))
{
}

QString DialogNotes::of(const Dialog &dialog) const
{
    const auto ours = m_texts.constFind(dialog.callId);
    return ours != m_texts.constEnd() ? *ours : dialog.variables.value(m_variable);
}

void DialogNotes::see(const Dialog &dialog)
{
    const auto text = m_texts.constFind(dialog.callId);
    if (text == m_texts.constEnd() || m_writing.contains(dialog.callId) || dialog.state == DialogState::Ended
        || dialog.variables.value(m_variable) == *text) {
        return;
    }
    m_writing.insert(dialog.callId);
    const QJsonObject params{
        {u"dlg_val_name"_s, m_variable}, {u"dlg_val_value"_s, *text}, {u"DID"_s, QJsonArray{dialog.id}}};
    m_call(u"dlg_push_var"_s, params, Priority::Background)
        .then(this, [this, callId = dialog.callId](const Result<QJsonValue> &answer) {
            m_writing.remove(callId);
            if (answer) {
                Q_EMIT kept(callId);
            }
        });
}

} // namespace cordboard::opensips
