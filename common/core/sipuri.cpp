// SPDX-License-Identifier: Apache-2.0
#include "common/core/sipuri.h"
