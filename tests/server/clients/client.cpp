// SPDX-License-Identifier: Apache-2.0
// client.h is header-only; this file gives moc a place.
#include "tests/server/clients/client.h"
