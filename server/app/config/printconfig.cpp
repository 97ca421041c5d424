// SPDX-License-Identifier: Apache-2.0
#include "server/app/config/keys.h"
#include "server/app/config/readconfig.h"

#include <algorithm>

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;

/// Writes keys with their sections, in the order of their table; those of a section stand together there.
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
        QStringList sections = QString::fromLatin1(key.path).split(u'.');
        const QString name = sections.takeLast();
        for (qsizetype depth = 0; depth < sections.size(); ++depth) {
            if (m_sections.first(std::min(m_sections.size(), depth + 1)) != sections.first(depth + 1)) {
                line(QString(2 * depth, u' ') + sections.at(depth) + u":\n"_s);
            }
        }
        m_sections = sections;
        line(QString(2 * sections.size(), u' ') + name + u": "_s + yamlText(key, slot) + u"  # "_s
            + QString::fromLatin1(key.help) + u'\n');
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
    QStringList m_sections;
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
