// SPDX-License-Identifier: Apache-2.0
#include "server/app/logging/logging.h"

#include "server/app/logging/record.h"

#include <QLoggingCategory>
#include <QMutex>

#include <memory>

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;

struct Target {
    LogFormat format;
    LogFile file;
    bool masks = false;
    QString unmasked; ///< the category that is never masked
    quint64 dropped = 0;
};

QMutex mutex;
std::unique_ptr<Target> target; // Qt's handler is a bare function, so what it needs has to stand here

LogLevel levelOf(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return LogLevel::Debug;
    case QtInfoMsg:
        return LogLevel::Info;
    case QtWarningMsg:
        return LogLevel::Warn;
    case QtCriticalMsg:
    case QtFatalMsg:
        return LogLevel::Error;
    }
    return LogLevel::Error;
}

void handle(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    LogRecord record{
        QDateTime::currentDateTimeUtc(), levelOf(type), QString::fromUtf8(context.category), message};
    const QMutexLocker lock(&mutex);
    if (!target) {
        return;
    }
    if (target->masks && record.category != target->unmasked) {
        record.message = maskNumbers(record.message);
    }
    if (!target->file.write(logLine(record, target->format))) {
        ++target->dropped;
    } else if (const int dropped = target->file.takeDropped(); dropped > 0) {
        target->file.write(
            logLine({record.time, LogLevel::Warn, u"cordboard.log"_s,
                        QString::number(dropped) + u" earlier lines were lost: nobody read them"_s},
                target->format));
    }
}

/// Qt's own categories talk about our internals at these levels, so they get no further than information.
QString filterRules(LogLevel level)
{
    const auto rule = [](QLatin1StringView type, bool on) {
        return QString(u"*."_s + type + (on ? u"=true\n"_s : u"=false\n"_s));
    };
    return rule("debug"_L1, level == LogLevel::Debug) + rule("info"_L1, level <= LogLevel::Info)
        + rule("warning"_L1, level <= LogLevel::Warn) + u"qt.*.debug=false\n"_s;
}

} // namespace

Logging::Logging(const LogConfig &config, LogFile file, QString unmasked)
{
    {
        const QMutexLocker lock(&mutex);
        target = std::make_unique<Target>(
            Target{config.format, std::move(file), config.maskNumbers, std::move(unmasked)});
    }
    QLoggingCategory::setFilterRules(filterRules(config.level));
    qInstallMessageHandler(handle);
}

Logging::~Logging()
{
    qInstallMessageHandler(nullptr);
    QLoggingCategory::setFilterRules({});
    const QMutexLocker lock(&mutex);
    target.reset();
}

void Logging::setLevel(LogLevel level) { QLoggingCategory::setFilterRules(filterRules(level)); }

void Logging::setMasking(bool masks)
{
    const QMutexLocker lock(&mutex);
    target->masks = masks;
}

quint64 Logging::dropped()
{
    const QMutexLocker lock(&mutex);
    return target ? target->dropped : 0;
}

} // namespace cordboard
