// SPDX-License-Identifier: Apache-2.0
#include "console/widgets/statusline.h"

#include "console/paint/lamp.h"
#include "console/text/times.h"
#include "console/text/visible.h"

#include <QHBoxLayout>
#include <QPainter>

namespace cordboard::console {
namespace {

using namespace Qt::StringLiterals;

constexpr int lightSize = 8;
constexpr int betweenNodes = 16;

/// The lights and words of all nodes, drawn in one line; those that do not fit are left out from the right.
class NodeLine : public QWidget {
public:
    NodeLine(const Theme &theme, QWidget *parent)
        : QWidget(parent)
        , m_theme(theme)
    {
        setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Expanding);
    }

    void set(const QList<NodeFigure> &nodes, const QStringList &words)
    {
        m_nodes = nodes;
        m_words = words;
        QStringList tips;
        for (qsizetype i = 0; i < nodes.size(); ++i) {
            tips.append(nodes.at(i).detail.isEmpty() ? words.at(i)
                                                     : QString(words.at(i) % u": "_s % nodes.at(i).detail));
        }
        setToolTip(text::plainToolTip(tips.join(u'\n')));
        setAccessibleName(tips.join(u"; "_s));
        updateGeometry();
        update();
    }

    [[nodiscard]] QSize sizeHint() const override
    {
        int width = 0;
        for (const QString &words : m_words) {
            width += lightSize + 6 + fontMetrics().horizontalAdvance(words) + betweenNodes;
        }
        return {width, 16};
    }
    [[nodiscard]] QSize minimumSizeHint() const override { return {0, 16}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        int left = 0;
        for (qsizetype i = 0; i < m_nodes.size(); ++i) {
            const int textWidth = fontMetrics().horizontalAdvance(m_words.at(i));
            if (left + lightSize + 6 + textWidth > width()) {
                return;
            }
            paint::drawLight(painter, QRectF(left, (height() - lightSize) / 2.0, lightSize, lightSize),
                m_nodes.at(i).isHeard, m_theme.tokens());
            painter.setPen(m_theme.tokens().text2);
            painter.drawText(QRect(left + lightSize + 6, 0, textWidth + 2, height()),
                Qt::AlignVCenter | Qt::AlignLeft, m_words.at(i));
            left += lightSize + 6 + textWidth + betweenNodes;
        }
    }

private:
    const Theme &m_theme;
    QList<NodeFigure> m_nodes;
    QStringList m_words;
};

} // namespace

StatusLine::StatusLine(const Theme &theme, QWidget *parent)
    : QStatusBar(parent)
    , m_theme(theme)
    , m_calls(new QLabel(this))
    , m_selected(new QLabel(this))
    , m_nodes(new NodeLine(theme, this))
    , m_user(new QLabel(this))
{
    setAccessibleName(tr("Status bar"));
    setSizeGripEnabled(false);
    for (QLabel *const label : {m_calls, m_selected, m_user}) {
        label->setTextFormat(Qt::PlainText);
    }
    m_calls->setContentsMargins(Metrics::gapBlock, 0, 0, 0);
    m_selected->setContentsMargins(Metrics::gapBlock, 0, 0, 0);
    m_user->setContentsMargins(0, 0, Metrics::gapBlock, 0);
    addWidget(m_calls);
    addWidget(m_selected);
    addPermanentWidget(m_nodes);
    addPermanentWidget(m_user);
    connect(&theme, &Theme::changed, this, &StatusLine::restyle);
    restyle();
}

void StatusLine::setCalls(int shown, int all, int selected)
{
    m_calls->setText(shown == all ? tr("%Ln calls", nullptr, all)
                                  : tr("%1 of %Ln calls", nullptr, all).arg(locale().toString(shown)));
    m_selected->setText(selected > 0 ? tr("%n selected", nullptr, selected) : QString());
}

void StatusLine::setNodes(const QList<NodeFigure> &nodes, const QDateTime &now)
{
    QStringList words;
    for (const NodeFigure &node : nodes) {
        QString line = node.name % u" · "_s % tr("%Ln calls", nullptr, node.calls);
        if (node.isHeard && node.heardAt.isValid()) {
            line += u" · "_s
                + text::heardAgo(std::chrono::milliseconds(std::max<qint64>(node.heardAt.msecsTo(now), 0)));
        } else if (node.heardAt.isValid()) {
            line += u" · "_s + tr("last heard %1").arg(node.heardAt.toString(u"HH:mm:ss"_s));
        } else if (!node.isHeard) {
            line += u" · "_s + tr("not heard");
        }
        words.append(line);
    }
    static_cast<NodeLine *>(m_nodes)->set(nodes, words);
}

void StatusLine::setUser(const QString &user) { m_user->setText(user); }

void StatusLine::restyle()
{
    setFixedHeight(m_theme.metrics().statusBar);
    QPalette quiet = palette();
    quiet.setColor(QPalette::WindowText, m_theme.tokens().text2);
    for (QWidget *const widget : std::initializer_list<QWidget *>{m_calls, m_selected, m_user, m_nodes}) {
        widget->setFont(m_theme.fonts().small);
        widget->setPalette(quiet);
    }
}

} // namespace cordboard::console
