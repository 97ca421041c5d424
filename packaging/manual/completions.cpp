// SPDX-License-Identifier: Apache-2.0
#include "packaging/manual/completions.h"

namespace cordboard::manual {
namespace {

using namespace Qt::StringLiterals;

bool takesFile(const ProgramOption &option) { return option.value == "FILE"_L1; }

QStringList namesOf(const QList<ProgramOption> &options)
{
    QStringList out;
    for (const ProgramOption &option : options) {
        out += option.names;
    }
    return out;
}

QStringList verbNames(const Program &program)
{
    QStringList out;
    for (const Verb &verb : program.verbs) {
        out.append(verb.name);
    }
    return out;
}

/// Of the program, and of its verbs where the program has none of the name.
QList<ProgramOption> allOptions(const Program &program)
{
    QList<ProgramOption> out = program.options;
    for (const Verb &verb : program.verbs) {
        for (const ProgramOption &option : verb.options) {
            if (!namesOf(out).contains(option.names.first())) {
                out.append(option);
            }
        }
    }
    return out;
}

QString functionName(const Program &program) { return u'_' + QString(program.name).replace(u'-', u'_'); }

QString header()
{
    return u"# SPDX-License-Identifier: Apache-2.0\n# Made while building, from the program's own options.\n"_s;
}

/// For zsh inside '...[...]': no quotes, brackets or colons.
QString zshText(QString text)
{
    return text.remove(u'\'').replace(u'[', u'(').replace(u']', u')').replace(u':', u',');
}

QString fishText(QString text) { return text.replace(u'\\', u"\\\\"_s).replace(u'\'', u"\\'"_s); }

QString zshValue(const ProgramOption &option)
{
    if (option.value.isEmpty()) {
        return {};
    }
    if (takesFile(option)) {
        return u":FILE:_files"_s;
    }
    const QStringList choices = choicesOf(option);
    return u":"_s + zshText(option.value) + u':'
        + (choices.isEmpty() ? u" "_s : QString(u'(' + choices.join(u' ') + u')'));
}

QString zshOption(const ProgramOption &option)
{
    const QString text = u"["_s + zshText(option.help) + u']' + zshValue(option) + u'\'';
    return option.names.size() == 1 ? QString(u'\'' + option.names.first() + text)
                                    : QString(u'{' + option.names.join(u',') + u"}'"_s + text);
}

QString zshOptions(const QList<ProgramOption> &options)
{
    QString out;
    for (const ProgramOption &option : options) {
        out += u" \\\n        "_s + zshOption(option);
    }
    return out;
}

} // namespace

QString bashCompletion(const Program &program)
{
    const QString function = functionName(program);
    QString out = header() + function + u"() {\n"_s
        + u"    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} verb= word\n"
          u"    COMPREPLY=()\n"
          u"    case $prev in\n"_s;
    for (const ProgramOption &option : allOptions(program)) {
        if (option.value.isEmpty()) {
            continue;
        }
        const QString pattern = option.names.join(u'|');
        if (takesFile(option)) {
            out += u"    %1)\n        compopt -o filenames\n        mapfile -t COMPREPLY < <(compgen -f -- "
                   u"\"$cur\")\n"
                   u"        return\n        ;;\n"_s.arg(pattern);
        } else {
            out +=
                u"    %1)\n        mapfile -t COMPREPLY < <(compgen -W '%2' -- \"$cur\")\n        return\n        ;;\n"_s
                    .arg(pattern, choicesOf(option).join(u' '));
        }
    }
    out += u"    esac\n"_s;
    QString words = u"    local words='%1'\n"_s.arg(
        QStringList(verbNames(program) + namesOf(program.options)).join(u' '));
    if (!program.verbs.isEmpty()) {
        out +=
            u"    for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n        case $word in\n        %1)\n"
            u"            verb=$word\n            break\n            ;;\n        esac\n    done\n"_s.arg(
                verbNames(program).join(u'|'));
        words += u"    case $verb in\n"_s;
        for (const Verb &verb : program.verbs) {
            const QStringList options = namesOf(verb.options.isEmpty() ? program.options : verb.options);
            words +=
                u"    %1) words='%2' ;;\n"_s.arg(verb.name, QStringList(verb.words + options).join(u' '));
        }
        words += u"    esac\n"_s;
    }
    return out + words + u"    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$cur\")\n}\ncomplete -F "_s
        + function + u' ' + program.name + u'\n';
}

QString zshCompletion(const Program &program)
{
    const QString function = functionName(program);
    QString out = u"#compdef "_s + program.name + u'\n' + header() + function
        + u"() {\n    local context state state_descr line\n    typeset -A opt_args\n"_s;
    if (program.verbs.isEmpty()) {
        out += u"    _arguments"_s + zshOptions(program.options) + u'\n';
        return out + u"}\n"_s + function + u" \"$@\"\n"_s;
    }
    out += u"    local -a verbs=("_s;
    for (const Verb &verb : program.verbs) {
        out += u"\n        '"_s + verb.name + u':' + zshText(verb.help) + u'\'';
    }
    out += u")\n    _arguments -C"_s + zshOptions(program.options)
        + u" \\\n        '1:verb:->verb' '*::argument:->argument'\n"
          u"    case $state in\n    verb) _describe verb verbs ;;\n    argument)\n        case $line[1] in\n"_s;
    for (const Verb &verb : program.verbs) {
        const QString arguments = zshOptions(verb.options.isEmpty() ? program.options : verb.options);
        const QString first = verb.words.isEmpty()
            ? QString()
            : QString(u" \\\n        '1:word:("_s + verb.words.join(u' ') + u")'"_s);
        out += u"        "_s + verb.name + u") _arguments"_s + arguments + first + u" ;;\n"_s;
    }
    return out + u"        esac\n        ;;\n    esac\n}\n"_s + function + u" \"$@\"\n"_s;
}

QString fishCompletion(const Program &program)
{
    QString out = header() + u"complete -c "_s + program.name + u" -f\n"_s;
    const auto option = [&](const ProgramOption &one, const QString &condition) {
        QString line = u"complete -c "_s + program.name + condition;
        for (const QString &name : one.names) {
            line += name.startsWith("--"_L1) ? u" -l "_s + name.sliced(2) : u" -s "_s + name.sliced(1);
        }
        const QStringList choices = choicesOf(one);
        line += one.value.isEmpty() ? QString() : takesFile(one) ? u" -r -F"_s : u" -x"_s;
        line += choices.isEmpty() ? QString() : QString(u" -a '"_s + choices.join(u' ') + u'\'');
        out += line + u" -d '"_s + fishText(one.help) + u"'\n"_s;
    };
    for (const ProgramOption &one : program.options) {
        option(one, {});
    }
    for (const Verb &verb : program.verbs) {
        const QString seen = u" -n '__fish_seen_subcommand_from "_s + verb.name + u'\'';
        out += u"complete -c "_s + program.name + u" -n __fish_use_subcommand -a "_s + verb.name + u" -d '"_s
            + fishText(verb.help) + u"'\n"_s;
        if (!verb.words.isEmpty()) {
            out += u"complete -c "_s + program.name + seen + u" -a '"_s + verb.words.join(u' ') + u"'\n"_s;
        }
        for (const ProgramOption &one : verb.options) {
            if (!namesOf(program.options).contains(one.names.first())) {
                option(one, seen);
            }
        }
    }
    return out;
}

} // namespace cordboard::manual
