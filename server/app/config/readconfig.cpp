// SPDX-License-Identifier: Apache-2.0
#include "server/app/config/readconfig.h"

#include "server/app/config/keys.h"

#include <QFile>
#include <QFileInfo>
#include <QSet>

#include <yaml-cpp/yaml.h>

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype mostErrors = 20;
constexpr qint64 mostBytes = 1048576;

struct BoundKey {
    QString path;
    const KeyInfo *info;
    Slot slot;
};

QString textOf(const YAML::Node &node) { return QString::fromStdString(node.Scalar()); }

bool isQuoted(const YAML::Node &node) { return node.Tag() == "!"; }

class Reader {
public:
    explicit Reader(QString fileName)
        : m_fileName(std::move(fileName))
    {
    }

    tl::expected<Config, QStringList> read(const QByteArray &yaml)
    {
        try {
            readDocument(YAML::Load(yaml.toStdString()));
        } catch (const YAML::Exception &exception) {
            complain(exception.mark, u"this is not YAML: "_s + QString::fromStdString(exception.msg));
        }
        if (!m_errors.isEmpty()) {
            return tl::unexpected(m_errors);
        }
        return m_config;
    }

private:
    void readDocument(const YAML::Node &root)
    {
        NodeConfig single;
        QList<BoundKey> keys;
        for (const Key<Config> &key : serverKeys()) {
            keys.append({QString::fromLatin1(key.info.path), &key.info, key.slot(m_config)});
        }
        for (const BoundKey &key : bind(single)) {
            if (key.path.startsWith("mi."_L1) || key.path.startsWith("sip."_L1)) {
                keys.append(key);
            }
        }
        readMap(root, {}, keys);
        checkServer(root.Mark());
        const bool isMap = root.IsMap();
        if (isMap && root["nodes"]) {
            if (root["mi"] || root["sip"]) {
                complain(root["nodes"].Mark(),
                    u"nodes and mi (or sip) at the top of the file exclude each other"_s);
            }
            readNodes(root["nodes"]);
        } else {
            if (single.mi.url.isEmpty() && single.mi.datagram.isEmpty()) {
                single.mi.url = builtInConfig().nodes.first().mi.url;
            }
            checkNode(isMap && root["mi"] ? root["mi"].Mark() : root.Mark(), {}, single);
            m_config.nodes = {single};
        }
    }

    /// What no single key can tell.
    void checkServer(const YAML::Mark &mark)
    {
        const TlsConfig &tls = m_config.wsServer.tls;
        if (tls.certificate.isEmpty() != tls.key.isEmpty()) {
            complain(mark, u"ws_server.tls.certificate and ws_server.tls.key need each other"_s);
        } else if (!tls.clientCa.isEmpty() && tls.key.isEmpty()) {
            complain(mark, u"ws_server.tls.client_ca needs ws_server.tls.certificate and key"_s);
        }
        const JwtConfig &jwt = m_config.auth.jwt;
        if (jwt.isOn() && (jwt.issuer.isEmpty() || jwt.audience.isEmpty())) {
            complain(
                mark, u"auth.jwt.issuer and auth.jwt.audience must be set: tokens for others would do"_s);
        }
    }

    static QList<BoundKey> bind(NodeConfig &node, const QString &prefix = {})
    {
        QList<BoundKey> keys;
        for (const Key<NodeConfig> &key : nodeKeys()) {
            keys.append({prefix + QString::fromLatin1(key.info.path), &key.info, key.slot(node)});
        }
        return keys;
    }

    void readNodes(const YAML::Node &list)
    {
        if (!list.IsSequence() || list.size() == 0) {
            complain(list.Mark(), u"nodes must be a list with an entry for each proxy"_s);
            return;
        }
        QSet<QString> names;
        for (const YAML::Node &entry : list) {
            const QString prefix = u"nodes["_s + QString::number(m_config.nodes.size()) + u"]."_s;
            NodeConfig node;
            node.name.clear();
            readMap(entry, prefix, bind(node, prefix));
            if (entry.IsMap() && node.name.isEmpty() && !entry["name"]) {
                complain(entry.Mark(), prefix + u"name is missing"_s);
            } else if (!node.name.isEmpty() && names.contains(node.name)) {
                complain(entry.Mark(), prefix + u"name must differ from the names of other nodes"_s);
            }
            names.insert(node.name);
            checkNode(entry.Mark(), prefix, node);
            m_config.nodes.append(node);
        }
        for (const NodeConfig &node : std::as_const(m_config.nodes)) {
            if (!node.cluster.isEmpty() && names.contains(node.cluster)) { // their calls' ids would be alike
                complain(list.Mark(),
                    u"the cluster '%1' of %2 must differ from the names of nodes"_s.arg(
                        node.cluster, node.name));
            }
        }
    }

    /// What no single key can tell.
    void checkNode(const YAML::Mark &mark, const QString &prefix, const NodeConfig &node)
    {
        const bool http = node.mi.httpLane().has_value();
        if (node.mi.url.isEmpty() && node.mi.datagram.isEmpty() && m_errors.isEmpty()) {
            complain(mark, prefix + u"mi.url or mi.datagram is missing"_s);
        }
        if (!node.mi.url.isEmpty() && !http && !node.mi.datagram.isEmpty()) {
            complain(mark, prefix + u"mi.url and mi.datagram name two datagram lanes; one is enough"_s);
        }
        if (node.mi.user.isEmpty() != node.mi.passwordFile.isEmpty()) {
            complain(mark, prefix + u"mi.user and mi.password_file need each other"_s);
        } else if (!node.mi.user.isEmpty() && !http) {
            complain(mark, prefix + u"mi.user is for an http:// or https:// mi.url only"_s);
        }
    }

    void readMap(const YAML::Node &map, const QString &prefix, const QList<BoundKey> &keys)
    {
        if (map.IsNull()) {
            return; // a section whose keys are all commented out
        }
        if (!map.IsMap()) {
            complain(map.Mark(),
                (prefix.isEmpty() ? u"the file"_s : prefix.chopped(1))
                    + u" must consist of keys with values"_s);
            return;
        }
        QSet<QString> seen;
        for (const auto &entry : map) {
            if (!entry.first.IsScalar()) {
                complain(entry.first.Mark(), prefix + u"... has a key that is not a word"_s);
                continue;
            }
            const QString path = prefix + textOf(entry.first);
            if (seen.contains(path)) {
                complain(entry.first.Mark(), path + u" is there twice"_s);
            }
            seen.insert(path);
            if (path != "nodes"_L1) {
                readEntry(entry.first.Mark(), path, entry.second, keys);
            }
        }
    }

    void readEntry(
        const YAML::Mark &mark, const QString &path, const YAML::Node &value, const QList<BoundKey> &keys)
    {
        const QString section = path + u'.';
        for (const BoundKey &key : keys) {
            if (key.path == path) {
                readValue(mark, key, value);
                return;
            }
            if (key.path.startsWith(section)) {
                readMap(value, section, keys);
                return;
            }
        }
        complain(mark, path + u" is not a known key"_s);
    }

    void readValue(const YAML::Mark &mark, const BoundKey &key, const YAML::Node &value)
    {
        bool good = value.IsNull(); // not set
        if (value.IsScalar()) {
            good = assign(*key.info, key.slot, textOf(value), isQuoted(value));
        } else if (value.IsSequence()) {
            QStringList texts;
            good = true;
            for (const YAML::Node &item : value) {
                good = good && item.IsScalar();
                texts.append(item.IsScalar() ? textOf(item) : QString());
            }
            good = good && assignList(*key.info, key.slot, texts);
        }
        if (!good) {
            complain(mark, key.path + u" must be "_s + requirement(*key.info, key.slot));
        }
    }

    void complain(const YAML::Mark &mark, const QString &sentence)
    {
        if (m_errors.size() < mostErrors) {
            const QString line = mark.is_null() ? QString() : QString::number(mark.line + 1) + u':';
            m_errors.append(m_fileName + u':' + line + u' ' + sentence);
        }
    }

    QString m_fileName;
    Config m_config;
    QStringList m_errors;
};

} // namespace

tl::expected<Config, QStringList> readConfig(const QByteArray &yaml, const QString &fileName)
{
    return Reader(fileName).read(yaml);
}

tl::expected<Config, QStringList> readConfigFile(const QString &path)
{
    QFile file(path);
    if (QFileInfo(path).isDir() || !file.open(QIODevice::ReadOnly)) {
        return tl::unexpected(QStringList{path + u": cannot be read: "_s
            + (QFileInfo(path).isDir() ? u"it is a folder"_s : file.errorString())});
    }
    const QByteArray text = file.read(mostBytes + 1);
    if (text.size() > mostBytes) {
        return tl::unexpected(QStringList{path + u": is larger than 1 MiB"_s});
    }
    return readConfig(text, path);
}

Config builtInConfig()
{
    Config config;
    NodeConfig node;
    node.mi.url = u"udp:127.0.0.1:8080"_s;
    config.nodes = {node};
    return config;
}

} // namespace cordboard
