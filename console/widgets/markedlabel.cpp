// SPDX-License-Identifier: Apache-2.0
#include "console/widgets/markedlabel.h"

#include <QPainter>
#include <QtMath>

namespace cordboard::console {
namespace {

// Of the private use area: visible text has none of it.
constexpr QChar begin(0xE000);
constexpr QChar end(0xE001);
constexpr int usualWidth = 240;

} // namespace

QString strongWords(const QString &words) { return begin + words + end; }

QString withoutMarks(QString sentence) { return sentence.remove(begin).remove(end); }

MarkedLabel::MarkedLabel(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&m_theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void MarkedLabel::setSentence(const QString &sentence)
{
    if (std::exchange(m_sentence, sentence) != sentence) {
        setAccessibleName(text());
        updateGeometry();
        update();
    }
}

void MarkedLabel::setFewestLines(int lines)
{
    m_fewestLines = lines;
    updateGeometry();
}

QSize MarkedLabel::sizeHint() const { return {usualWidth, heightForWidth(usualWidth)}; }

QSize MarkedLabel::minimumSizeHint() const { return {80, m_fewestLines * m_theme.metrics().lineBase}; }

int MarkedLabel::heightForWidth(int width) const
{
    QTextLayout layout;
    layOut(layout, width);
    return qMax(qCeil(layout.boundingRect().height()), m_fewestLines * m_theme.metrics().lineBase);
}

void MarkedLabel::layOut(QTextLayout &layout, int width) const
{
    QString plain;
    QList<QTextLayout::FormatRange> strong;
    for (const QChar c : m_sentence) {
        if (c == begin) {
            QTextLayout::FormatRange range;
            range.start = static_cast<int>(plain.size());
            range.length = 0;
            range.format.setFontWeight(QFont::DemiBold);
            strong.append(range);
        } else if (c == end && !strong.isEmpty()) {
            strong.last().length = static_cast<int>(plain.size()) - strong.last().start;
        } else {
            plain += c;
        }
    }
    layout.setText(plain);
    layout.setFont(m_theme.fonts().base);
    layout.setFormats(strong);
    layout.beginLayout();
    qreal top = 0;
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        line.setPosition({0, top});
        top += line.height();
    }
    layout.endLayout();
}

void MarkedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QTextLayout layout;
    layOut(layout, width());
    painter.setPen(palette().color(QPalette::WindowText));
    layout.draw(&painter, QPointF(0, 0));
}

} // namespace cordboard::console
