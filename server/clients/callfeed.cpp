// SPDX-License-Identifier: Apache-2.0
#include "server/clients/callfeed.h"

#include "server/calls/callfilter.h"
#include "server/clients/callview.h"
#include "server/clients/streamframes.h"

#include <algorithm>

namespace cordboard {

using namespace Qt::StringLiterals;

constexpr std::chrono::milliseconds gatherWidening{100}; ///< registrations come in crowds after a restart

/// What several clients see alike.
struct CallFeed::View {
    struct Frame {
        qint64 told;
        qint64 examined;
        qint64 seq;
        QString text; ///< empty: nothing in the view changed
    };
    QString name;
    protocol::CallView filter;
    PrincipalPtr principal; ///< one of those who have this view
    std::vector<Frame> frames; ///< of this tick
};

struct CallFeed::Subscriber {
    ClientStream *client = nullptr;
    std::shared_ptr<View> view;
    qint64 told = 0; ///< the `seq` of the last message
    qint64 examined = 0; ///< up to here nothing since `told` changed in the view
    ChangeLog::Time lastMessage; ///< long ago at first: who follows up is told at once that all is well
    bool started = false;
    QMetaObject::Connection written;
    QMetaObject::Connection destroyed;
    QMetaObject::Connection principalChanged;

    // A snapshot under way.
    QList<LiveCallPtr> calls;
    qsizetype nextCall = 0;
    qint64 page = 0;
    bool inSnapshot = false;

    ~Subscriber()
    {
        QObject::disconnect(written);
        QObject::disconnect(destroyed);
        QObject::disconnect(principalChanged);
    }
};

CallFeed::CallFeed(
    CallRegistry &registry, const Visibility &visibility, const FeedTiming &timing, QObject *parent)
    : QObject(parent)
    , m_registry(registry)
    , m_visibility(visibility)
    , m_timing(timing)
{
    m_gather.setSingleShot(true);
    m_gather.setTimerType(Qt::PreciseTimer);
    connect(&m_gather, &QTimer::timeout, this, &CallFeed::tick);
    connect(&registry, &CallRegistry::changed, this, [this] {
        if (!m_subscribers.isEmpty() && !m_gather.isActive()) {
            m_gather.start(m_timing.gather);
        }
    });
    m_anew.setSingleShot(true);
    m_anew.setInterval(gatherWidening);
    connect(&m_anew, &QTimer::timeout, this, &CallFeed::showAnew);
    connect(&visibility, &Visibility::widened, this, [this] {
        if (!m_anew.isActive()) {
            m_anew.start();
        }
    });
    m_more.setSingleShot(true);
    connect(&m_more, &QTimer::timeout, this, &CallFeed::tick);
    m_heartbeat.setInterval(m_timing.heartbeatCheck);
    connect(&m_heartbeat, &QTimer::timeout, this, &CallFeed::sendHeartbeats);
}

CallFeed::~CallFeed() = default;

Result<protocol::CallSubscribed> CallFeed::subscribe(
    ClientStream *client, const protocol::CallSubscribe &request)
{
    const auto &since = request.since;
    const bool sameRun = since && since->epoch == m_registry.epoch();
    if (sameRun && (since->seq < 0 || since->seq > m_registry.seq())) {
        return failure(Errc::InvalidParams, u"since.seq was never told"_s, u"since.seq"_s);
    }
    auto subscriber = std::make_shared<Subscriber>();
    subscriber->client = client;
    subscriber->view = viewOf(request.filter.value_or(protocol::CallView()), client->principal());
    const bool replay = sameRun && since->view == subscriber->view->name
        && since->seq >= m_registry.log().reachesBackTo() && m_registry.seq() - since->seq <= mostReplayed;
    protocol::CallSubscribed answer{.epoch = m_registry.epoch(),
        .seq = m_registry.seq(),
        .view = subscriber->view->name,
        .count = 0,
        .snapshot = !replay};
    const QHash<CallId, LiveCallPtr> &calls = m_registry.calls();
    answer.count = std::count_if(
        calls.begin(), calls.end(), [&](const LiveCallPtr &call) { return shows(*subscriber->view, *call); });
    if (replay) {
        subscriber->told = since->seq;
        subscriber->examined = since->seq;
    } else {
        beginSnapshot(*subscriber);
    }
    subscriber->written = connect(client, &ClientStream::written, this, [this, raw = subscriber.get()] {
        if (raw->started && raw->examined < m_registry.seq() && !m_gather.isActive()) {
            m_gather.start(m_timing.gather);
        } else if (raw->inSnapshot && !m_more.isActive()) {
            m_more.start(0);
        }
    });
    subscriber->destroyed =
        connect(client, &QObject::destroyed, this, [this, client] { unsubscribe(client); });
    subscriber->principalChanged =
        connect(client, &ClientStream::principalChanged, this, [this, client] { unsubscribe(client); });
    m_subscribers.insert(client, std::move(subscriber));
    return answer;
}

void CallFeed::start(ClientStream *client)
{
    const auto subscriber = m_subscribers.value(client);
    if (!subscriber) {
        return;
    }
    subscriber->started = true;
    if (!m_heartbeat.isActive()) {
        m_heartbeat.start();
    }
    if (!m_more.isActive()) {
        m_more.start(0);
    }
}

bool CallFeed::unsubscribe(ClientStream *client)
{
    const bool had = m_subscribers.remove(client) > 0;
    if (m_subscribers.isEmpty()) {
        m_heartbeat.stop();
    }
    return had;
}

std::shared_ptr<CallFeed::View> CallFeed::viewOf(
    const protocol::CallView &filter, const PrincipalPtr &principal)
{
    const QString name = viewName(filter, *principal);
    if (auto known = m_views.value(name).lock()) {
        return known;
    }
    m_views.removeIf([](const auto &entry) { return entry.value().expired(); });
    auto view = std::make_shared<View>();
    view->name = name;
    view->filter = filter;
    view->principal = principal;
    m_views.insert(name, view);
    return view;
}

bool CallFeed::shows(const View &view, const LiveCall &call) const
{
    return fits(view.filter, call) && m_visibility.sees(*view.principal, call);
}

/// The changes of calls do not tell that a scope sees more of them.
void CallFeed::showAnew()
{
    m_anew.stop();
    for (const auto &subscriber : std::as_const(m_subscribers)) {
        if (subscriber->view->principal->scope.kind != ScopeKind::All) {
            beginSnapshot(*subscriber);
        }
    }
    if (!m_subscribers.isEmpty() && !m_more.isActive()) {
        m_more.start(0);
    }
}

void CallFeed::beginSnapshot(Subscriber &subscriber)
{
    subscriber.calls.clear();
    for (const LiveCallPtr &call : m_registry.calls()) {
        if (shows(*subscriber.view, *call)) {
            subscriber.calls.append(call);
        }
    }
    subscriber.told = m_registry.seq();
    subscriber.examined = subscriber.told;
    subscriber.nextCall = 0;
    subscriber.page = 0;
    subscriber.inSnapshot = true;
}

void CallFeed::tick()
{
    m_gather.stop();
    for (const auto &weak : std::as_const(m_views)) {
        if (const auto view = weak.lock()) {
            view->frames.clear();
        }
    }
    const auto subscribers = m_subscribers.values(); // sending may end a connection
    for (const auto &subscriber : subscribers) {
        if (subscriber->started && m_subscribers.value(subscriber->client) == subscriber) {
            pump(*subscriber);
        }
    }
}

void CallFeed::pump(Subscriber &subscriber)
{
    if (subscriber.client->isCongested()) {
        return; // written() comes
    }
    if (!subscriber.inSnapshot && subscriber.examined < m_registry.log().reachesBackTo()) {
        beginSnapshot(subscriber);
    }
    if (subscriber.inSnapshot) {
        sendPage(subscriber);
        if (!m_more.isActive()) {
            m_more.start(0);
        }
    } else {
        sendChanges(subscriber);
    }
}

void CallFeed::sendPage(Subscriber &subscriber)
{
    QByteArray calls;
    const qsizetype end = std::min(subscriber.nextCall + callsInAPage, subscriber.calls.size());
    for (qsizetype i = subscriber.nextCall; i < end; ++i) {
        if (!calls.isEmpty()) {
            calls += ',';
        }
        calls += encodedCallFor(*subscriber.view->principal, *subscriber.calls.at(i));
    }
    const bool last = end == subscriber.calls.size();
    const QByteArray frame = streamframes::snapshot(
        m_registry.epoch(), subscriber.told, subscriber.view->name, subscriber.page, calls, last);
    subscriber.nextCall = end;
    ++subscriber.page;
    if (last) {
        subscriber.inSnapshot = false;
        subscriber.calls.clear();
    }
    subscriber.lastMessage = std::chrono::steady_clock::now();
    subscriber.client->notify(u"CallsSnapshot", QString::fromUtf8(frame));
}

void CallFeed::sendChanges(Subscriber &subscriber)
{
    const qint64 last = m_registry.seq();
    while (subscriber.examined < last) {
        if (subscriber.client->isCongested()) {
            return;
        }
        const qint64 to = std::min(subscriber.examined + changesInAMessage, last);
        const QString frame = changedFrame(*subscriber.view, subscriber.told, subscriber.examined, to);
        subscriber.examined = to;
        if (!frame.isEmpty()) {
            subscriber.told = to;
            subscriber.lastMessage = std::chrono::steady_clock::now();
            subscriber.client->notify(u"CallsChanged", frame);
        }
    }
}

QString CallFeed::changedFrame(View &view, qint64 told, qint64 examined, qint64 to)
{
    const auto known = std::find_if(view.frames.begin(), view.frames.end(), [&](const View::Frame &frame) {
        return frame.told == told && frame.examined == examined && frame.seq == to;
    });
    if (known != view.frames.end()) {
        return known->text;
    }
    const QByteArray changes = collect(view, examined, to);
    const QString text = changes.isEmpty() ? QString()
                                           : QString::fromUtf8(streamframes::changed(m_registry.epoch(), told,
                                               to, timeMessage(m_registry.now()).value.value(), changes));
    view.frames.push_back({told, examined, to, text});
    return text;
}

QByteArray CallFeed::collect(const View &view, qint64 from, qint64 to) const
{
    QByteArray changes;
    for (qint64 seq = from + 1; seq <= to; ++seq) {
        const LoggedChange &change = m_registry.log().at(seq);
        const bool was = change.before && shows(view, *change.before);
        const bool is = change.after && shows(view, *change.after);
        if (!was && !is) {
            continue;
        }
        if (!changes.isEmpty()) {
            changes += ',';
        }
        changes += is ? streamframes::set(encodedCallFor(*view.principal, *change.after))
                      : streamframes::gone(change.before->info.id);
    }
    return changes;
}

void CallFeed::sendHeartbeats()
{
    const auto now = std::chrono::steady_clock::now();
    const auto subscribers = m_subscribers.values();
    for (const auto &subscriber : subscribers) {
        if (!subscriber->started || subscriber->inSnapshot
            || now - subscriber->lastMessage < m_timing.heartbeat || subscriber->examined < m_registry.seq()
            || subscriber->client->isCongested() || m_subscribers.value(subscriber->client) != subscriber) {
            continue;
        }
        const QByteArray frame = streamframes::changed(m_registry.epoch(), subscriber->told,
            subscriber->examined, timeMessage(m_registry.now()).value.value(), {});
        subscriber->told = subscriber->examined;
        subscriber->lastMessage = now;
        subscriber->client->notify(u"CallsChanged", QString::fromUtf8(frame));
    }
}

} // namespace cordboard
