// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/loadclients.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonDocument>

namespace cordboard::bench {

Helper::Helper(const QStringList &arguments)
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(QCoreApplication::applicationFilePath(), arguments);
}

Helper::~Helper()
{
    m_process.kill();
    m_process.waitForFinished();
}

QJsonObject Helper::next(int milliseconds)
{
    QElapsedTimer waited;
    waited.start();
    while (!m_process.canReadLine() && waited.elapsed() < milliseconds
        && m_process.state() != QProcess::NotRunning) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 100);
    }
    return QJsonDocument::fromJson(m_process.readLine()).object();
}

QJsonObject Helper::ask(const QByteArray &line)
{
    say(line);
    return next();
}

} // namespace cordboard::bench
