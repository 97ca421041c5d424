// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

/// What the manual and the completions say of each program: gathered from the programs' own tables, with the
/// few paragraphs that no table holds.
namespace cordboard::manual {

struct ProgramOption {
    QStringList names; ///< with their hyphens, the long one first
    QString value; ///< what it takes, e.g. "FILE"; empty: nothing
    QString help;
    QString initial; ///< its default; empty: none
};

struct Verb {
    QString name;
    QString arguments;
    QString help;
    QStringList words; ///< that may come next: sub-commands, or names of methods
    QList<ProgramOption> options; ///< of its own
};

struct Paragraph {
    QString term; ///< empty: plain text
    QString text;
};

struct Program {
    QString name;
    int section = 1; ///< of the manual
    QString summary; ///< one line, no full stop
    QString synopsis;
    QStringList description;
    QList<Verb> verbs;
    QList<ProgramOption> options;
    QList<Paragraph> exitCodes;
    QList<Paragraph> files;
    QStringList examples; ///< commands
    QStringList seeAlso; ///< "name(section)"
};

[[nodiscard]] QList<Program> programs();

/// The words that an option's help lists as its possible values: "text, json or journald." gives three;
/// nothing where it lists none.
[[nodiscard]] QStringList choicesOf(const ProgramOption &option);

} // namespace cordboard::manual
