// SPDX-License-Identifier: Apache-2.0
// codec.h is header-only; this file makes sure that it stands on its own.
#include "common/json/codec.h"
