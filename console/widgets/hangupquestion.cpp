// SPDX-License-Identifier: Apache-2.0
#include "console/widgets/hangupquestion.h"

#include "console/text/visible.h"
#include "console/theme/icons.h"
#include "console/theme/style.h"

#include <QCheckBox>
#include <QPushButton>

namespace cordboard::console {

HangUpQuestion::HangUpQuestion(const QList<CallRowPtr> &calls, QWidget *parent)
    : QMessageBox(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Hang up"));
    setTextFormat(Qt::PlainText);
    if (calls.size() == 1) {
        setText(tr("Hang up the call between %1 and %2?")
                    .arg(text::inSentence(calls.first()->caller.name),
                        text::inSentence(calls.first()->callee.name)));
    } else {
        setText(tr("Hang up %n calls?", nullptr, static_cast<int>(calls.size())));
    }
    QPushButton *const hangUp = addButton(tr("Hang up"), DestructiveRole);
    hangUp->setIcon(icons::themed(console::Icon::Hangup));
    setLook(hangUp, ButtonLook::Danger);
    QPushButton *const keep = addButton(calls.size() == 1 ? tr("Keep call") : tr("Keep calls"), RejectRole);
    setDefaultButton(keep);
    setEscapeButton(keep);
    auto *const silence = new QCheckBox(tr("Do not ask again"), this);
    setCheckBox(silence);
    QList<CallId> ids;
    for (const CallRowPtr &row : calls) {
        ids.append(row->id());
    }
    connect(hangUp, &QPushButton::clicked, this,
        [this, ids, silence] { Q_EMIT confirmed(ids, !silence->isChecked()); });
}

} // namespace cordboard::console
