// SPDX-License-Identifier: Apache-2.0
#include "console/text/failures.h"

#include "console/text/visible.h"

#include <QCoreApplication>

namespace cordboard::console::text {
namespace {

using namespace Qt::StringLiterals;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Failures)
};

/// SIP statuses that people know by a word of their own (RFC 3261, section 21).
enum SipStatus { NotFound = 404, TemporarilyUnavailable = 480, Busy = 486, BusyEverywhere = 600 };

QString rejection(const QString &party, std::optional<int> status)
{
    switch (status.value_or(0)) {
    case Busy:
    case BusyEverywhere:
        return party.isEmpty() ? Words::tr("The other party is busy.") : Words::tr("%1 is busy.").arg(party);
    case NotFound:
        return party.isEmpty() ? Words::tr("The number is not known.")
                               : Words::tr("%1 is not known.").arg(party);
    case TemporarilyUnavailable:
        return party.isEmpty() ? Words::tr("The other party cannot be reached.")
                               : Words::tr("%1 cannot be reached.").arg(party);
    default:
        return party.isEmpty() ? Words::tr("The other party declined.")
                               : Words::tr("%1 declined.").arg(party);
    }
}

QString refusal(const QString &node, std::optional<int> status)
{
    if (!status) {
        return node.isEmpty() ? Words::tr("The proxy refused.")
                              : Words::tr("%1 refused.", "a node").arg(node);
    }
    return node.isEmpty() ? Words::tr("The proxy refused (%1).").arg(*status)
                          : Words::tr("%1 refused (%2).", "a node").arg(node, QString::number(*status));
}

QString lateAnswer(const QString &node, std::optional<int> seconds)
{
    if (!seconds) {
        return node.isEmpty() ? Words::tr("No answer from the proxy in time.")
                              : Words::tr("No answer from %1 in time.", "a node").arg(node);
    }
    const QString time = QString::number(*seconds);
    return node.isEmpty() ? Words::tr("No answer from the proxy within %1 s.").arg(time)
                          : Words::tr("No answer from %1 within %2 s.", "a node").arg(node, time);
}

/// A sentence of the server's, for errors that have no words here.
QString serversOwn(const QString &message)
{
    if (message.trimmed().isEmpty()) {
        return Words::tr("The server could not do it.");
    }
    return Words::tr("The server could not do it: %1").arg(inSentence(message));
}

} // namespace

QString failureSentence(const Error &error, const FailureContext &context)
{
    const QString party = inSentence(context.party);
    const QString node = inSentence(context.node);
    switch (error.code) {
    case Errc::NoAnswer:
        return party.isEmpty() ? Words::tr("The other party did not answer.")
                               : Words::tr("%1 did not answer.").arg(party);
    case Errc::RejectedByParty:
        return rejection(party, error.status);
    case Errc::RefusedByProxy:
        return refusal(node, error.status);
    case Errc::Timeout:
        return lateAnswer(node, context.seconds);
    case Errc::ProxyUnreachable:
        return node.isEmpty() ? Words::tr("The proxy cannot be reached.")
                              : Words::tr("%1 cannot be reached.", "a node").arg(node);
    case Errc::CallEnded:
    case Errc::CallNotFound:
        return Words::tr("The call had already ended.");
    case Errc::Conflict:
        return Words::tr("Another command is running on this call.");
    case Errc::NotAllowed:
        return Words::tr("You may not do this.");
    case Errc::NotSupported:
        return node.isEmpty() ? Words::tr("The proxy cannot do this.")
                              : Words::tr("%1 cannot do this.", "a node").arg(node);
    case Errc::WrongState:
        return Words::tr("That is not possible in the call's present state.");
    case Errc::AmbiguousCall:
        return Words::tr("More than one call has this number.");
    case Errc::LimitReached:
        return Words::tr("Too much at once; wait a moment.");
    case Errc::CommandNotFound:
        return Words::tr("The command had already ended.");
    case Errc::Cancelled:
        return Words::tr("It was cancelled.");
    case Errc::Interrupted:
        return Words::tr("The server was restarted meanwhile.");
    case Errc::LinkLost:
        return Words::tr("The connection to the server was lost.");
    case Errc::InvalidParams:
        return error.field.isEmpty() ? serversOwn(error.message)
                                     : Words::tr("That is no number that can be called.");
    case Errc::ParseError:
    case Errc::InvalidRequest:
    case Errc::MethodNotFound:
    case Errc::Abandoned:
    case Errc::Internal:
        return serversOwn(error.message);
    }
    Q_UNREACHABLE();
}

QString failureSentence(
    const QString &id, const QString &message, std::optional<int> sipStatus, const FailureContext &context)
{
    const std::optional<Errc> code = errcFromWord(id);
    if (!code) {
        return serversOwn(message);
    }
    return failureSentence(Error{*code, message, {}, sipStatus}, context);
}

QString fateSentence(CallFate fate, const FailureContext &context)
{
    const QString caller = inSentence(context.caller);
    const QString callee = inSentence(context.callee);
    switch (fate) {
    case CallFate::Kept:
        if (caller.isEmpty() || callee.isEmpty()) {
            return Words::tr("The call was kept.");
        }
        return context.callWasHeld
            ? Words::tr("The call was kept: %1 and %2 are still connected.").arg(caller, callee)
            : Words::tr("The call was kept: %1 and %2 still talk.").arg(caller, callee);
    case CallFate::Ended:
        return Words::tr("The call has ended.");
    case CallFate::Unknown:
        return Words::tr("What became of the call is not known; check before you try again.");
    }
    Q_UNREACHABLE();
}

} // namespace cordboard::console::text
