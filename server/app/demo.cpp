// SPDX-License-Identifier: Apache-2.0
#include "server/app/demo.h"

namespace cordboard {

Result<Demo> startDemo(const DemoOptions &)
{
    return failure(Errc::NotSupported, QStringLiteral("this build has no simulator"));
}

} // namespace cordboard
