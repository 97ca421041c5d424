// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/simulator/wirevalue.h"

#include <QDateTime>
#include <QList>
#include <QString>

#include <functional>
#include <optional>

namespace cordboard::simulator {

/// One side of a dialog.
struct Leg {
    QString phone; ///< the name of a registered phone; empty: the proxy's own side (t_uac_dlg, ua_session)
    QString tag;
    QString contact;
    QString sdp;
    qint64 cseq = 0;
    bool holds = false; ///< the phone holds the call by itself (fact 41)
    bool isStopped = false; ///< by an offer of dlg_send_sequential (fact 34), and no phone has offered since
    bool hasLeft = false; ///< the phone has hung up and the proxy does not know (fact 38)
};

enum class Side { Caller, Callee };
[[nodiscard]] inline Side other(Side side) { return side == Side::Caller ? Side::Callee : Side::Caller; }
[[nodiscard]] inline QString word(Side side)
{
    return side == Side::Caller ? QStringLiteral("caller") : QStringLiteral("callee");
}

/// A value that a dialog remembers (`$dlg_val`); 4.0 knows whole numbers beside texts.
struct DialogVariable {
    QString name;
    QString text;
    std::optional<qint64> number = {};
};

/// A call as the proxy sees it; the states are those of fact 17.
struct Dialog {
    enum State { Unconfirmed = 1, Early = 2, Answered = 3, Confirmed = 4, Ended = 5 };

    quint64 key = 0; ///< `db_id`: hash entry and hash id
    QString id; ///< `ID`: the same, each as hex digits backwards, e.g. "9ca.9c2d7513"
    State state = Unconfirmed;
    QString callId;
    QString fromUri;
    QString toUri;
    bool isTold = false; ///< somebody listened when the script told of its INVITE
    QString fromName; ///< display names, without quotes
    QString toName;
    Leg caller;
    std::optional<Leg> callee; ///< nothing until the callee's tag is known
    QString calleePhone; ///< whom the INVITE was sent to; empty: nobody is registered there
    qint64 startedAt = 0; ///< seconds since 1970, 0 before the answer
    QList<DialogVariable> variables;

    bool watchesNotify = false; ///< call_transfer was called: NOTIFYs of a REFER become events
    bool isSession = false; ///< started by ua_session_client_start
    QList<quint64> transferred; ///< the dialogs whose transfer this one is
    QString destination; ///< of the events of that transfer
    QString requestUri; ///< as it came in, with osid
    std::function<void(int status, const QString &reason, bool isLocal)> onReply; ///< tells the caller's side
    QList<std::function<void()>> onEnd; ///< requests in the dialog that nobody has answered yet

    int holders = 0; ///< transfers that still refer to it; it is listed as long
    bool isExpired = false; ///< listed long enough after its end
    qsizetype row = 0; ///< of the table

    [[nodiscard]] const Leg &leg(Side side) const
    {
        return side == Side::Caller || !callee ? caller : *callee;
    }
    [[nodiscard]] const DialogVariable *variable(const QString &name) const
    {
        for (const DialogVariable &variable : variables) {
            if (variable.name == name) {
                return &variable;
            }
        }
        return nullptr;
    }
    /// New ones come first, as the proxy lists them.
    void setVariable(const DialogVariable &value)
    {
        for (DialogVariable &known : variables) {
            if (known.name == value.name) {
                known = value;
                return;
            }
        }
        variables.prepend(value);
    }
};

/// The variable in which callops keeps its own hold of a side.
[[nodiscard]] inline QString holdVariable(Side side) { return QStringLiteral("call_hold_") + word(side); }

/// Who keeps a side from hearing the other one. Asked of both ends, not of the proxy: what an observer should
/// have found out.
enum class Holder { None, Sequential, Callops, Phone };
[[nodiscard]] Holder holderOf(const Dialog &dialog, Side side);

/// As `dlg_list` and, with its variables, `dlg_list_ctx` show it.
[[nodiscard]] WireValue listed(const Dialog &dialog, bool withContext);

} // namespace cordboard::simulator
