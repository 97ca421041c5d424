// SPDX-License-Identifier: Apache-2.0
#include "console/widgets/personfield.h"

#include "console/text/visible.h"
#include "console/widgets/directorypane.h"

#include <QAbstractItemView>
#include <QCompleter>

namespace cordboard::console {
namespace {

using namespace Qt::StringLiterals;

/// Compares as the directory's filter does: folded, anywhere in name, number or address.
class PersonCompleter : public QCompleter {
public:
    using QCompleter::QCompleter;

    [[nodiscard]] QStringList splitPath(const QString &path) const override { return {folded(path)}; }
    [[nodiscard]] QString pathFromIndex(const QModelIndex &index) const override
    {
        return index.data(Qt::DisplayRole).toString();
    }
};

} // namespace

PersonField::PersonField(DirectoryModel &directory, const Theme &theme, const Clock &clock, QWidget *parent)
    : QLineEdit(parent)
    , m_directory(directory)
{
    setTextMargins(Metrics::gapInside, 0, Metrics::gapInside, 0);
    auto *const completer = new PersonCompleter(&directory, this);
    completer->setCompletionRole(DirectoryModel::SearchRole);
    completer->setFilterMode(Qt::MatchContains);
    completer->setCaseSensitivity(Qt::CaseSensitive);
    completer->popup()->setItemDelegate(new PersonDelegate(theme, clock, completer));
    completer->popup()->setAccessibleName(tr("People that fit"));
    setCompleter(completer);
    connect(this, &QLineEdit::textEdited, this, [this] {
        m_chosen.clear();
        Q_EMIT changed();
    });
    connect(completer, qOverload<const QModelIndex &>(&QCompleter::activated), this,
        [this](const QModelIndex &index) {
            m_chosen = index.data(DirectoryModel::PersonRole).value<Person>().uri;
            Q_EMIT changed();
        });
}

void PersonField::setUri(const QString &uri)
{
    const auto person = m_directory.personOf(uri);
    setText(person ? person->name : numberOf(uri));
    m_chosen = uri;
    Q_EMIT changed();
}

QString PersonField::uri() const { return m_chosen.isEmpty() ? m_directory.uriOf(text()) : m_chosen; }

std::optional<Person> PersonField::person() const
{
    const QString address = uri();
    return address.isEmpty() ? std::nullopt : m_directory.personOf(address);
}

QString PersonField::displayName() const
{
    const auto known = person();
    if (!known) {
        return text::visibleText(text().trimmed());
    }
    return known->number == known->name ? known->name : QString(known->name % u" ("_s % known->number % u')');
}

} // namespace cordboard::console
