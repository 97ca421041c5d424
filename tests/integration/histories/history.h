// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/integration/histories/comparison.h"
#include "tests/integration/histories/follower.h"
#include "tests/integration/histories/journeys.h"
#include "tests/integration/serverfixture.h"

#include <QNetworkAccessManager>
#include <QRandomGenerator>

#include <array>

namespace cordboard::tests {

/// The world of a history.
struct HistoryKind {
    const char *name;
    simulator::Version version = simulator::Version::V36;
    bool script = true; ///< it raises E_CORDBOARD
    bool loses = false; ///< events are lost, and not only doubled, late and reordered
};

/// One random history, and what should be true at its end: phones, commands, other programs, the network and
/// two processes that die do what they like, a step at a time. The same seed makes the same steps, though not
/// to the millisecond.
class History : public QObject {
    Q_OBJECT
public:
    History(quint32 seed, const HistoryKind &kind);
    ~History() override;

    [[nodiscard]] bool start();
    /// \returns what went wrong; empty: nothing
    [[nodiscard]] QString step();
    /// Ends all faults and waits. \returns what is wrong then; empty: nothing
    [[nodiscard]] QString wrongAtRest();

    [[nodiscard]] QString told() const { return m_told.join(u'\n'); }
    [[nodiscard]] QByteArray log() const { return m_world.server.log(); }

private:
    /// All numbers that a step may need, drawn whether it does or not: what a step does depends on what there
    /// is, and the next one's numbers must not.
    struct Dice {
        quint32 action, call, other, phone, side, chance, pause;
    };
    struct Action {
        int weight;
        QString (History::*act)(const Dice &);
    };
    using TrueCall = simulator::Simulator::TrueCall;
    static const QList<Action> &actions();

    // What people do (people.cpp)
    QString place(const Dice &dice);
    QString hangUp(const Dice &dice);
    QString holdByPhone(const Dice &dice);
    QString transferByPhone(const Dice &dice);
    QString changePhone(const Dice &dice);

    // What programs do (programs.cpp)
    QString startCall(const Dice &dice);
    QString endCall(const Dice &dice);
    QString hold(const Dice &dice);
    QString foreignHold(const Dice &dice);
    QString blindTransfer(const Dice &dice);
    QString attendedTransfer(const Dice &dice);
    void command(const QString &method, const QJsonObject &params, const Dice &dice);
    void aboutToTransfer(const QString &callId);
    /// A command may be offering something to its phones (RFC 3261 section 14.1).
    [[nodiscard]] bool offersTo(const QString &callId) const;
    [[nodiscard]] bool runs(int command) const;
    [[nodiscard]] QString wrongCommands() const;
    [[nodiscard]] bool commandsRun() const;

    // What goes wrong (faults.cpp)
    QString cutClient(const Dice &dice);
    QString changeNoise(const Dice &dice);
    QString restartProxy(const Dice &dice);
    QString killServer(const Dice &dice);
    [[nodiscard]] bool outage();

    void note(const QString &what) { m_told.append(what); }
    [[nodiscard]] const QString &phone(quint32 number) const { return m_phones.at(number % m_phones.size()); }
    [[nodiscard]] QString uri(const QString &phone) const { return m_world.proxy.address(phone); }
    /// One that is answered; nothing: there is none.
    [[nodiscard]] std::optional<TrueCall> answered(quint32 number) const;
    [[nodiscard]] static QString phoneOf(const TrueCall &call, quint32 side);
    [[nodiscard]] static QString userOf(const QString &uri);

    void pause(std::chrono::milliseconds time);
    [[nodiscard]] std::optional<Told> list();
    [[nodiscard]] QString wrongNow();
    [[nodiscard]] QString faultsOfFollowers() const;
    [[nodiscard]] QString forgotten() const;
    [[nodiscard]] QString settle();

    const HistoryKind m_kind;
    QRandomGenerator m_random;
    World m_world;
    std::array<std::unique_ptr<Follower>, 3> m_followers;
    Journeys m_journeys;
    QSet<QString> m_nameless; ///< Call-IDs that began before a server that lives now
    QNetworkAccessManager m_otherProgram;
    int m_otherPrograms = 0; ///< requests of it that are not answered
    QList<int> m_commands; ///< requests of commands to this server
    QMultiHash<QString, int> m_holdCommands; ///< of them, by Call-ID
    struct Sent {
        QString phone, target, callId;
        QElapsedTimer since;
    };
    QList<Sent> m_sent; ///< whom phones have sent elsewhere
    bool m_serverIsDown = false;
    bool m_isNoisy = false; ///< events have been late
    const QStringList m_phones{QStringLiteral("alice"), QStringLiteral("bob"), QStringLiteral("carol"),
        QStringLiteral("dave"), QStringLiteral("grace"), QStringLiteral("judy")};
    QStringList m_told;
};

} // namespace cordboard::tests
