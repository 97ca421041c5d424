// SPDX-License-Identifier: Apache-2.0
#include "console/text/times.h"

#include <QCoreApplication>
#include <QLocale>

namespace cordboard::console::text {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Times)
};

QString twoDigits(qint64 number) { return QString::number(number).rightJustified(2, u'0'); }

/// Tenths only while they tell something.
QString figure(milliseconds time)
{
    const double exact = static_cast<double>(qMax<qint64>(time.count(), 0)) / 1000.0;
    return exact < 9.95 ? QLocale().toString(exact, 'f', 1)
                        : QLocale().toString(qlonglong(duration_cast<seconds>(time).count()));
}

} // namespace

QString duration(std::optional<milliseconds> time)
{
    if (!time) {
        return u"–"_s;
    }
    const qint64 all = qMax<qint64>(duration_cast<seconds>(*time).count(), 0);
    const qint64 hours = all / 3600;
    const qint64 minutes = all / 60 % 60;
    const QString rest = u':' + twoDigits(all % 60);
    if (hours > 0) {
        return QString::number(hours) + u':' + twoDigits(minutes) + rest;
    }
    return QString::number(minutes) + rest;
}

QString spokenDuration(milliseconds time)
{
    const auto all = int(qBound(qint64(0), qint64(duration_cast<seconds>(time).count()), qint64(1000000000)));
    const QString hours = Words::tr("%n hour(s)", "length of time", all / 3600);
    const QString minutes = Words::tr("%n minute(s)", "length of time", all / 60 % 60);
    QString seconds = Words::tr("%n second(s)", "length of time", all % 60);
    if (all >= 3600) {
        return all / 60 % 60 > 0 ? hours + u' ' + minutes : hours;
    }
    if (all >= 60) {
        return all % 60 > 0 ? minutes + u' ' + seconds : minutes;
    }
    return seconds;
}

QString age(milliseconds time)
{
    if (time < minutes(2)) {
        return Words::tr("%1 s", "seconds").arg(figure(time));
    }
    if (time < hours(2)) {
        return Words::tr("%1 min", "minutes")
            .arg(QLocale().toString(qlonglong(duration_cast<minutes>(time).count())));
    }
    return Words::tr("%1 h", "hours").arg(QLocale().toString(qlonglong(duration_cast<hours>(time).count())));
}

QString dataAge(milliseconds time)
{
    return Words::tr("data %1 old", "%1 is a length of time, e.g. 0.4 s").arg(age(time));
}

QString spokenDataAge(milliseconds time)
{
    if (time < seconds(10)) {
        return Words::tr("data %1 seconds old", "for screen readers; %1 is a number with tenths")
            .arg(figure(time));
    }
    return Words::tr("data %1 old", "%1 is a length of time, e.g. 0.4 s").arg(spokenDuration(time));
}

QString heardAgo(milliseconds time)
{
    return Words::tr("heard %1 ago", "of a node; %1 is a length of time, e.g. 0.4 s").arg(age(time));
}

} // namespace cordboard::console::text
