// SPDX-License-Identifier: Apache-2.0
#include "console/widgets/keysdialog.h"

#include "console/theme/style.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>

namespace cordboard::console {

KeysDialog::KeysDialog(const QList<KeyLine> &lines, const Theme &theme, QWidget *parent)
    : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Keys"));
    auto *const column = new QVBoxLayout(this);
    column->setContentsMargins(
        Metrics::marginDialog, Metrics::marginPane, Metrics::marginDialog, Metrics::gapBlock);
    column->setSpacing(Metrics::marginPane);
    auto *const grid = new QGridLayout;
    grid->setHorizontalSpacing(Metrics::marginPane);
    grid->setVerticalSpacing(Metrics::gapInside + 2);
    // Two pairs of columns, read from top to bottom: one would be too high for a small screen.
    const int rows = static_cast<int>((lines.size() + 1) / 2);
    int place = 0;
    for (const KeyLine &line : lines) {
        auto *const key = new QLabel(line.key, this);
        auto *const action = new QLabel(line.action, this);
        for (QLabel *const label : {key, action}) {
            label->setTextFormat(Qt::PlainText);
        }
        key->setFont(theme.fonts().strong);
        grid->addWidget(key, place % rows, place / rows * 3);
        grid->addWidget(action, place % rows, place / rows * 3 + 1);
        ++place;
    }
    grid->setColumnMinimumWidth(2, Metrics::marginPane);
    column->addLayout(grid);
    auto *const buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
}

} // namespace cordboard::console
