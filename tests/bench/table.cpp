// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/table.h"

#include "tests/bench/procfs.h"

#include <QJsonArray>
#include <QSysInfo>
#include <QThread>

#include <algorithm>
#include <cstdio>

namespace cordboard::bench {
namespace {

using namespace Qt::StringLiterals;

QJsonArray array(const std::vector<double> &values)
{
    QJsonArray result;
    for (const double value : values) {
        result.append(value);
    }
    return result;
}

} // namespace

double percentile(std::vector<double> values, double p)
{
    if (values.empty()) {
        return 0;
    }
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(p * static_cast<double>(values.size() - 1))];
}

void Table::add(const Figure &figure)
{
    const auto known = std::find_if(
        m_rows.begin(), m_rows.end(), [&](const Row &row) { return row.last.what == figure.what; });
    Row &row = known != m_rows.end() ? *known : m_rows.emplace_back();
    row.last = figure;
    row.values.push_back(figure.value);
    if (figure.reference) {
        row.references.push_back(*figure.reference);
    }
}

void Table::addFault(const QString &what)
{
    std::printf("WRONG: %s\n", qPrintable(what));
    m_faults.push_back(what);
}

void Table::print() const
{
    std::printf(
        "%-58s %11s %-7s %11s %7s  %s\n", "", "figure", "", "reference", "ratio", "goal; reference is");
    for (const Row &row : m_rows) {
        const double value = percentile(row.values, 0.5);
        std::printf("%-58s %11.2f %-7s ", qPrintable(row.last.what), value, qPrintable(row.last.unit));
        if (row.references.empty()) {
            std::printf("%11s %7s", "", "");
        } else {
            const double reference = percentile(row.references, 0.5);
            std::printf("%11.2f %7.2f", reference, reference != 0 ? value / reference : 0);
        }
        std::printf("  %s%s%s\n", qPrintable(row.last.goal),
            row.last.goal.isEmpty() || row.last.referenceIs.isEmpty() ? "" : "; ",
            qPrintable(row.last.referenceIs));
    }
    std::printf("load of the machine: %.1f on %d processors\n", machineLoad(), QThread::idealThreadCount());
    std::fflush(stdout);
}

QJsonObject Table::json() const
{
    QJsonArray rows;
    for (const Row &row : m_rows) {
        QJsonObject object{{u"what"_s, row.last.what.trimmed()}, {u"unit"_s, row.last.unit},
            {u"median"_s, percentile(row.values, 0.5)}, {u"runs"_s, array(row.values)}};
        if (!row.last.goal.isEmpty()) {
            object.insert(u"goal"_s, row.last.goal);
        }
        if (!row.references.empty()) {
            object.insert(u"reference"_s, percentile(row.references, 0.5));
            object.insert(u"reference_is"_s, row.last.referenceIs);
        }
        rows.append(object);
    }
    QJsonArray faults;
    for (const QString &fault : m_faults) {
        faults.append(fault);
    }
    return {{u"figures"_s, rows}, {u"faults"_s, faults}, {u"load"_s, machineLoad()},
        {u"processors"_s, QThread::idealThreadCount()}, {u"system"_s, QSysInfo::prettyProductName()}};
}

} // namespace cordboard::bench
