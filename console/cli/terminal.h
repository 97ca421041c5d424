// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QSize>

#include <termios.h>

namespace cordboard::cli {

/// Whether standard output is a terminal that can show a screen.
[[nodiscard]] bool canShowScreen();
/// Whether colours are welcome there: a terminal, and no NO_COLOR (no-color.org).
[[nodiscard]] bool wantsColour();
/// Width of lines on standard output: COLUMNS if it is set, else the terminal's; 0, no limit, if it is none.
[[nodiscard]] int lineWidth();
/// Size of the terminal that standard output is; 80 x 24 if it does not tell.
[[nodiscard]] QSize screenSize();

/// The terminal as a screen, from construction to destruction: its alternate buffer, no cursor, keys one by
/// one and without echo. Afterwards it is what it was. Ctrl-C goes on sending SIGINT.
class Terminal {
public:
    Terminal();
    ~Terminal();
    Terminal(const Terminal &) = delete;
    Terminal &operator=(const Terminal &) = delete;

    void write(const QByteArray &bytes);
    /// What was typed since; never waits. Empty if standard input is no terminal.
    [[nodiscard]] QByteArray keys();

private:
    termios m_before{};
    bool m_hasKeys = false;
};

} // namespace cordboard::cli
