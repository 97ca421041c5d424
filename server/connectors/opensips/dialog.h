// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/core/id.h"

#include <QHash>
#include <QList>
#include <QString>

namespace cordboard::opensips {

/// The states of an OpenSIPS dialog, in the order in which they can only rise (facts 15, 17).
enum class DialogState { Unconfirmed = 1, Early = 2, Answered = 3, Confirmed = 4, Ended = 5 };

/// One callee of a dialog; several while a call is forked.
struct DialogCallee {
    QString tag = {};
    QString contact = {};
    QString sdp = {}; ///< `callee_sdp`: what this callee sent last
    QString sentSdp = {}; ///< `callee_sent_sdp`: what was last sent to it; empty where it is not listed
    friend bool operator==(const DialogCallee &, const DialogCallee &) = default;
};

/// A dialog as `dlg_list_ctx` lists it (`dlg_list`: without variables).
struct Dialog {
    QString id = {}; ///< `ID`, e.g. "9ca.9c2d7513": what `osid` carries and `DID` takes
    SipCallId callId = {};
    DialogState state = DialogState::Unconfirmed;
    QString fromUri = {}; ///< empty while only events told of it
    QString toUri = {};
    QString callerTag = {};
    QString callerContact = {};
    QString callerSdp = {};
    QString callerSentSdp = {};
    QList<DialogCallee> callees = {};
    qint64 startedAt = 0; ///< `timestart`: seconds since 1970 of the answer; 0 before it
    QHash<QString, QString> variables = {}; ///< `context.values`
    friend bool operator==(const Dialog &, const Dialog &) = default;
};

} // namespace cordboard::opensips
