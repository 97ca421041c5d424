// SPDX-License-Identifier: Apache-2.0
#include "packaging/manual/configfile.h"

#include "server/app/config/keys.h"

namespace cordboard::manual {
namespace {

using namespace Qt::StringLiterals;

/// Values that differ from the built-in defaults.
Config packaged()
{
    Config config;
    config.auth.tokens = u"/etc/cordboard/tokens.yml"_s;
    config.auth.anonymousLoopback = AnonymousRole::None;
    return config;
}

/// Sections stand there in earnest, so that a key is set by taking away its `#`.
class Writer {
public:
    explicit Writer(QString &out)
        : m_out(out)
    {
    }

    void add(const KeyInfo &key, const Slot &slot, bool isSet)
    {
        QStringList sections = QString::fromLatin1(key.path).split(u'.');
        const QString name = sections.takeLast();
        for (qsizetype depth = 0; depth < sections.size(); ++depth) {
            if (m_sections.first(std::min(m_sections.size(), depth + 1)) != sections.first(depth + 1)) {
                m_out += (depth == 0 ? u"\n"_s : QString()) + QString(2 * depth, u' ') + sections.at(depth)
                    + u":\n"_s;
            }
        }
        m_out += sections.isEmpty() ? u"\n"_s : QString();
        m_sections = sections;
        const QString indent(2 * sections.size(), u' ');
        m_out += indent + u"# "_s + QString::fromLatin1(key.help) + u": "_s + requirement(key, slot) + u'\n';
        m_out += (isSet ? QString() : u"#"_s) + indent + name + u": "_s + yamlText(key, slot) + u'\n';
    }

private:
    QString &m_out;
    QStringList m_sections;
};

} // namespace

QString packagedConfig()
{
    QString out = u"# The configuration of cordboard-server. Every key stands here; one behind a # has its "
                  u"default (null: not set).\n"
                  u"# After a change:  cordboard-server check && systemctl restart cordboard-server\n"
                  u"# Who may connect: cordboard-server token add NAME --role operator\n"
                  u"# The manual:      man cordboard-server.yml\n"_s;
    Config config = packaged();
    Config initial;
    Writer writer(out);
    for (const Key<Config> &key : serverKeys()) {
        const Slot slot = key.slot(config);
        writer.add(key.info, slot, yamlText(key.info, slot) != yamlText(key.info, key.slot(initial)));
    }
    out += u"\n# The proxies, one entry each; without any: one, reached by datagrams at 127.0.0.1:8080.\n"
           u"# An OpenSIPS on this machine that is set up as in the examples of this package:\n"
           u"#nodes:\n"
           u"#  - name: edge-1\n"
           u"#    mi: {url: \"http://127.0.0.1:8888/mi\", datagram: \"udp:127.0.0.1:8080\"}\n"
           u"#    sip: {uri: \"sip:127.0.0.1:5060\"}\n"
           u"# All keys of an entry:\n"_s;
    NodeConfig node;
    for (const Key<NodeConfig> &key : nodeKeys()) {
        out += u"#   "_s + QString::fromLatin1(key.info.path) + u": "_s + QString::fromLatin1(key.info.help)
            + u"; "_s + requirement(key.info, key.slot(node)) + u'\n';
    }
    return out;
}

} // namespace cordboard::manual
