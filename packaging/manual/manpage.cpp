// SPDX-License-Identifier: Apache-2.0
#include "packaging/manual/manpage.h"

#include "server/app/config/keys.h"
#include "server/app/config/readconfig.h"

namespace cordboard::manual {
namespace {

using namespace Qt::StringLiterals;

QString head(const QString &name, int section, const QString &summary)
{
    return u".TH %1 %2 \"\" \"Cordboard %3\" \"Cordboard\"\n.SH NAME\n%4 \\- %5\n"_s.arg(roff(name.toUpper()),
        QString::number(section), QStringLiteral(CORDBOARD_VERSION), roff(name), roff(summary));
}

QString heading(const QString &title) { return u".SH "_s + title + u'\n'; }

QString entry(const QString &term, const QString &text)
{
    return u".TP\n"_s + term + u'\n' + roff(text) + u'\n';
}

QString bold(const QString &text) { return u"\\fB"_s + roff(text) + u"\\fR"_s; }

QString optionEntry(const ProgramOption &option)
{
    QStringList names;
    for (const QString &name : option.names) {
        names.append(bold(name));
    }
    const QString value =
        option.value.isEmpty() ? QString() : QString(u" \\fI"_s + roff(option.value) + u"\\fR"_s);
    const QString initial =
        option.initial.isEmpty() ? QString() : QString(u" Default: "_s + option.initial + u'.');
    return entry(names.join(u", "_s) + value, option.help + initial);
}

QString paragraphs(const QString &title, const QList<Paragraph> &entries)
{
    QString out = entries.isEmpty() ? QString() : heading(title);
    for (const Paragraph &one : entries) {
        out += entry(bold(one.term), one.text);
    }
    return out;
}

QString seeAlso(const QStringList &pages)
{
    QStringList out;
    for (const QString &page : pages) {
        out.append(bold(page.section(u'(', 0, 0)) + u'(' + page.section(u'(', 1));
    }
    return heading(u"SEE ALSO"_s) + out.join(u",\n"_s) + u'\n';
}

template <class Owner> QString keyEntry(const Key<Owner> &key, Owner &owner, const QString &prefix)
{
    const Slot slot = key.slot(owner);
    const QString value = yamlText(key.info, slot);
    return entry(bold(prefix + QString::fromLatin1(key.info.path)),
        QString::fromLatin1(key.info.help) + u"; "_s + requirement(key.info, slot) + u'.'
            + (value == "null"_L1 ? QString() : QString(u" Default: "_s + value + u'.')));
}

} // namespace

QString roff(const QString &text)
{
    QString out = text;
    out.replace(u'\\', u"\\e"_s).replace(u'-', u"\\-"_s).replace(u'\'', u"\\(aq"_s).replace(u'~', u"\\(ti"_s);
    if (out.startsWith(u'.')) {
        out.prepend(u"\\&"_s);
    }
    return out;
}

QString manPage(const Program &program)
{
    QString out = head(program.name, program.section, program.summary);
    out += heading(u"SYNOPSIS"_s) + bold(program.name) + u' ' + roff(program.synopsis) + u'\n';
    out += heading(u"DESCRIPTION"_s) + roff(program.description.first()) + u'\n';
    for (const QString &text : program.description.sliced(1)) {
        out += u".PP\n"_s + roff(text) + u'\n';
    }
    if (!program.verbs.isEmpty()) {
        out += heading(u"VERBS"_s);
    }
    for (const Verb &verb : program.verbs) {
        out += entry(
            bold(verb.name) + (verb.arguments.isEmpty() ? QString() : QString(u' ' + roff(verb.arguments))),
            verb.help);
    }
    out += heading(u"OPTIONS"_s);
    for (const ProgramOption &option : program.options) {
        out += optionEntry(option);
    }
    for (const Verb &verb : program.verbs) {
        if (!verb.options.isEmpty()) {
            out += u".SS Options of "_s + roff(verb.name) + u'\n';
        }
        for (const ProgramOption &option : verb.options) {
            out += optionEntry(option);
        }
    }
    out += paragraphs(u"EXIT STATUS"_s, program.exitCodes) + paragraphs(u"FILES"_s, program.files);
    out += heading(u"EXAMPLES"_s) + u".nf\n"_s;
    for (const QString &example : program.examples) {
        out += roff(example) + u'\n';
    }
    return out + u".fi\n"_s + seeAlso(program.seeAlso);
}

QString configPage()
{
    QString out = head(u"cordboard-server.yml"_s, 5, u"configuration of cordboard-server"_s);
    out += heading(u"DESCRIPTION"_s)
        + roff(u"YAML. Looked for as --config says, else $XDG_CONFIG_HOME/cordboard/server.yml, else "
               u"/etc/cordboard/server.yml; with none of them the defaults serve. A call-api.yml of "
               u"OpenSIPS' Call API "
               u"is read as it is. Unknown keys and wrong values are errors that name file, line and key: "
               u"cordboard-server --check-config tells them all."_s)
        + u"\n.PP\n"_s
        + roff(
            u"A key that is written a.b stands as b under a. Passwords stand in files that keys name, never here."_s)
        + u'\n';
    Config config;
    out += heading(u"KEYS"_s);
    for (const Key<Config> &key : serverKeys()) {
        out += keyEntry(key, config, {});
    }
    out += heading(u"NODES"_s)
        + roff(
            u"nodes is a list, one entry for each proxy. For a single one mi and sip may stand at the top of the file."_s)
        + u'\n';
    NodeConfig node;
    for (const Key<NodeConfig> &key : nodeKeys()) {
        out += keyEntry(key, node, u"nodes[]."_s);
    }
    return out + seeAlso({u"cordboard-server(8)"_s});
}

} // namespace cordboard::manual
