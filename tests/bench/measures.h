// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/bench/table.h"

/// What is measured, each in a world of its own. Figures and faults go into the table.
namespace cordboard::bench {

/// The list of so many dialogs after the server's start, and after the proxy's.
void measureSync(Table &table, int calls);
/// What a registry alone needs for each call.
void measureMemory(Table &table, int calls);
/// So many datagrams as fast as the simulator makes them.
void measureBurst(Table &table, int datagrams);
/// New calls a second, ten events each, to all subscribers.
void measureStream(Table &table, int subscribers, int callsPerSecond, int seconds);
/// Calls a second to nobody.
void measureScanner(Table &table, int callsPerSecond, int seconds);

} // namespace cordboard::bench
