// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/theme/fonts.h"
#include "console/theme/metrics.h"
#include "console/theme/tokens.h"

#include <QObject>
#include <QPalette>
#include <QTimer>

#include <functional>

class QApplication;

namespace cordboard::console {

class ConsoleStyle;
class PortalScheme;

/// What the user prefers.
enum class Appearance { System, Light, Dark };

/// Whether a palette is a dark one, by the lightness of its window and text.
[[nodiscard]] Scheme schemeOf(const QPalette &palette);
/// The palette made of the tokens, the disabled colours among them.
[[nodiscard]] QPalette paletteOf(const Tokens &tokens);

/// How the program looks: it gives the application its style and palette, follows the system between light
/// and dark unless a scheme is preferred, and follows the system's font.
///
/// Have one for the application, made before the first widget. Widgets that draw with tokens keep a reference
/// to it and repaint on changed().
class Theme : public QObject {
    Q_OBJECT
public:
    /// \param application  must outlive the theme
    /// \param systemScheme  what the system wants now; empty: by its palette, and the desktop portal where
    ///        there is one. Asked again when the system's theme changes.
    explicit Theme(QApplication &application, Appearance appearance = Appearance::System,
        std::function<Scheme()> systemScheme = {}, QObject *parent = nullptr);
    ~Theme() override;

    [[nodiscard]] Appearance appearance() const noexcept { return m_appearance; }
    void setAppearance(Appearance appearance);

    [[nodiscard]] Scheme scheme() const noexcept { return m_scheme; }
    [[nodiscard]] const Tokens &tokens() const noexcept { return console::tokens(m_scheme); }
    [[nodiscard]] const Fonts &fonts() const noexcept { return m_fonts; }
    [[nodiscard]] const Metrics &metrics() const noexcept { return m_metrics; }

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    /// The scheme, or the fonts and with them the metrics, are others. The application's palette is set.
    void changed();

private:
    [[nodiscard]] Scheme wanted();
    [[nodiscard]] Scheme paletteScheme();
    void refresh();
    void apply(Scheme scheme);

    QApplication &m_application;
    Appearance m_appearance;
    std::function<Scheme()> m_systemScheme;
    PortalScheme *m_portal = nullptr; ///< a child; null where there is no session bus
    ConsoleStyle *m_style; ///< the application's
    Scheme m_scheme = Scheme::Light;
    Fonts m_fonts;
    Metrics m_metrics;
    QTimer m_refresh; ///< gathers the events that the system sends to each window
    bool m_applying = false;
};

} // namespace cordboard::console
