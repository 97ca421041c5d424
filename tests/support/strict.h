// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QRegularExpression>
#include <QTest>

namespace cordboard::tests {

/// Call from init(): any warning that the test did not announce with QTest::ignoreMessage fails it.
inline void failOnAnyWarning() { QTest::failOnWarning(QRegularExpression(QStringLiteral("."))); }

/// The same for tests that show windows: what the offscreen platform says about itself is no fault of ours.
inline void failOnAnyWindowWarning()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support )")));
}

} // namespace cordboard::tests
