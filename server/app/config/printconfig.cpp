// SPDX-License-Identifier: Apache-2.0
#include "server/app/config/keys.h"
#include "server/app/config/readconfig.h"

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;

/// Writes keys of at most one level of sections, in the order of their table.
class Printer {
public:
    Printer(QString &out, QString first, QString rest)
        : m_out(out)
        , m_indent(std::move(first))
        , m_rest(std::move(rest))
    {
    }

    void add(const KeyInfo &key, const Slot &slot)
    {
        const QString path = QString::fromLatin1(key.path);
        const qsizetype dot = path.indexOf(u'.');
        const QString section = dot < 0 ? QString() : path.first(dot);
        if (section != m_section && !section.isEmpty()) {
            line(section + u":\n"_s);
        }
        m_section = section;
        line((section.isEmpty() ? QString() : u"  "_s) + path.sliced(dot + 1) + u": "_s + yamlText(slot)
            + u"  # "_s + QString::fromLatin1(key.help) + u'\n');
    }

private:
    void line(const QString &text)
    {
        m_out += m_indent + text;
        m_indent = m_rest;
    }

    QString &m_out;
    QString m_indent; ///< of the next line
    QString m_rest; ///< of all lines after it
    QString m_section;
};

} // namespace

QString printConfig(const Config &config)
{
    QString out;
    Config copy = config; // slots point to members that could be changed
    Printer server(out, {}, {});
    for (const Key<Config> &key : serverKeys()) {
        server.add(key.info, key.slot(copy));
    }
    out += u"nodes:\n"_s;
    for (NodeConfig &node : copy.nodes) {
        Printer entry(out, u"  - "_s, u"    "_s);
        for (const Key<NodeConfig> &key : nodeKeys()) {
            entry.add(key.info, key.slot(node));
        }
    }
    return out;
}

} // namespace cordboard
