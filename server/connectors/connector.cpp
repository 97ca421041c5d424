// SPDX-License-Identifier: Apache-2.0
// The contract is a header; this file gives moc a place, and makes sure that the header stands on its own.
#include "server/connectors/connector.h"
