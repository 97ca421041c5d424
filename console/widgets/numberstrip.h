// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/client/feed.h"
#include "console/models/callfilter.h"
#include "console/models/figures.h"
#include "console/widgets/connectiontile.h"
#include "console/widgets/curveview.h"
#include "console/widgets/numbertile.h"

#include <QWidget>

namespace cordboard::console {

/// All that the strip and the wallboard tell of the whole system.
struct StripFigures {
    Figures calls;
    std::optional<qint64> startedLastHour; ///< nothing until the server has told
    int most = 0;
    QList<int> curve;
    bool stale = true;
};

/// The numbers above the table. Where it gets narrow the curve goes first, then the numbers from the right.
class NumberStrip : public QWidget {
    Q_OBJECT
public:
    explicit NumberStrip(const Theme &theme, QWidget *parent = nullptr);

    void show(const StripFigures &figures);
    void showConnection(const Feed &feed, const QString &profile);

    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] QSize sizeHint() const override { return {1280, minimumSizeHint().height()}; }

Q_SIGNALS:
    void filterWanted(cordboard::console::CallFilter::Quick quick);
    void connectionWanted();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    void arrange();
    [[nodiscard]] QList<NumberTile *> tiles() const;

    const Theme &m_theme;
    NumberTile *m_attention;
    NumberTile *m_calls;
    NumberTile *m_ringing;
    NumberTile *m_held;
    NumberTile *m_longest;
    NumberTile *m_started;
    NumberTile *m_most;
    CurveView *m_curve;
    ConnectionTile *m_connection;
};

} // namespace cordboard::console
