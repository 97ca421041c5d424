// SPDX-License-Identifier: Apache-2.0
#include "console/widgets/windowactions.h"

#include "console/text/reasons.h"
#include "console/theme/icons.h"
#include "console/widgets/callactions.h"

#include <QMenu>
#include <QMenuBar>

namespace cordboard::console {
namespace {

QString withoutKeyMark(QString text) { return text.remove(u'&'); }

} // namespace

WindowActions::WindowActions(QObject *parent)
    : QObject(parent)
    , appearance(nullptr)
{
    set(find, tr("&Find calls"), QKeySequence::Find);
    set(findPerson, tr("Find a &person"), Qt::CTRL | Qt::Key_P);
    set(nextLit, tr("&Next call that needs attention"), Qt::Key_F8);
    set(previousLit, tr("P&revious call that needs attention"), Qt::SHIFT | Qt::Key_F8);
    set(group, tr("&Group by journey"), Qt::CTRL | Qt::Key_G);
    set(attentionOnTop, tr("&Attention on top"), {});
    set(compact, tr("&Compact rows"), {});
    set(columns, tr("C&olumns…"), {});
    set(exportRows, tr("&Export…"), Qt::CTRL | Qt::SHIFT | Qt::Key_E);
    set(copyRows, tr("&Copy rows"), QKeySequence::Copy);
    set(wallboard, tr("&Wallboard"), Qt::Key_F11);
    set(connection, tr("&Connection…"), {});
    set(preferences, tr("&Preferences…"), QKeySequence::Preferences);
    set(quit, tr("&Quit"), QKeySequence::Quit);
    set(keys, tr("&Keys"), QKeySequence::HelpContents);
    set(about, tr("&About Cordboard"), {});
    about.setMenuRole(QAction::AboutRole);
    set(nextPane, tr("Ne&xt pane"), Qt::Key_F6);
    set(previousPane, tr("Previo&us pane"), Qt::SHIFT | Qt::Key_F6);
    group.setIcon(icons::themed(Icon::Group));
    columns.setIcon(icons::themed(Icon::Columns));
    exportRows.setIcon(icons::themed(Icon::Export));
    copyRows.setIcon(icons::themed(Icon::Copy));
    wallboard.setIcon(icons::themed(Icon::Wallboard));
    preferences.setIcon(icons::themed(Icon::Settings));
    preferences.setMenuRole(QAction::PreferencesRole);
    quit.setMenuRole(QAction::QuitRole);
    for (QAction *const checkable : {&group, &attentionOnTop, &compact}) {
        checkable->setCheckable(true);
    }
    // Beside the other checks of the menu, and not as a pressed picture.
    group.setIconVisibleInMenu(false);
    group.setChecked(true);
    attentionOnTop.setChecked(true);
    for (const auto &[choice, words] : {std::pair{Appearance::System, tr("&System")},
             std::pair{Appearance::Light, tr("&Light")}, std::pair{Appearance::Dark, tr("&Dark")}}) {
        QAction *const action = appearance.addAction(words);
        action->setCheckable(true);
        action->setData(static_cast<int>(choice));
    }
}

void WindowActions::showAppearance(Appearance chosen)
{
    for (QAction *const action : appearance.actions()) {
        action->setChecked(action->data().toInt() == static_cast<int>(chosen));
    }
}

void WindowActions::fill(QMenuBar &bar, CallActions &calls, const QList<QAction *> &docks)
{
    QMenu *const call = bar.addMenu(tr("&Call"));
    call->addActions({&calls.newCall(), &calls.hold(), &calls.transfer(), &calls.hangUp()});
    call->addSeparator();
    call->addActions({&nextLit, &previousLit});
    call->addSeparator();
    call->addActions({&exportRows, &quit});

    QMenu *const edit = bar.addMenu(tr("&Edit"));
    edit->addActions({&copyRows, &find, &findPerson});
    edit->addSeparator();
    edit->addAction(&preferences);

    QMenu *const view = bar.addMenu(tr("&View"));
    view->addActions({&attentionOnTop, &group, &compact, &columns});
    view->addSeparator();
    view->addActions(docks);
    view->addSeparator();
    QMenu *const look = view->addMenu(tr("&Appearance"));
    look->addActions(appearance.actions());
    view->addSeparator();
    view->addActions({&nextPane, &previousPane});
    view->addSeparator();
    view->addAction(&wallboard);

    QMenu *const tools = bar.addMenu(tr("&Tools"));
    tools->addAction(&connection);

    QMenu *const help = bar.addMenu(tr("&Help"));
    help->addActions({&keys, &about});
}

void WindowActions::set(QAction &action, const QString &text, const QKeySequence &key)
{
    action.setText(text);
    action.setShortcut(key);
    action.setToolTip(text::actionToolTip(withoutKeyMark(text), key.toString(QKeySequence::NativeText)));
}

} // namespace cordboard::console
