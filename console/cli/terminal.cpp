// SPDX-License-Identifier: Apache-2.0
#include "console/cli/terminal.h"

#include <QtGlobal>

#include <cerrno>
#include <sys/ioctl.h>
#include <unistd.h>

namespace cordboard::cli {
namespace {

/// Save the screen and use another (xterm 1049), hide the cursor (25), do not wrap at the edge (7).
const QByteArray enterScreen = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[2J";
const QByteArray leaveScreen = "\x1b[0m\x1b[?7h\x1b[?25h\x1b[?1049l";

} // namespace

bool canShowScreen()
{
    const QByteArray type = qgetenv("TERM");
    return ::isatty(STDOUT_FILENO) && !type.isEmpty() && type != "dumb";
}

bool wantsColour() { return ::isatty(STDOUT_FILENO) && qgetenv("NO_COLOR").isEmpty(); }

int lineWidth()
{
    bool good = false;
    const int columns = qgetenv("COLUMNS").toInt(&good);
    if (good && columns > 0) {
        return columns;
    }
    return ::isatty(STDOUT_FILENO) ? screenSize().width() : 0;
}

QSize screenSize()
{
    winsize size{};
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 && size.ws_row > 0) {
        return {size.ws_col, size.ws_row};
    }
    return {80, 24};
}

Terminal::Terminal()
{
    m_hasKeys = ::isatty(STDIN_FILENO) && ::tcgetattr(STDIN_FILENO, &m_before) == 0;
    if (m_hasKeys) {
        termios raw = m_before;
        raw.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
        raw.c_cc[VMIN] = 0;
        raw.c_cc[VTIME] = 0;
        ::tcsetattr(STDIN_FILENO, TCSADRAIN, &raw);
    }
    write(enterScreen);
}

Terminal::~Terminal()
{
    write(leaveScreen);
    if (m_hasKeys) {
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before);
    }
}

void Terminal::write(const QByteArray &bytes)
{
    qsizetype done = 0;
    while (done < bytes.size()) {
        const ssize_t written =
            ::write(STDOUT_FILENO, bytes.constData() + done, static_cast<std::size_t>(bytes.size() - done));
        if (written < 0 && errno != EINTR) {
            return; // the terminal is gone, or its descriptor does not wait; the next frame draws anew
        }
        done += written > 0 ? written : 0;
    }
}

QByteArray Terminal::keys()
{
    QByteArray bytes(64, '\0');
    if (!m_hasKeys) {
        return {};
    }
    const ssize_t count = ::read(STDIN_FILENO, bytes.data(), static_cast<std::size_t>(bytes.size()));
    return bytes.left(count > 0 ? count : 0);
}

} // namespace cordboard::cli
