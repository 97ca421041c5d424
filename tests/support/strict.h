// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QRegularExpression>
#include <QTest>

namespace cordboard::tests {

/// Call from init(): any warning that the test did not announce with QTest::ignoreMessage fails it.
inline void failOnAnyWarning() { QTest::failOnWarning(QRegularExpression(QStringLiteral("."))); }

} // namespace cordboard::tests
