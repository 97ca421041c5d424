// SPDX-License-Identifier: Apache-2.0
#include "console/theme/theme.h"

#include "console/theme/style.h"
#include "console/theme/systemscheme.h"

#include <QApplication>
#include <QEvent>
#include <QScopedValueRollback>
#include <QToolTip>

#include <array>

namespace cordboard::console {
namespace {

/// Those that Qt lets platform themes have palettes for (QPlatformTheme::Palette).
constexpr std::array classesWithPalettes{"QAbstractButton", "QAbstractItemView", "QCheckBox", "QGroupBox",
    "QHeaderView", "QLabel", "QLineEdit", "QMenu", "QMenuBar", "QMessageBoxLabel", "QRadioButton", "QTabBar",
    "QTextControl", "QTextEdit", "QToolButton"};

} // namespace

Scheme schemeOf(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness()
        ? Scheme::Dark
        : Scheme::Light;
}

QPalette paletteOf(const Tokens &tokens)
{
    QPalette palette;
    palette.setColor(QPalette::Window, tokens.window);
    palette.setColor(QPalette::WindowText, tokens.text);
    palette.setColor(QPalette::Base, tokens.base);
    palette.setColor(QPalette::AlternateBase, tokens.alt);
    palette.setColor(QPalette::Text, tokens.text);
    palette.setColor(QPalette::PlaceholderText, tokens.text2);
    palette.setColor(QPalette::Button, tokens.base);
    palette.setColor(QPalette::ButtonText, tokens.text);
    palette.setColor(QPalette::BrightText, tokens.fail.ink);
    palette.setColor(QPalette::Highlight, tokens.sel);
    palette.setColor(QPalette::HighlightedText, tokens.text);
    palette.setColor(QPalette::Link, tokens.accent);
    palette.setColor(QPalette::LinkVisited, tokens.accent);
    palette.setColor(QPalette::ToolTipBase, tokens.base);
    palette.setColor(QPalette::ToolTipText, tokens.text);
    // What Fusion draws edges with where our style does not draw itself.
    palette.setColor(QPalette::Light, tokens.base);
    palette.setColor(QPalette::Midlight, tokens.hair);
    palette.setColor(QPalette::Mid, tokens.hair);
    palette.setColor(QPalette::Dark, tokens.edge);
    palette.setColor(QPalette::Shadow, tokens.edge);
    for (const QPalette::ColorRole role :
        {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText}) {
        palette.setColor(QPalette::Disabled, role, tokens.stale);
    }
    palette.setColor(QPalette::Disabled, QPalette::PlaceholderText, tokens.stale);
    palette.setColor(QPalette::Inactive, QPalette::Highlight, tokens.selq);
    return palette;
}

Theme::Theme(
    QApplication &application, Appearance appearance, std::function<Scheme()> systemScheme, QObject *parent)
    : QObject(parent)
    , m_application(application)
    , m_appearance(appearance)
    , m_systemScheme(std::move(systemScheme))
    , m_style(new ConsoleStyle)
{
    if (!m_systemScheme && PortalScheme::canBeAsked()) {
        m_portal = new PortalScheme(this);
        connect(m_portal, &PortalScheme::schemeChanged, &m_refresh, qOverload<>(&QTimer::start));
    }
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(0);
    connect(&m_refresh, &QTimer::timeout, this, &Theme::refresh);
    const Scheme scheme = wanted();
    QApplication::setStyle(m_style);
    m_fonts = Fonts::from(QApplication::font());
    m_metrics = Metrics::from(QApplication::font());
    apply(scheme);
    m_application.installEventFilter(this);
}

Theme::~Theme() { m_application.removeEventFilter(this); }

void Theme::setAppearance(Appearance appearance)
{
    if (appearance != m_appearance) {
        m_appearance = appearance;
        refresh();
    }
}

bool Theme::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::ThemeChange:
    case QEvent::ApplicationFontChange:
        m_refresh.start();
        break;
    case QEvent::ApplicationPaletteChange:
        // To the application itself, and not by us. Widgets get theirs later, for our own palette, too: to
        // answer those would never end.
        if (watched == &m_application && !m_applying) {
            m_refresh.start();
        }
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

Scheme Theme::wanted()
{
    switch (m_appearance) {
    case Appearance::Light:
        return Scheme::Light;
    case Appearance::Dark:
        return Scheme::Dark;
    case Appearance::System:
        break;
    }
    if (m_systemScheme) {
        return m_systemScheme();
    }
    if (m_portal && m_portal->scheme()) {
        return *m_portal->scheme();
    }
    return paletteScheme();
}

/// Our own palette hides the system's; without one, the application has that.
Scheme Theme::paletteScheme()
{
    const QScopedValueRollback applying(m_applying, true);
    QApplication::setPalette(QPalette());
    return schemeOf(QApplication::palette());
}

void Theme::refresh()
{
    m_refresh.stop();
    const Scheme before = m_scheme;
    const QFont fontBefore = m_fonts.base;
    m_fonts = Fonts::from(QApplication::font());
    m_metrics = Metrics::from(QApplication::font());
    apply(wanted());
    if (m_scheme != before || m_fonts.base != fontBefore) {
        Q_EMIT changed();
    }
}

void Theme::apply(Scheme scheme)
{
    const QScopedValueRollback applying(m_applying, true);
    m_scheme = scheme;
    m_style->setTokens(tokens());
    const QPalette palette = paletteOf(tokens());
    QApplication::setPalette(palette);
    QToolTip::setPalette(palette);
    // Some desktops give classes of widgets palettes of their own, which would shine through.
    for (const char *name : classesWithPalettes) {
        if (QApplication::palette(name) != palette) {
            QApplication::setPalette(palette, name);
        }
    }
}

} // namespace cordboard::console
