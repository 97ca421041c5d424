// SPDX-License-Identifier: Apache-2.0
#include "console/app/screenshot.h"

#include "console/app/console.h"

#include <QApplication>
#include <QPixmap>

#include <cstdio>

namespace cordboard::console {
namespace {

using namespace std::chrono_literals;

constexpr auto limit = 30s;
/// Directory, story and figures come right after the list.
constexpr auto settle = 1500ms;

enum ExitCode { Written = 0, NotWritten = 1, NoConnection = 3 };

} // namespace

Screenshot::Screenshot(Console &console, const QString &fileName, QObject *parent)
    : QObject(parent)
    , m_console(console)
    , m_fileName(fileName)
{
    if (m_fileName.isEmpty()) {
        return;
    }
    m_limit.setSingleShot(true);
    m_settle.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, [] {
        std::fputs("cordboard-console: no list of calls came in time\n", stderr);
        QApplication::exit(NoConnection);
    });
    connect(&m_settle, &QTimer::timeout, this, &Screenshot::take);
    connect(&m_console, &Console::ready, this, [this] {
        m_limit.stop();
        m_settle.start(settle);
        LiveTable &table = m_console.window().table();
        for (int row = 0; row < m_console.calls().rowCount(); ++row) {
            if (const CallRowPtr call = m_console.calls().entry(row).row) {
                table.selectCall(call->id());
                table.setFocus();
                break;
            }
        }
    });
    m_limit.start(limit);
}

void Screenshot::take()
{
    const bool written = m_console.window().grab().save(m_fileName);
    if (!written) {
        std::fprintf(stderr, "cordboard-console: cannot write %s\n", qUtf8Printable(m_fileName));
    }
    QApplication::exit(written ? Written : NotWritten);
}

} // namespace cordboard::console
