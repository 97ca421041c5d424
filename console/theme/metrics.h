// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFont>

namespace cordboard::console {

/// Sizes in device independent pixels. The constants are a 4 px grid. The heights are minimums that grow with
/// the font, so that nothing is cut when the system's font is large.
struct Metrics {
    static constexpr int gapInside = 4; ///< within a control
    static constexpr int gap = 8; ///< between controls
    static constexpr int gapBlock = 12; ///< between blocks of a pane, and between columns
    static constexpr int gapColumnCompact = 16;
    static constexpr int marginPane = 16;
    static constexpr int marginDialog = 20;
    static constexpr int radius = 4;
    static constexpr int minimumTarget = 24; ///< of anything that can be clicked
    static constexpr int icon = 16;
    static constexpr int iconLarge = 20;
    static constexpr int lamp = 20; ///< in the table
    static constexpr int lampLarge = 28; ///< in the call panel and the strip
    static constexpr int presence = 12; ///< lamps of the directory
    static constexpr int cordGutter = 10;
    static constexpr int selectionBar = 3;

    int menuBar = 28;
    int strip = 60;
    int toolBar = 44;
    int dockTitle = 28;
    int tableHeader = 26;
    int sectionRow = 24;
    int statusBar = 24;
    int control = 28; ///< buttons and fields
    int controlTall = 32; ///< in the call panel and in dialog feet
    int controlNote = 24; ///< inside a note
    int rowComfortable = 36; ///< name over number
    int rowCompact = 28;
    int rowDirectory = 28;
    int rowEvent = 22;
    int rowTimeline = 24;
    int lineBase = 0; ///< height of a line of text
    int lineSmall = 0;

    /// \param base  normally QApplication::font()
    [[nodiscard]] static Metrics from(const QFont &base);
};

} // namespace cordboard::console
