// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace cordboard {

/// The program `cordboard-server`.
/// \returns its exit code: 0 after an orderly stop, 1 it could not start, 2 wrong usage, 78 wrong
/// configuration
///          (EX_CONFIG of sysexits.h)
[[nodiscard]] int runServer(int argc, char **argv);

} // namespace cordboard
