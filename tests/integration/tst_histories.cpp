// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/histories/history.h"
#include "tests/support/strict.h"

#include <cstdio>

using namespace cordboard;
using namespace cordboard::tests;
using namespace Qt::StringLiterals;
using simulator::Version;

namespace {

constexpr int stepsOfAHistory = 80;

/// A seed's kind is its remainder, so that a seed alone says all.
constexpr std::array kinds{
    HistoryKind{"3.6"},
    HistoryKind{"3.6, losses", Version::V36, true, true},
    HistoryKind{"4.0", Version::V40},
    HistoryKind{"3.6 without script", Version::V36, false},
    HistoryKind{"3.4", Version::V34},
    HistoryKind{"4.0, losses", Version::V40, true, true},
    HistoryKind{"4.0 without script", Version::V40, false},
    HistoryKind{"3.4 without script, losses", Version::V34, false, true},
};

} // namespace

/// Whatever happens: at rest the proxy, the list and all clients agree, and no client saw a change twice or
/// missed one. CORDBOARD_HISTORIES is the number of histories, CORDBOARD_SEED the seed of the first.
class HistoriesTest : public QObject {
    Q_OBJECT

    static QString wrongIn(History &history)
    {
        if (!history.start()) {
            return u"it does not start"_s;
        }
        for (int step = 0; step < stepsOfAHistory; ++step) {
            if (const QString wrong = history.step(); !wrong.isEmpty()) {
                return wrong;
            }
        }
        return history.wrongAtRest();
    }

private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void allAgreeAtRest()
    {
        bool given = false;
        const int count = qEnvironmentVariableIntValue("CORDBOARD_HISTORIES", &given);
        const auto first = static_cast<quint32>(qEnvironmentVariableIntValue("CORDBOARD_SEED"));
        QStringList failed;
        for (quint32 seed = first; seed < first + static_cast<quint32>(given ? count : 24); ++seed) {
            const HistoryKind &kind = kinds.at(seed % kinds.size());
            History history(seed, kind);
            const QString wrong = wrongIn(history);
            if (!wrong.isEmpty()) {
                // Too long for the message of a test.
                std::fprintf(stderr,
                    "--- %s: %s\n%s\n%s\nagain: CORDBOARD_SEED=%u CORDBOARD_HISTORIES=1 %s\n", kind.name,
                    qPrintable(wrong), qPrintable(history.told()), history.log().constData(), seed,
                    qPrintable(QCoreApplication::applicationFilePath()));
                failed.append(u"CORDBOARD_SEED=%1 (%2): %3"_s.arg(
                    QString::number(seed), QLatin1String(kind.name), wrong));
            }
        }
        QVERIFY2(failed.isEmpty(), qPrintable(failed.join(u'\n')));
    }
};

QTEST_GUILESS_MAIN(HistoriesTest)
#include "tst_histories.moc"
