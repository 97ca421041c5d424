// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/core/result.h"
#include "server/simulator/dialog.h"
#include "server/simulator/simulatoroptions.h"

#include <QDateTime>
#include <QObject>
#include <QUrl>

#include <memory>

namespace cordboard::simulator {

class Background;
class MiDatagramServer;

/// An OpenSIPS and its phones, simulated in this process: management over real HTTP and real datagrams,
/// events as real UDP datagrams, all on 127.0.0.1. There is no SIP on a wire; what phones and proxy do to one
/// another is a model.
///
/// Phones live at sip:NAME@domain: see addDemoPhones() and SimulatorOptions. Hooks let a test or a demo act
/// as a phone. Lives on one thread, needs its event loop, never blocks.
class Simulator : public QObject {
    Q_OBJECT
public:
    /// \param scheduler  the world's time; null: real time. Must outlive this object.
    explicit Simulator(SimulatorOptions options, Scheduler *scheduler = nullptr, QObject *parent = nullptr);
    ~Simulator() override;

    /// Opens the ports and sets up the background calls. Errors: ProxyUnreachable when a port cannot be had.
    [[nodiscard]] Result<Done> start();
    /// The process ends as by a crash: connections break, ports refuse, calls and subscriptions are gone.
    void die();
    /// Starts again on the same ports, with phones registered and new background calls; dies before if it is
    /// alive. Its `uptime` names another start than before, also where that was in the same second.
    /// Errors: as start().
    [[nodiscard]] Result<Done> restart();
    [[nodiscard]] bool isAlive() const noexcept { return m_isAlive; }

    [[nodiscard]] QUrl httpUrl() const; ///< "http://127.0.0.1:PORT/mi"; empty without HTTP
    [[nodiscard]] QString datagramAddress() const; ///< "udp:127.0.0.1:PORT"; empty without datagrams
    [[nodiscard]] QString address(const QString &phone) const; ///< "sip:alice@demo.example"

    [[nodiscard]] Faults &faults() noexcept { return m_faults; }
    /// Whom the proxy knows; behaviours may be changed at any time.
    [[nodiscard]] Phonebook &phones() noexcept { return m_phones; }
    /// A phone registers, at its usual place or another one, or registers again; it is new where nobody has
    /// that name. Unless it registers again in time, the binding ends.
    void registerPhone(const QString &phone, std::chrono::seconds expires = std::chrono::hours(1),
        const QString &contact = {});
    /// Calls that are up stay. \a contact  empty: everywhere. False when it was not registered.
    bool unregisterPhone(const QString &phone, const QString &contact = {});
    [[nodiscard]] QList<quint16> eventPorts() const; ///< where events of dialogs are heard
    [[nodiscard]] qint64 eventsSent() const; ///< datagrams since the construction
    [[nodiscard]] qsizetype callCount() const; ///< dialogs that have not ended

    /// A phone calls another one, or any URI. \returns the Call-ID; empty when there is no such phone.
    QString placeCall(const QString &caller, const QString &callee);
    bool answer(const QString &phone, const QString &callId); ///< false when it has no such call that rings
    bool refuse(const QString &phone, const QString &callId, int status = 486);
    /// False when it has no such call. \a reason  the Reason header of its BYE (RFC 3326)
    bool hangUp(const QString &phone, const QString &callId, const QString &reason = {});
    /// Without the proxy's doing (fact 41). False when it has no such call that is answered.
    bool holdByPhone(const QString &phone, const QString &callId, bool hold);
    /// A phone transfers a call by a REFER of its own, to another phone or any URI, and hangs up once that
    /// is answered. False when it has no such call that is answered.
    bool transferByPhone(const QString &phone, const QString &callId, const QString &target);
    /// It joins the other ends of two of its calls.
    bool attendedTransferByPhone(
        const QString &phone, const QString &callId, const QString &consultationCallId);
    /// The Call-IDs of a phone's calls that have not ended. O(calls).
    [[nodiscard]] QStringList callsOf(const QString &phone) const;

    /// A dialog that has not ended, as both its ends know it: what an observer should find out.
    struct TrueCall {
        QString callId;
        Dialog::State state = Dialog::Unconfirmed;
        QString fromUri;
        QString toUri;
        QString fromName;
        QString toName;
        bool isTold = false; ///< somebody listened when the script told of its INVITE
        Holder callerHolder = Holder::None; ///< who keeps the caller from hearing the callee
        Holder calleeHolder = Holder::None;
        QList<DialogVariable> variables; ///< what the dialog remembers at the proxy
    };
    /// In no order. O(calls).
    [[nodiscard]] QList<TrueCall> truth() const;
    /// Whether somebody has subscribed to an event.
    [[nodiscard]] bool isHeard(const QString &event) const;

Q_SIGNALS:
    /// It has died, by die() or of a bug of the version that it simulates.
    void died();
    /// A call came of another one, by a REFER in it or by replacing it; asked for by a phone, or else by a command.
    /// Before anything else is told of it.
    void followed(const QString &callId, const QString &from, bool byPhone);

private:
    Result<Done> open();
    void populate();

    const SimulatorOptions m_options;
    std::unique_ptr<Scheduler> m_ownScheduler;
    Scheduler &m_scheduler;
    Faults m_faults;
    Phonebook m_phones;
    std::unique_ptr<EventSender> m_events;
    std::unique_ptr<ProxyModel> m_model;
    std::unique_ptr<Registrar> m_registrar;
    std::unique_ptr<MiCommands> m_commands;
    std::unique_ptr<Background> m_background;
    std::unique_ptr<MiHttpServer> m_http;
    std::unique_ptr<MiDatagramServer> m_datagram;
    quint16 m_httpPort = 0;
    QDateTime m_startedAt;
    bool m_isAlive = false;
};

} // namespace cordboard::simulator
