// SPDX-License-Identifier: Apache-2.0
#include "console/widgets/dock.h"

#include "console/paint/marks.h"
#include "console/theme/icons.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

namespace cordboard::console {
namespace {

class TitleBar : public QWidget {
public:
    TitleBar(Dock &dock, const Theme &theme)
        : QWidget(&dock)
        , m_dock(dock)
        , m_theme(theme)
        , m_title(new QLabel(this))
        , m_close(new QToolButton(this))
    {
        setAutoFillBackground(true);
        setBackgroundRole(QPalette::Window);
        m_title->setTextFormat(Qt::PlainText);
        m_close->setIcon(icons::themed(Icon::Close));
        m_close->setIconSize({12, 12});
        m_close->setFocusPolicy(Qt::TabFocus);
        auto *const row = new QHBoxLayout(this);
        row->setContentsMargins(Metrics::marginPane, 0, Metrics::gapInside, 0);
        row->addWidget(m_title, 1);
        row->addWidget(m_close);
        connect(m_close, &QToolButton::clicked, &dock, &QDockWidget::close);
        connect(&dock, &QDockWidget::windowTitleChanged, this, [this] { name(); });
        connect(&theme, &Theme::changed, this, [this] { restyle(); });
        name();
        restyle();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        paint::drawHairline(painter, rect(), Qt::BottomEdge, m_theme.tokens().hair);
    }

private:
    void name()
    {
        m_title->setText(m_dock.windowTitle());
        const QString close = Dock::tr("Close %1").arg(m_dock.windowTitle());
        m_close->setToolTip(close);
        m_close->setAccessibleName(close);
    }
    void restyle()
    {
        m_title->setFont(m_theme.fonts().smallStrong);
        QPalette quiet = m_title->palette();
        quiet.setColor(QPalette::WindowText, m_theme.tokens().text2);
        m_title->setPalette(quiet);
        setFixedHeight(m_theme.metrics().dockTitle);
        update();
    }

    Dock &m_dock;
    const Theme &m_theme;
    QLabel *m_title;
    QToolButton *m_close;
};

} // namespace

Dock::Dock(const QString &name, const QString &title, const Theme &theme, QWidget *content, QWidget *parent)
    : QDockWidget(title, parent)
{
    setObjectName(name);
    setAccessibleName(title);
    setFeatures(DockWidgetClosable | DockWidgetMovable);
    setTitleBarWidget(new TitleBar(*this, theme));
    setWidget(content);
}

} // namespace cordboard::console
