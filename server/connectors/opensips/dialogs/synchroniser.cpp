// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/dialogs/synchroniser.h"

#include "server/connectors/opensips/management/dialoglist.h"

namespace cordboard::opensips {
namespace {

using namespace Qt::StringLiterals;

constexpr int rowsPerPage = 20;
constexpr int passes = 2;
/// Up to so many missing dialogs are asked for one by one before they are believed to be gone.
constexpr qsizetype verifiedOneByOne = 50;

} // namespace

Synchroniser::Synchroniser(ManagementCall call, QObject *parent)
    : QObject(parent)
    , m_call(std::move(call))
{
}

void Synchroniser::handle(const DialogStateChanged &event)
{
    const auto change = m_table.apply(event);
    announce(change);
    if (change.needsListing && change.kind != DialogTable::Change::Kind::Gone) {
        refresh(event.callId);
    }
}

void Synchroniser::refresh(const SipCallId &callId, Priority priority)
{
    if (m_asking.contains(callId)) {
        return;
    }
    m_asking.insert(callId);
    m_call(u"dlg_list_ctx"_s, {{u"callid"_s, callId.text()}}, priority)
        .then(this, [this, callId, generation = m_generation](Result<QJsonValue> answer) {
            m_asking.remove(callId);
            if (generation != m_generation) {
                return;
            }
            if (!answer) {
                if (answer.error().code == Errc::RefusedByProxy && answer.error().status == 404) {
                    for (const Dialog &dialog : m_table.byCallId(callId)) {
                        announce(m_table.remove(dialog.id));
                    }
                }
                return;
            }
            if (const auto dialog = dialogFromAnswer(*answer)) {
                announce(m_table.applyListing(*dialog));
            }
        });
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

void Synchroniser::clear()
{
    ++m_generation;
    m_sweeping = false;
    m_sweepAgain = false;
    m_toVerify.clear();
    m_asking.clear();
    for (const Dialog &dialog : m_table.all()) {
        announce(m_table.remove(dialog.id));
    }
}

void Synchroniser::announce(const DialogTable::Change &change)
{
    switch (change.kind) {
    case DialogTable::Change::Kind::Nothing:
        break;
    case DialogTable::Change::Kind::New:
        Q_EMIT added(change.dialog);
        break;
    case DialogTable::Change::Kind::Changed:
        Q_EMIT changed(change.dialog);
        break;
    case DialogTable::Change::Kind::Gone:
        Q_EMIT gone(change.dialog);
        break;
    }
}

void Synchroniser::page(int pass, int index)
{
    m_call(u"dlg_list_ctx"_s, {{u"index"_s, index}, {u"counter"_s, rowsPerPage}}, Priority::Background)
        .then(this, [this, pass, index, generation = m_generation](const Result<QJsonValue> &answer) {
            if (generation == m_generation) {
                takePage(pass, index, answer);
            }
        });
}

void Synchroniser::takePage(int pass, int index, const Result<QJsonValue> &answer)
{
    const auto listing = answer.and_then([](const QJsonValue &value) { return dialogPageFromAnswer(value); });
    if (!listing) {
        finishSweep(false);
        return;
    }
    for (const Dialog &dialog : listing->dialogs) {
        announce(m_table.applyListing(dialog));
    }
    const int next = index + rowsPerPage;
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
    if (m_toVerify.size() > verifiedOneByOne) {
        for (const Dialog &dialog : std::exchange(m_toVerify, {})) {
            announce(m_table.remove(dialog.id));
        }
    }
    verifyNext();
}

void Synchroniser::verifyNext()
{
    if (m_toVerify.isEmpty()) {
        finishSweep(true);
        return;
    }
    const Dialog dialog = m_toVerify.takeFirst();
    m_call(u"dlg_list_ctx"_s, {{u"callid"_s, dialog.callId.text()}}, Priority::Background)
        .then(this, [this, dialog, generation = m_generation](const Result<QJsonValue> &answer) {
            if (generation != m_generation) {
                return;
            }
            if (answer) {
                // One Call-ID, two dialogs: the proxy shows the first only, which may be the other one.
                const auto listed = dialogFromAnswer(*answer);
                announce(listed && listed->id == dialog.id && listed->state != DialogState::Ended
                        ? m_table.applyListing(*listed)
                        : m_table.remove(dialog.id));
            } else if (answer.error().code == Errc::RefusedByProxy) {
                announce(m_table.remove(dialog.id));
            } else {
                finishSweep(false);
                return;
            }
            verifyNext();
        });
}

void Synchroniser::finishSweep(bool complete)
{
    m_sweeping = false;
    m_toVerify.clear();
    const bool again = std::exchange(m_sweepAgain, false);
    Q_EMIT swept(complete);
    if (again && complete) {
        sweep();
    }
}

} // namespace cordboard::opensips
