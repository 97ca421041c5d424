// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

#include <cstdio>
#include <cstdlib>

namespace cordboard::fuzz {

/// A promise of the code under test. A broken one ends the process as a crash does, so that the fuzzer keeps
/// the input.
inline void promise(bool kept, const char *what)
{
    if (!kept) {
        std::fprintf(stderr, "broken promise: %s\n", what);
        std::abort();
    }
}

/// One input: each fuzzer is one file that defines it.
void run(const QByteArray &input);

} // namespace cordboard::fuzz
