// SPDX-License-Identifier: Apache-2.0
#include "server/app/check.h"

#include "server/app/connectorfactory.h"
#include "server/app/listening.h"
#include "server/app/tokens/tokenfile.h"
#include "server/connectors/opensips/doctor/doctor.h"

#include <QCommandLineParser>
#include <QFileInfo>

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;
using opensips::Finding;
using opensips::FindingLevel;

void declare(QCommandLineParser &parser)
{
    parser.setApplicationDescription(
        u"Looks at the configuration and at each proxy, and says what to change and where."_s);
    parser.addOptions(CheckCommand::options());
}

} // namespace

QList<QCommandLineOption> CheckCommand::options()
{
    return {
        {u"config"_s, u"Configuration file."_s, u"FILE"_s},
        {u"quiet"_s, u"Leave out what is well."_s},
        {{u"h"_s, u"help"_s}, u"Print this help and exit."_s},
    };
}

Result<CheckCommand> CheckCommand::parse(const QStringList &arguments)
{
    QCommandLineParser parser;
    declare(parser);
    if (!parser.parse(QStringList{u"cordboard-server check"_s} + arguments)) {
        return failure(Errc::InvalidParams, parser.errorText());
    }
    if (!parser.positionalArguments().isEmpty()) {
        return failure(
            Errc::InvalidParams, u"check takes options only, not "_s + parser.positionalArguments().first());
    }
    if (parser.isSet(u"config"_s) && parser.value(u"config"_s).isEmpty()) {
        return failure(Errc::InvalidParams, u"--config needs the name of a file"_s);
    }
    return CheckCommand{parser.value(u"config"_s), parser.isSet(u"help"_s), parser.isSet(u"quiet"_s)};
}

QString CheckCommand::help()
{
    QCommandLineParser parser;
    declare(parser);
    return parser.helpText();
}

QString lineOf(const QString &subject, const Finding &finding)
{
    const QString word = finding.level == FindingLevel::Fault ? u"FAULT "_s
        : finding.level == FindingLevel::Note                 ? u"note  "_s
                                                              : u"ok    "_s;
    return word + subject + u": "_s + finding.what
        + (finding.remedy.isEmpty() ? QString() : QString(u" -> "_s + finding.remedy));
}

QList<Finding> judgeAccess(const Config &config, bool hasLogins)
{
    QList<Finding> out;
    if (const auto may = judgeListening(config.wsServer, hasLogins); !may) {
        out.append({FindingLevel::Fault, may.error().message,
            u"server.yml: ws_server.tls and a token (cordboard-server token add), or ws_server.host: 127.0.0.1"_s});
    } else if (*may) {
        out.append({FindingLevel::Note, **may, u"server.yml: ws_server.insecure_listen: false"_s});
    }
    if (!hasLogins && config.auth.anonymousLoopback == AnonymousRole::None) {
        out.append({FindingLevel::Fault, u"nobody can log in: there is no token"_s,
            u"cordboard-server token add NAME --role operator"_s});
    }
    if (config.auth.anonymousLoopback != AnonymousRole::None) {
        out.append({FindingLevel::Note, u"every program on this machine may connect without a token"_s,
            u"server.yml: auth.anonymous_loopback: none, where others have accounts here"_s});
    }
    if (out.isEmpty()) {
        out.append({FindingLevel::Good,
            u"clients connect at %1:%2 with a token"_s.arg(
                config.wsServer.host, QString::number(config.wsServer.port)),
            {}});
    }
    return out;
}

Check::Check(Config config, bool onlyTrouble, QObject *parent)
    : QObject(parent)
    , m_config(std::move(config))
    , m_onlyTrouble(onlyTrouble)
{
}

void Check::start()
{
    const QString file = m_config.auth.tokens;
    const bool exists = !file.isEmpty() && QFileInfo::exists(file);
    const auto tokens = exists ? readTokenFile(file) : Result<QList<TokenRecord>>(QList<TokenRecord>());
    if (!tokens) {
        tell(u"access"_s,
            {{FindingLevel::Fault, tokens.error().message,
                u"run this as root or as the user of the server, or mend the file"_s}});
    }
    tell(u"access"_s, judgeAccess(m_config, !tokens || !tokens->isEmpty() || m_config.auth.jwt.isOn()));
    examineNext();
}

void Check::examineNext()
{
    if (m_next == m_config.nodes.size()) {
        Q_EMIT finished(m_faults);
        return;
    }
    const NodeConfig &node = m_config.nodes.at(m_next++);
    const auto settings = opensipsSettings(node, u"doctor"_s);
    if (!settings) {
        tell(node.name, {{FindingLevel::Fault, settings.error().message, u"mend it in server.yml"_s}});
        examineNext();
        return;
    }
    auto *const doctor = new opensips::Doctor(*settings, this);
    doctor->examine().then(this, [this, doctor, name = node.name](const Result<opensips::Examination> &seen) {
        doctor->deleteLater();
        if (seen) {
            tell(name, opensips::judge(*seen));
        }
        examineNext();
    });
}

void Check::tell(const QString &subject, const QList<Finding> &findings)
{
    for (const Finding &finding : findings) {
        m_faults += finding.level == FindingLevel::Fault ? 1 : 0;
        if (!m_onlyTrouble || finding.level != FindingLevel::Good) {
            Q_EMIT said(lineOf(subject, finding));
        }
    }
}

} // namespace cordboard
