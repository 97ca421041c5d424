// SPDX-License-Identifier: Apache-2.0
#include "server/app/tokens/tokenwatch.h"

#include "server/app/tokens/tokenfile.h"

#include <QFileInfo>
#include <QLoggingCategory>

Q_LOGGING_CATEGORY(lcTokens, "cordboard.tokens")

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

constexpr auto gather = 50ms; ///< a file that is replaced changes several times

} // namespace

TokenWatch::TokenWatch(QString path, QObject *parent)
    : QObject(parent)
    , m_path(std::move(path))
{
    m_gather.setSingleShot(true);
    m_gather.setInterval(gather);
    connect(&m_gather, &QTimer::timeout, this, &TokenWatch::look);
    const auto soon = [this] {
        if (!m_gather.isActive()) {
            m_gather.start();
        }
    };
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, soon);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, soon);
}

Result<QList<TokenRecord>> TokenWatch::read()
{
    watch();
    auto tokens = readTokenFile(m_path);
    if (tokens) {
        m_tokens = *tokens;
    }
    return tokens;
}

/// A file that is replaced is another one, and its folder may come later.
void TokenWatch::watch()
{
    QString folder = QFileInfo(m_path).absolutePath();
    while (!QFileInfo::exists(folder) && folder != "/"_L1) {
        folder = QFileInfo(folder).absolutePath();
    }
    const QStringList known = m_watcher.directories() + m_watcher.files();
    for (const QString &path : {folder, m_path}) {
        if (!known.contains(path) && QFileInfo::exists(path)) {
            m_watcher.addPath(path);
        }
    }
}

void TokenWatch::look()
{
    const QList<TokenRecord> before = m_tokens;
    const auto tokens = read();
    if (!tokens) {
        qCCritical(lcTokens).noquote() << "the tokens stay as they were:" << tokens.error().message;
    } else if (*tokens != before) {
        qCInfo(lcTokens).noquote() << "the tokens have changed:" << tokens->size() << "in" << m_path;
        Q_EMIT changed(*tokens);
    }
}

} // namespace cordboard
