// SPDX-License-Identifier: Apache-2.0
#include "server/app/config/readconfig.h"
#include "tests/fuzz/fuzz.h"

// Configuration files. What is accepted can be printed and read again; what is refused is told.
void cordboard::fuzz::run(const QByteArray &input)
{
    const auto config = readConfig(input, QStringLiteral("server.yml"));
    if (!config) {
        promise(!config.error().isEmpty() && config.error().size() <= 21,
            "a refusal says what is wrong, briefly");
        return;
    }
    const QByteArray printed = printConfig(*config).toUtf8();
    const auto again = readConfig(printed, QStringLiteral("server.yml"));
    promise(again.has_value(), "what is printed can be read");
    promise(printConfig(*again).toUtf8() == printed, "a configuration says the same after it was printed");
}
