// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

namespace cordboard::bench {

/// Resident memory of a process in kB; 0: there is no such process.
[[nodiscard]] qint64 residentMemory(qint64 process);
/// Processor time that a process has used, in ms, a hundredth of a second exact.
[[nodiscard]] double processorTime(qint64 process);
/// How many processes wanted a processor in the last minute, on average: figures of a busy machine mean
/// little.
[[nodiscard]] double machineLoad();

} // namespace cordboard::bench
