// SPDX-License-Identifier: Apache-2.0
#include "console/cli/output.h"
#include "console/cli/program.h"

#include <QCoreApplication>

#include <cstdio>

int main(int argc, char **argv)
{
    using namespace cordboard::cli;
    QCoreApplication application(argc, argv);
    auto arguments = parseArguments(application.arguments().mid(1));
    if (!arguments) {
        complain(arguments.error().message);
        std::fputs("Try 'cordboard-cli --help'.\n", stderr);
        return static_cast<int>(ExitCode::Usage);
    }
    if (std::holds_alternative<HelpVerb>(arguments->verb)) {
        std::fputs(qUtf8Printable(helpText()), stdout);
        return 0;
    }
    if (std::holds_alternative<VersionVerb>(arguments->verb)) {
        std::puts("cordboard-cli " CORDBOARD_VERSION);
        return 0;
    }
    Program program(std::move(*arguments));
    QObject::connect(
        &program, &Program::finished, &application, &QCoreApplication::exit, Qt::QueuedConnection);
    program.run();
    return QCoreApplication::exec();
}
