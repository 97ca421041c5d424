// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/app/config/config.h"
#include "server/connectors/opensips/doctor/findings.h"

#include <QCommandLineOption>
#include <QObject>
#include <QStringList>

namespace cordboard {

/// What `cordboard-server check ...` asks for.
struct CheckCommand {
    QString configPath = {}; ///< empty: look for one
    bool wantsHelp = false;
    bool onlyTrouble = false; ///< leave out what is well

    /// \param arguments  what follows `check`. Errors: InvalidParams with a sentence for people
    [[nodiscard]] static Result<CheckCommand> parse(const QStringList &arguments);
    [[nodiscard]] static QList<QCommandLineOption> options();
    [[nodiscard]] static QString help();
};

/// One finding as a line: `FAULT edge-1: what -> remedy`.
[[nodiscard]] QString lineOf(const QString &subject, const opensips::Finding &finding);

/// Whether clients can get in: the address, TLS and tokens of a configuration.
/// \param hasLogins  the file of tokens has at least one, or an identity provider is named
[[nodiscard]] QList<opensips::Finding> judgeAccess(const Config &config, bool hasLogins);

/// Examines all nodes of a configuration, one after the other.
class Check : public QObject {
    Q_OBJECT
public:
    explicit Check(Config config, bool onlyTrouble, QObject *parent = nullptr);

    /// Call once.
    void start();

Q_SIGNALS:
    /// For standard output; without a line's end.
    void said(const QString &line);
    /// \a faults  how many findings hinder the work
    void finished(int faults);

private:
    void examineNext();
    void tell(const QString &subject, const QList<opensips::Finding> &findings);

    Config m_config;
    bool m_onlyTrouble;
    qsizetype m_next = 0;
    int m_faults = 0;
};

} // namespace cordboard
