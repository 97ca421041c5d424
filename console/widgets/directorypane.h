// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/models/directorymodel.h"
#include "console/theme/theme.h"

#include <QListView>
#include <QSortFilterProxyModel>
#include <QStyledItemDelegate>
#include <QWidget>

namespace cordboard::console {

class SearchField;

/// Draws a person: lamp, name, number, and what the person does.
class PersonDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    PersonDelegate(const Theme &theme, Clock clock, QObject *parent);
    void paint(
        QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const Theme &m_theme;
    Clock m_clock;
};

/// The list of the directory. Calls and people can be dropped on people; a drop only opens a dialog.
class PeopleView : public QListView {
    Q_OBJECT
public:
    explicit PeopleView(QWidget *parent = nullptr);

Q_SIGNALS:
    void callDropped(const cordboard::CallId &call, const cordboard::console::Person &person);
    void personDropped(const QString &uri, const cordboard::console::Person &person);
    void chosen(const cordboard::console::Person &person);

protected:
    void startDrag(Qt::DropActions actions) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] std::optional<Person> personAt(const QPoint &position) const;
};

/// Who has a phone, and what each is doing.
class DirectoryPane : public QWidget {
    Q_OBJECT
public:
    /// \param model, theme  must outlive the pane
    DirectoryPane(DirectoryModel &model, const Theme &theme, const Clock &clock, QWidget *parent = nullptr);

    void focusField();
    /// Repaints the times.
    void tick();

Q_SIGNALS:
    void callDropped(const cordboard::CallId &call, const cordboard::console::Person &person);
    /// A person was dropped on another.
    void personDropped(const QString &uri, const cordboard::console::Person &person);
    /// Double click or Enter.
    void chosen(const cordboard::console::Person &person);

private:
    SearchField *m_field;
    PeopleView *m_view;
    QSortFilterProxyModel *m_filter;
};

} // namespace cordboard::console
