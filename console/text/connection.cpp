// SPDX-License-Identifier: Apache-2.0
#include "console/text/connection.h"

#include "console/text/times.h"
#include "console/text/visible.h"

#include <QCoreApplication>

namespace cordboard::console::text {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Connection)
};

QString clock(const QTime &time) { return time.toString(u"HH:mm:ss"_s); }

} // namespace

QString connectionWord(LinkWord word, milliseconds retryIn)
{
    switch (word) {
    case LinkWord::Connected:
        return Words::tr("Connected");
    case LinkWord::Connecting:
        return Words::tr("Connecting…");
    case LinkWord::Reconnecting:
        return Words::tr("Reconnecting in %1 s").arg(qMax<qint64>(1, ceil<seconds>(retryIn).count()));
    case LinkWord::NotAuthorised:
        return Words::tr("Not authorised");
    case LinkWord::ServerNotFound:
        return Words::tr("Server not found");
    case LinkWord::Disconnected:
        return Words::tr("Not connected");
    }
    Q_UNREACHABLE();
}

QString connectionSpoken(LinkWord word, milliseconds retryIn, std::optional<milliseconds> age)
{
    const QString state = Words::tr("Connection: %1").arg(connectionWord(word, retryIn));
    return age ? state + u", "_s + spokenDataAge(*age) : state;
}

Banner staleBanner(const QTime &since, milliseconds age)
{
    return {Words::tr("No connection since %1 (%2).", "%1 a time of day, %2 a length of time")
                .arg(clock(since), text::age(age)),
        Words::tr("These calls are as they were then; some may have ended. Actions are off until the "
                  "connection is back.")};
}

Banner silentNodeBanner(const QString &node, const QTime &since, int calls)
{
    return {Words::tr("%1 has been silent since %2.", "%1 a node").arg(inSentence(node), clock(since)),
        Words::tr("Its %n call(s) are as they were then.", nullptr, calls)};
}

QString connectionBack(milliseconds after, int changes)
{
    return Words::tr("Connection back after %1, %n change(s) caught up", "%1 a length of time", changes)
        .arg(age(after));
}

QString connectionBackAnew(milliseconds after)
{
    return Words::tr("Connection back after %1, list read anew", "%1 a length of time").arg(age(after));
}

} // namespace cordboard::console::text
