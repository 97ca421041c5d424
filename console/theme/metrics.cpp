// SPDX-License-Identifier: Apache-2.0
#include "console/theme/metrics.h"

#include "console/theme/fonts.h"

#include <QFontMetricsF>

#include <cmath>

namespace cordboard::console {
namespace {

int lineHeight(const QFont &font) { return int(std::ceil(QFontMetricsF(font).height())); }

} // namespace

Metrics Metrics::from(const QFont &base)
{
    const Fonts fonts = Fonts::from(base);
    Metrics metrics;
    metrics.lineBase = lineHeight(fonts.base);
    metrics.lineSmall = lineHeight(fonts.small);
    const auto fit = [](int &height, int content) { height = qMax(height, content); };

    fit(metrics.menuBar, metrics.lineBase + 8);
    fit(metrics.strip, lineHeight(fonts.figure) + metrics.lineSmall + 16);
    fit(metrics.dockTitle, metrics.lineSmall + 8);
    fit(metrics.tableHeader, metrics.lineSmall + 8);
    fit(metrics.sectionRow, metrics.lineSmall + 4);
    fit(metrics.statusBar, metrics.lineSmall + 8);
    fit(metrics.control, metrics.lineBase + 8);
    fit(metrics.controlTall, metrics.lineBase + 12);
    fit(metrics.controlNote, metrics.lineBase + 4);
    fit(metrics.toolBar, metrics.control + 16);
    fit(metrics.rowComfortable, metrics.lineBase + metrics.lineSmall + 4);
    fit(metrics.rowCompact, metrics.lineBase + 4);
    fit(metrics.rowDirectory, metrics.lineBase + 4);
    fit(metrics.rowEvent, metrics.lineBase + 4);
    fit(metrics.rowTimeline, metrics.lineBase + 4);
    return metrics;
}

} // namespace cordboard::console
