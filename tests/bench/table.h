// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QString>

#include <optional>
#include <vector>

namespace cordboard::bench {

/// One figure of one run.
struct Figure {
    QString what;
    double value = 0;
    QString unit;
    QString goal = {}; ///< in words; empty: there is none
    std::optional<double> reference = {}; ///< the same of something known, measured in the same run
    QString referenceIs = {};
};

/// The figures of all runs, by name, in the order in which they first came.
class Table {
public:
    void add(const Figure &figure);
    /// What must hold at every scale, and did not.
    void addFault(const QString &what);
    [[nodiscard]] bool isSound() const { return m_faults.empty(); }

    /// A line for each figure: the median of the runs, its reference, and their ratio.
    void print() const;
    /// The same with the single runs, for programs.
    [[nodiscard]] QJsonObject json() const;

private:
    struct Row {
        Figure last;
        std::vector<double> values;
        std::vector<double> references;
    };
    std::vector<Row> m_rows;
    std::vector<QString> m_faults;
};

/// `p` of [0, 1]; of nothing it is 0.
[[nodiscard]] double percentile(std::vector<double> values, double p);

} // namespace cordboard::bench
