// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/protocol/nodes.h"
#include "console/models/callstore.h"

#include <QAbstractListModel>

#include <map>

namespace cordboard::console {

/// Somebody with a phone.
struct Person {
    QString key; ///< personKey() of the address, or the user part alone where the proxy tells no domain
    QString name; ///< a display name that was seen in a call, else the user part; visible text
    QString number; ///< user part; visible text
    QString uri; ///< for commands
    text::Presence presence = text::Presence::Away;
    std::optional<qint64> since; ///< of what the person does; server's clock
    CallId call; ///< that the presence comes from; empty if free or away
    friend bool operator==(const Person &, const Person &) = default;
};

/// The registered people and what each is doing, in the order of the alphabet. Who is not registered any more
/// stays, marked as away, as long as the program runs.
class DirectoryModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { PersonRole = Qt::UserRole + 1, SearchRole, StaleRole };

    /// \param store  must outlive the model
    DirectoryModel(CallStore &store, Clock clock, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

    [[nodiscard]] const QList<Person> &people() const noexcept { return m_people; }
    /// Who has this address; nothing if nobody of the directory.
    [[nodiscard]] std::optional<Person> personOf(const QString &uri) const;
    /// A whole SIP URI of what somebody typed: a number, a name of the directory, or an address; empty if it
    /// can be none.
    [[nodiscard]] QString uriOf(const QString &typed) const;

    void reset(const std::vector<protocol::Registration> &registrations);
    void apply(const std::vector<protocol::Registration> &registrations);
    /// The domain of addresses that have none; empty: the one that is seen most in calls.
    void setDomain(const QString &domain);
    void setStale(bool stale);

private:
    void callsReset();
    void callsChanged(const QList<CallRowPtr> &set, const QList<CallId> &removed);
    void enter(const CallRow &row, QSet<QString> &touched);
    void leave(const CallId &call, QSet<QString> &touched);
    void learn(const PartyText &party, QSet<QString> &touched);
    void refresh(const QSet<QString> &keys);
    void rebuild();
    [[nodiscard]] Person personFor(const QString &key) const;
    [[nodiscard]] QString domain() const;

    CallStore &m_store;
    Clock m_clock;
    struct Place {
        QString aor;
        bool hasPhone = false;
    };
    std::map<std::pair<QString, QString>, Place> m_registered; ///< by key and node
    QList<Person> m_people;
    QHash<QString, int> m_rows; ///< by key
    QHash<QString, QSet<CallId>> m_callsOf; ///< by address, and by user part
    QHash<CallId, QStringList> m_keysOf;
    QHash<QString, QString> m_names; ///< display names seen, by address and by user part
    QHash<QString, int> m_hosts; ///< how often each host was seen in calls
    QString m_domain;
    QString m_usedDomain; ///< that the URIs in m_people were made with
    bool m_stale = false;
};

} // namespace cordboard::console

Q_DECLARE_METATYPE(cordboard::console::Person)
