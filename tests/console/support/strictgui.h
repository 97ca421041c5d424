// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QRegularExpression>
#include <QTest>

namespace cordboard::tests {

/// As failOnAnyWarning(), for tests that show windows: the offscreen platform complains of every one of them.
inline void failOnAnyGuiWarning()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support )")));
}

} // namespace cordboard::tests
