// SPDX-License-Identifier: Apache-2.0
#include "console/widgets/directorypane.h"

#include "console/paint/lamp.h"
#include "console/paint/marks.h"
#include "console/text/times.h"
#include "console/widgets/dragdata.h"
#include "console/widgets/searchfield.h"

#include <QDrag>
#include <QDragMoveEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QVBoxLayout>

namespace cordboard::console {
namespace {

using namespace Qt::StringLiterals;

constexpr int margin = Metrics::marginPane;

/// What is typed is folded by us, once; QSortFilterProxyModel would compare with case only.
class PeopleFilter : public QSortFilterProxyModel {
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    void setText(const QString &text)
    {
        m_words = folded(text).split(u' ', Qt::SkipEmptyParts);
        invalidateFilter();
    }

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override
    {
        if (m_words.isEmpty()) {
            return true;
        }
        const QString text = sourceModel()->index(row, 0, parent).data(DirectoryModel::SearchRole).toString();
        return std::all_of(
            m_words.begin(), m_words.end(), [&text](const QString &word) { return text.contains(word); });
    }

private:
    QStringList m_words;
};

} // namespace

PersonDelegate::PersonDelegate(const Theme &theme, Clock clock, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_clock(std::move(clock))
{
}

void PersonDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto person = index.data(DirectoryModel::PersonRole).value<Person>();
    const bool stale = index.data(DirectoryModel::StaleRole).toBool();
    const Tokens &tokens = m_theme.tokens();
    const Fonts &fonts = m_theme.fonts();
    painter->save();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
    if (selected || hovered) {
        const bool focused = option.widget && option.widget->hasFocus() && !stale;
        painter->fillRect(option.rect, selected ? (focused ? tokens.sel : tokens.selq) : tokens.alt);
    }
    // A scroll bar stands in the margin, so that what is at the right ends below the field.
    const auto *const view = qobject_cast<const QAbstractScrollArea *>(option.widget);
    const int bar = view && view->verticalScrollBar()->isVisible() ? view->verticalScrollBar()->width() : 0;
    const QRect line = option.rect.adjusted(margin, 0, -qMax(margin - bar, 0), 0);
    paint::drawPresence(*painter,
        QRectF(line.left(), line.top() + (line.height() - Metrics::presence) / 2.0, Metrics::presence,
            Metrics::presence),
        person.presence, stale, tokens);
    const auto draw = [&](const QRect &rect, const QString &text, const QFont &font, const QColor &colour,
                          Qt::Alignment alignment) {
        painter->setFont(font);
        painter->setPen(colour);
        painter->drawText(rect, static_cast<int>(alignment | Qt::AlignVCenter) | Qt::TextSingleLine,
            QFontMetrics(font).elidedText(text, Qt::ElideRight, rect.width()));
    };
    const QString time =
        person.since ? text::duration(std::chrono::milliseconds(m_clock() - *person.since)) : QString();
    const QString word = text::presenceWord(person.presence, time);
    const int wordWidth = qMax(
        QFontMetrics(fonts.small).horizontalAdvance(text::presenceWord(text::Presence::Talks, u"00:00"_s)),
        QFontMetrics(fonts.small).horizontalAdvance(word));
    // Widths are rounded to whole pixels, and eliding compares the exact ones.
    const int numberWidth =
        qBound(40, QFontMetrics(fonts.small).horizontalAdvance(person.number) + 1, line.width() / 3);
    const QRect wordRect(line.right() - wordWidth, line.top(), wordWidth + 1, line.height());
    const QRect numberRect(
        wordRect.left() - Metrics::gapBlock - numberWidth, line.top(), numberWidth, line.height());
    const int nameLeft = line.left() + Metrics::presence + 10;
    draw(wordRect, word, fonts.small, paint::presenceInk(person.presence, stale, tokens), Qt::AlignRight);
    const bool repeats = person.number == person.name;
    if (!repeats) {
        draw(numberRect, person.number, fonts.small, stale ? tokens.stale : tokens.text2, Qt::AlignRight);
    }
    const int nameRight = repeats ? wordRect.left() : numberRect.left();
    draw(QRect(nameLeft, line.top(), nameRight - Metrics::gap - nameLeft, line.height()), person.name,
        fonts.base, stale ? tokens.stale : tokens.text, Qt::AlignLeft);
    painter->restore();
}

QSize PersonDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {0, m_theme.metrics().rowDirectory};
}

PeopleView::PeopleView(QWidget *parent)
    : QListView(parent)
{
    setFrameShape(NoFrame);
    setUniformItemSizes(true);
    setMouseTracking(true);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTabKeyNavigation(false);
    setDragEnabled(true);
    setAcceptDrops(true);
    setDragDropMode(DragDrop);
    setDropIndicatorShown(false);
    connect(this, &QListView::doubleClicked, this, [this](const QModelIndex &index) {
        Q_EMIT chosen(index.data(DirectoryModel::PersonRole).value<Person>());
    });
}

std::optional<Person> PeopleView::personAt(const QPoint &position) const
{
    const QModelIndex index = indexAt(position);
    if (!index.isValid() || index.data(DirectoryModel::StaleRole).toBool()) {
        return std::nullopt;
    }
    return index.data(DirectoryModel::PersonRole).value<Person>();
}

void PeopleView::startDrag(Qt::DropActions)
{
    const QModelIndex index = currentIndex();
    if (index.isValid() && !index.data(DirectoryModel::StaleRole).toBool()) {
        auto *const drag = new QDrag(this);
        drag->setMimeData(personData(index.data(DirectoryModel::PersonRole).value<Person>().uri));
        drag->exec(Qt::LinkAction);
    }
}

void PeopleView::dragEnterEvent(QDragEnterEvent *event)
{
    if (draggedCall(*event->mimeData()) || draggedPerson(*event->mimeData())) {
        event->acceptProposedAction();
    }
}

void PeopleView::dragMoveEvent(QDragMoveEvent *event)
{
    const auto target = personAt(event->position().toPoint());
    const auto dragged = draggedPerson(*event->mimeData());
    event->setAccepted(target && (!dragged || *dragged != target->uri));
}

void PeopleView::dropEvent(QDropEvent *event)
{
    const auto target = personAt(event->position().toPoint());
    if (!target) {
        return;
    }
    event->acceptProposedAction();
    if (const auto call = draggedCall(*event->mimeData())) {
        Q_EMIT callDropped(*call, *target);
    } else if (const auto person = draggedPerson(*event->mimeData()); person && *person != target->uri) {
        Q_EMIT personDropped(*person, *target);
    }
}

void PeopleView::keyPressEvent(QKeyEvent *event)
{
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        Q_EMIT chosen(currentIndex().data(DirectoryModel::PersonRole).value<Person>());
        return;
    }
    QListView::keyPressEvent(event);
}

DirectoryPane::DirectoryPane(DirectoryModel &model, const Theme &theme, const Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_field(new SearchField(theme, this))
    , m_view(new PeopleView(this))
    , m_filter(new PeopleFilter(this))
{
    setAccessibleName(tr("Directory"));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_filter->setSourceModel(&model);
    m_view->setAccessibleName(tr("Directory"));
    m_view->setItemDelegate(new PersonDelegate(theme, clock, m_view));
    m_view->setModel(m_filter);
    m_field->setAccessibleName(tr("Find a person"));
    m_field->setPlaceholderText(tr("Find a person"));
    m_field->setKeyHint(QKeySequence(Qt::CTRL | Qt::Key_P));
    auto *const field = new QHBoxLayout;
    field->setContentsMargins(margin, Metrics::gap, margin, Metrics::gapInside);
    field->addWidget(m_field);
    auto *const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(field);
    column->addWidget(m_view, 1);
    connect(m_field, &QLineEdit::textChanged, this,
        [this](const QString &text) { static_cast<PeopleFilter *>(m_filter)->setText(text); });
    connect(m_field, &QLineEdit::returnPressed, this, [this] {
        m_view->setFocus(Qt::ShortcutFocusReason);
        m_view->setCurrentIndex(m_filter->index(0, 0));
    });
    connect(m_view, &PeopleView::callDropped, this, &DirectoryPane::callDropped);
    connect(m_view, &PeopleView::personDropped, this, &DirectoryPane::personDropped);
    connect(m_view, &PeopleView::chosen, this, &DirectoryPane::chosen);
    connect(&theme, &Theme::changed, m_view, [this] { m_view->doItemsLayout(); });
}

void DirectoryPane::focusField()
{
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

void DirectoryPane::tick() { m_view->viewport()->update(); }

} // namespace cordboard::console
