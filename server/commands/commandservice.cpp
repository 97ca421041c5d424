// SPDX-License-Identifier: Apache-2.0
#include "server/commands/commandservice.h"

#include "server/commands/footprint.h"

#include <QLoggingCategory>
#include <QUuid>

#include <algorithm>

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;
using protocol::Started;
using Method = protocol::Command;

Q_LOGGING_CATEGORY(log, "cordboard.commands")

constexpr std::chrono::seconds forgetEvery{10}; ///< memory only; lookups look at the clock themselves

bool isSame(const CommandRecord &record, const CommandRequest &request)
{
    if (record.method != request.method) {
        return false;
    }
    if (const auto *echo = std::get_if<EchoRequest>(&request.what)) {
        return record.events().front().data == QJsonValue(echo->params);
    }
    return record.contentHash == request.contentHash;
}

QDateTime timeOf(const QString &text) { return QDateTime::fromString(text, Qt::ISODateWithMs); }

} // namespace

CommandService::CommandService(CallDirectory &directory, std::unique_ptr<Journal> journal,
    const CommandSettings &settings, QObject *parent)
    : QObject(parent)
    , m_directory(directory)
    , m_journal(std::move(journal))
    , m_settings(settings)
    , m_memory(settings.mostRemembered)
{
    m_forget.setInterval(forgetEvery);
    connect(&m_forget, &QTimer::timeout, this, &CommandService::forgetOld);
    connect(&m_directory, &CallDirectory::callGone, this,
        [this](const CallInfo &last) { forgetTags(last.journey); });
    if (m_journal) {
        for (const Journal::Entry &entry : m_journal->found()) {
            remember(entry);
        }
    }
}

CommandService::~CommandService()
{
    // Here, and not as children later: a command that is told of its operation's end must find nothing half
    // destroyed.
    const auto running = m_running;
    m_running.clear();
    for (Command *command : running) {
        command->disconnect(this);
        delete command;
    }
}

Result<Started> CommandService::submit(Method method, const QJsonObject &params, const Owner &owner,
    const CallPredicate &sees, const Admission &admit)
{
    auto request = CommandRequest::parse(method, params);
    if (!request) {
        return tl::unexpected(std::move(request).error());
    }
    if (const auto *start_ = std::get_if<StartRequest>(&request->what);
        start_ && start_->node && !m_directory.connectorOf(*start_->node)) {
        return failure(Errc::InvalidParams, u"there is no node of this name"_s, u"node"_s);
    }
    forgetOld();
    if (request->cmdId) {
        auto repeated = findRepeated(owner, *request);
        if (!repeated) {
            return tl::unexpected(std::move(repeated).error());
        }
        if (*repeated) {
            return Started{(*repeated)->cmdId};
        }
    }
    const CommandId id =
        request->cmdId.value_or(CommandId(QUuid::createUuid().toString(QUuid::WithoutBraces)));
    if (auto objection = admit ? admit(*request, id) : std::nullopt) {
        return tl::unexpected(*std::move(objection));
    }
    const auto record = std::make_shared<CommandRecord>();
    record->cmdId = id;
    record->owner = owner;
    record->method = method;
    record->contentHash = request->contentHash;
    record->startedAt = QDateTime::currentDateTimeUtc();
    m_memory.add(record);
    if (const auto *echo_ = std::get_if<EchoRequest>(&request->what)) {
        echo(record, echo_->params);
    } else {
        accept(record, std::move(*request), sees);
    }
    if (!m_forget.isActive()) {
        m_forget.start();
    }
    return Started{record->cmdId};
}

bool CommandService::attach(const Owner &owner, const CommandId &id, CommandSink *sink)
{
    const Record record = find(owner, id);
    if (record) {
        record->attach(sink);
    }
    return record != nullptr;
}

Result<CommandSummary> CommandService::get(const Owner &owner, const CommandId &id)
{
    const Record record = find(owner, id);
    if (!record) {
        return failure(Errc::CommandNotFound, u"there is no such command"_s, u"cmd_id"_s);
    }
    return summaryOf(*record, WithEvents::Yes);
}

CommandSummaries CommandService::list(const Owner &owner)
{
    forgetOld();
    QList<Record> records = m_memory.of(owner);
    std::sort(records.begin(), records.end(), [](const Record &a, const Record &b) {
        return std::pair(a->startedAt, a->cmdId) < std::pair(b->startedAt, b->cmdId);
    });
    CommandSummaries summaries;
    for (const Record &record : std::as_const(records)) {
        summaries.commands.push_back(summaryOf(*record, WithEvents::No));
    }
    return summaries;
}

Result<CommandSummary> CommandService::cancel(const Owner &owner, const CommandId &id)
{
    if (const Record record = find(owner, id)) {
        if (Command *command = m_running.value(record.get())) {
            command->stop(StopReason::Cancelled);
        }
        return summaryOf(*record, WithEvents::Yes);
    }
    return failure(Errc::CommandNotFound, u"there is no such command"_s, u"cmd_id"_s);
}

QJsonObject CommandService::tags(const JourneyId &journey) const { return m_tags.value(journey).tags; }

CommandService::Record CommandService::find(const Owner &owner, const CommandId &id)
{
    forgetOld();
    const Record own = m_memory.find(owner, id);
    if (own || !owner.isAnonymous()) {
        return own;
    }
    const QList<Record> orphans = m_memory.orphans(id);
    return orphans.isEmpty() ? nullptr : orphans.first();
}

/// The command that this one repeats; null if it is new.
Result<CommandService::Record> CommandService::findRepeated(const Owner &owner, const CommandRequest &request)
{
    if (const Record own = m_memory.find(owner, *request.cmdId)) {
        if (!isSame(*own, request)) {
            return failure(Errc::Conflict, u"the cmd_id is taken by another command"_s, u"cmd_id"_s);
        }
        return own;
    }
    // After a restart a client without a user comes back over another connection: the same id and the same
    // content are taken for the same command, since to execute it twice is worse. Another content is simply
    // somebody else's.
    if (owner.isAnonymous()) {
        const QList<Record> orphans = m_memory.orphans(*request.cmdId);
        const auto same = std::find_if(
            orphans.begin(), orphans.end(), [&](const Record &orphan) { return isSame(*orphan, request); });
        if (same != orphans.end()) {
            return *same;
        }
    }
    return Record();
}

void CommandService::echo(const Record &record, const QJsonObject &params)
{
    record->bytes = bytesOf(params);
    record->tellProgress(ProgressEvent::Reply, params);
    record->tellEnd({});
    m_memory.keepFor(record, m_settings.remembered);
}

void CommandService::accept(const Record &record, CommandRequest request, const CallPredicate &sees)
{
    auto *command = new Command(record, std::move(request), m_settings.times, this);
    m_running.insert(record.get(), command);
    connect(command, &Command::ending, this,
        [this, command](const std::optional<protocol::CommandError> &error) { onEnding(command, error); });
    connect(command, &Command::ended, this,
        [this, record] { Q_EMIT commandEnded(record->owner, summaryOf(*record, WithEvents::No)); });
    // Queued: the answer to the request comes before anything happens, and a burst of requests is read in
    // between.
    QMetaObject::invokeMethod(
        command, [this, command, sees] { start(command, sees); }, Qt::QueuedConnection);
}

void CommandService::start(Command *command, const CallPredicate &sees)
{
    if (command->hasEnded()) {
        return;
    }
    const auto preparation = prepare(m_directory, command->request(), sees);
    if (!preparation) {
        command->refuse(preparation.error(), fateUnsent(preparation.error()));
        return;
    }
    CommandRecord &record = *command->record();
    record.node = preparation->connector->node();
    record.journey = preparation->journey;
    for (const CallInfo &call : preparation->claim.calls) {
        record.calls.push_back(call.id);
    }
    send(command, *preparation);
}

void CommandService::send(Command *command, const Preparation &preparation)
{
    const bool ends = command->request().method == Method::CallEnd;
    const QList<Command *> holders = m_locks.holders(preparation.claim);
    if (!ends && !holders.isEmpty()) {
        const CommandRecord &other = *holders.first()->record();
        const bool mayKnow = other.owner.key() == command->record()->owner.key();
        const QString who = mayKnow ? "the command "_L1 + other.cmdId.text() : u"another command"_s;
        command->refuse({Errc::Conflict, who + " works on this call"_L1});
        return;
    }
    if (const auto objection = preparation.connector->objection(preparation.request)) {
        command->refuse(*objection, fateUnsent(*objection));
        return;
    }
    if (!writeBegun(command) || !makeWay(command, preparation)) {
        return;
    }
    const Record record = command->record();
    if (const auto *started = std::get_if<StartRequest>(&command->request().what);
        started && !started->tags.isEmpty()) {
        m_tags.insert(record->journey, {started->tags});
    }
    Operation *operation = preparation.connector->begin(preparation.request);
    connect(operation, &Operation::lateResult, this, [this, record](const QString &text) {
        qCInfo(
            log, "command %s, after its end: %s", qUtf8Printable(record->cmdId.text()), qUtf8Printable(text));
        Q_EMIT lateResult(record->owner, summaryOf(*record, WithEvents::No), text);
    });
    command->run(operation);
    Q_EMIT commandBegun(record->owner, summaryOf(*record, WithEvents::No));
}

/// Takes the call. A CallEnd first ends what works on it. \returns false if there is nothing left to do.
bool CommandService::makeWay(Command *command, const Preparation &preparation)
{
    const QList<Command *> holders = m_locks.holders(preparation.claim);
    m_locks.take(command, preparation.claim);
    QList<QPointer<Command>> others;
    for (Command *holder : holders) {
        if (holder->request().method != Method::CallEnd) {
            others.append(holder);
        }
    }
    for (const QPointer<Command> &other : std::as_const(others)) {
        if (other) {
            other->stop(StopReason::CallEnded);
        }
    }
    // Whoever heard of that may have cancelled this one, and the call may be over with it.
    if (command->hasEnded()) {
        return false;
    }
    if (!others.isEmpty() && !m_directory.call(preparation.claim.calls.front().id)) {
        command->succeed();
        return false;
    }
    return true;
}

bool CommandService::writeBegun(Command *command)
{
    if (!m_journal) {
        return true;
    }
    const CommandRecord &record = *command->record();
    JournalBegun line;
    line.cmdId = record.cmdId;
    if (!record.owner.isAnonymous()) {
        line.user = record.owner.user;
    }
    line.hash = QString::fromLatin1(record.contentHash.toHex());
    line.method = record.method;
    line.calls = record.calls;
    line.node = record.node;
    const auto serial = m_journal->begun(std::move(line));
    if (!serial) {
        command->refuse(serial.error());
        return false;
    }
    m_journalled.insert(command->record().get(), *serial);
    return true;
}

void CommandService::onEnding(Command *command, const std::optional<protocol::CommandError> &error)
{
    const Record record = command->record();
    if (const quint64 serial = m_journalled.take(record.get()); m_journal && serial != 0) {
        (void)m_journal->ended(serial, error); // it logs; the command is over either way
    }
    m_locks.release(command);
    m_running.remove(record.get());
    m_memory.keepFor(record, m_settings.remembered);
    command->deleteLater();
}

/// Takes over what the former process had begun: never executed again, and told as it ended.
void CommandService::remember(const Journal::Entry &entry)
{
    const auto record = std::make_shared<CommandRecord>();
    record->cmdId = entry.begun.cmdId;
    record->owner.user = entry.begun.user.value_or(QString());
    record->method = entry.begun.method;
    record->contentHash = QByteArray::fromHex(entry.begun.hash.toLatin1());
    record->startedAt = timeOf(entry.begun.time);
    record->node = entry.begun.node;
    record->calls = entry.begun.calls;
    const Error interrupted{Errc::Interrupted, u"the server was restarted while the command ran"_s};
    record->tellEnd(entry.ended ? entry.ended->error
                                : protocol::CommandError{jsonRpcCode(interrupted.code),
                                    word(interrupted.code), interrupted.message, {}, CallFate::Unknown});
    std::chrono::milliseconds kept = Journal::interruptedKept;
    if (entry.ended) {
        record->endedAt = timeOf(entry.ended->time);
        kept = m_settings.remembered;
    } else {
        qCInfo(log, "command %s (%s) was interrupted by the end of the former process",
            qUtf8Printable(record->cmdId.text()), qUtf8Printable(json::wireName(record->method)));
    }
    if (entry.begun.user) {
        m_memory.add(record);
    } else {
        m_memory.addOrphan(record);
    }
    m_memory.keepFor(record, kept);
    m_forget.start();
}

void CommandService::forgetOld()
{
    const QList<Record> forgotten = m_memory.forgetExpired();
    for (const Record &record : forgotten) {
        if (const auto known = m_tags.find(record->journey);
            known != m_tags.end() && record->method == Method::CallStart) {
            known->commandRemembered = false;
            forgetTags(record->journey);
        }
    }
    if (m_memory.isEmpty()) {
        m_forget.stop();
    }
}

void CommandService::forgetTags(const JourneyId &journey)
{
    const auto known = m_tags.constFind(journey);
    if (known != m_tags.cend() && !known->commandRemembered && !m_directory.hasJourney(journey)) {
        m_tags.erase(known);
    }
}

} // namespace cordboard
