// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/dialogs/synchroniser.h"

#include "server/connectors/opensips/management/dialoglist.h"

namespace cordboard::opensips {
namespace {

using namespace Qt::StringLiterals;

constexpr int passes = 2;
/// Questions about single dialogs that are under way at once.
constexpr int mostJoins = 4;
constexpr int mostVerifications = 8;

} // namespace

Synchroniser::Synchroniser(ManagementCall call, QObject *parent)
    : QObject(parent)
    , m_call(std::move(call))
{
    m_clock.start();
}

void Synchroniser::handle(const DialogStateChanged &event)
{
    const auto change = m_table.apply(event);
    announce(change);
    const bool isThere =
        change.kind == DialogTable::Change::Kind::New || change.kind == DialogTable::Change::Kind::Changed;
    if (isThere && ((change.needsListing && m_joinsNew) || change.surprising)) {
        join(event.callId);
    }
    if (change.surprising) {
        Q_EMIT mismatched();
    }
}

void Synchroniser::refresh(const SipCallId &callId, Priority priority)
{
    if (const auto asking = m_asking.find(callId); asking != m_asking.end()) {
        *asking = true;
        return;
    }
    m_asking.insert(callId, false);
    m_call(u"dlg_list_ctx"_s, {{u"callid"_s, callId.text()}}, priority)
        .then(this, [this, callId, asked = now()](const Result<QJsonValue> &answer) {
            if (asked.generation == m_generation) {
                const bool again = m_asking.take(callId);
                takeListing(callId, asked.moment, answer);
                if (again && !m_table.byCallId(callId).isEmpty()) {
                    refresh(callId, Priority::Background);
                }
            }
        });
}

void Synchroniser::takeListing(const SipCallId &callId, quint64 asked, const Result<QJsonValue> &answer)
{
    if (!answer) {
        if (answer.error().code == Errc::RefusedByProxy && answer.error().status == 404) {
            for (const Dialog &dialog : m_table.byCallId(callId)) {
                announce(m_table.remove(dialog.id));
            }
        }
        return;
    }
    if (const auto dialog = listedDialog(*answer)) {
        announce(m_table.applyListing(*dialog, asked));
    }
}

void Synchroniser::join(const SipCallId &callId)
{
    m_toJoin.append(callId);
    joinNext();
}

void Synchroniser::joinNext()
{
    while (m_joins < mostJoins && !m_toJoin.isEmpty()) {
        const SipCallId callId = m_toJoin.takeFirst();
        if (m_table.byCallId(callId).isEmpty() || m_asking.contains(callId)) {
            continue;
        }
        ++m_joins;
        m_call(u"dlg_list_ctx"_s, {{u"callid"_s, callId.text()}}, Priority::Background)
            .then(this, [this, callId, asked = now()](const Result<QJsonValue> &answer) {
                if (asked.generation == m_generation) {
                    --m_joins;
                    takeListing(callId, asked.moment, answer);
                    joinNext();
                }
            });
    }
}

void Synchroniser::sweep()
{
    if (m_sweeping) {
        m_sweepAgain = true;
        return;
    }
    m_sweeping = true;
    m_table.beginSweep();
    page(0, 0);
}

void Synchroniser::clear(std::chrono::milliseconds ago)
{
    const qint64 restart = m_clock.elapsed() - ago.count();
    ++m_generation;
    m_sweeping = false;
    m_sweepAgain = false;
    m_toVerify.clear();
    m_verifications = 0;
    m_asking.clear();
    m_toJoin.clear();
    m_joins = 0;
    for (const Dialog &dialog : m_table.all()) {
        if (m_arrivals.value(dialog.id) <= restart) {
            announce(m_table.remove(dialog.id));
        }
    }
}

void Synchroniser::announce(const DialogTable::Change &change)
{
    switch (change.kind) {
    case DialogTable::Change::Kind::Nothing:
        break;
    case DialogTable::Change::Kind::New:
        m_arrivals.insert(change.dialog.id, m_clock.elapsed());
        Q_EMIT added(change.dialog);
        break;
    case DialogTable::Change::Kind::Changed:
        Q_EMIT changed(change.dialog);
        break;
    case DialogTable::Change::Kind::Gone:
        m_arrivals.remove(change.dialog.id);
        Q_EMIT gone(change.dialog);
        break;
    }
}

void Synchroniser::page(int pass, int index)
{
    m_call(u"dlg_list_ctx"_s, {{u"index"_s, index}, {u"counter"_s, m_rowsPerPage}}, Priority::Background)
        .then(this, [this, pass, index, asked = now()](const Result<QJsonValue> &answer) {
            if (asked.generation == m_generation) {
                takePage(pass, index, asked.moment, answer);
            }
        });
}

void Synchroniser::takePage(int pass, int index, quint64 asked, const Result<QJsonValue> &answer)
{
    const auto listing = answer.and_then([](const QJsonValue &value) { return dialogPageFromAnswer(value); });
    if (!listing) {
        finishSweep(false);
        return;
    }
    for (const Dialog &dialog : listing->dialogs) {
        announce(m_table.applyListing(dialog, asked));
    }
    const int next = index + m_rowsPerPage;
    if (listing->rows > 0 && next < listing->count.value_or(0)) {
        page(pass, next);
    } else if (pass + 1 < passes) {
        page(pass + 1, 0);
    } else {
        finishPasses();
    }
}

void Synchroniser::finishPasses()
{
    m_toVerify = m_table.unseen();
    verifyNext();
}

void Synchroniser::verifyNext()
{
    while (m_verifications < mostVerifications && !m_toVerify.isEmpty()) {
        const Dialog dialog = m_toVerify.takeLast();
        ++m_verifications;
        m_call(u"dlg_list_ctx"_s, {{u"callid"_s, dialog.callId.text()}}, Priority::Background)
            .then(this, [this, dialog, generation = m_generation](const Result<QJsonValue> &answer) {
                if (generation == m_generation && m_sweeping) {
                    --m_verifications;
                    verified(dialog, answer);
                }
            });
    }
    if (m_verifications == 0 && m_sweeping) {
        finishSweep(true);
    }
}

void Synchroniser::verified(const Dialog &dialog, const Result<QJsonValue> &answer)
{
    if (answer) {
        // One Call-ID, two dialogs: the proxy shows the first only, which may be the other one.
        const auto listed = listedDialog(*answer);
        announce(listed && listed->id == dialog.id && listed->state != DialogState::Ended
                ? m_table.applyListing(*listed)
                : m_table.remove(dialog.id));
    } else if (answer.error().code == Errc::RefusedByProxy) {
        announce(m_table.remove(dialog.id));
    } else {
        ++m_generation; // what else is under way says no more either
        m_asking.clear();
        m_joins = 0;
        finishSweep(false);
        return;
    }
    verifyNext();
}

void Synchroniser::finishSweep(bool complete)
{
    m_sweeping = false;
    m_toVerify.clear();
    m_verifications = 0;
    const bool again = std::exchange(m_sweepAgain, false);
    Q_EMIT swept(complete);
    if (again && complete) {
        sweep();
    }
}

} // namespace cordboard::opensips
