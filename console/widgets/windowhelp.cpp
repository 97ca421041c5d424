// SPDX-License-Identifier: Apache-2.0
// What the window tells of itself and of who uses it: a part of MainWindow.
#include "console/text/reasons.h"
#include "console/text/visible.h"
#include "console/widgets/keysdialog.h"
#include "console/widgets/mainwindow.h"

#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>

namespace cordboard::console {

using namespace Qt::StringLiterals;

void MainWindow::showUser(const QString &user)
{
    m_me = user;
    refreshUser();
}

void MainWindow::showSession(const QString &user, const QString &role)
{
    m_user = user;
    m_role = role;
    refreshUser();
}

void MainWindow::refreshUser()
{
    QStringList words;
    for (const QString &part : {m_user.isEmpty() ? m_me : m_user, text::roleName(m_role)}) {
        if (!part.isEmpty()) {
            words.append(text::visibleText(part));
        }
    }
    m_status->setUser(words.join(u" · "_s));
}

void MainWindow::openAbout()
{
    auto *const box = new QMessageBox(QMessageBox::NoIcon, tr("About Cordboard"),
        tr("Cordboard %1").arg(QStringLiteral(CORDBOARD_VERSION)), QMessageBox::Close, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setIconPixmap(windowIcon().pixmap(48));
    box->setInformativeText(
        tr("Shows the live calls of a SIP proxy, and controls them.\nApache License 2.0. Built with Qt %1.")
            .arg(QString::fromLatin1(qVersion())));
    box->open();
}

QList<KeyLine> MainWindow::keys() const
{
    QList<KeyLine> lines;
    for (const QMenu *const menu : menuBar()->findChildren<QMenu *>()) {
        for (const QAction *const action : menu->actions()) {
            if (!action->shortcut().isEmpty()) {
                lines.append({action->shortcut().toString(QKeySequence::NativeText),
                    QString(action->text()).remove(u'&')});
            }
        }
    }
    const auto key = [](const QKeySequence &sequence) { return sequence.toString(QKeySequence::NativeText); };
    lines.append({key(Qt::ALT | Qt::Key_1) + u" … "_s + key(Qt::ALT | Qt::Key_6), tr("Quick filters")});
    lines.append({key(Qt::Key_Return), tr("From the table to the call's buttons")});
    lines.append({key(Qt::Key_Escape), tr("Back to the table; clears the filter")});
    lines.append({key(Qt::SHIFT | Qt::Key_F10), tr("What can be done with the call")});
    lines.append({tr("Letters"), tr("In the table: to the caller of that name")});
    return lines;
}

} // namespace cordboard::console
