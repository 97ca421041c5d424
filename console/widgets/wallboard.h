// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/models/calllistmodel.h"
#include "console/theme/tokens.h"
#include "console/widgets/numberstrip.h"
#include "console/widgets/statusline.h"

#include <QWidget>

namespace cordboard::console {

/// What waits the longest, on a screen that is read from five metres: dark, without controls, the smallest
/// text 1/54 of the height. Esc and F11 leave.
class Wallboard : public QWidget {
    Q_OBJECT
public:
    /// \param calls  must outlive the wallboard
    Wallboard(const CallListModel &calls, const CallStore &store, Clock clock, QWidget *parent = nullptr);

    struct Look {
        StripFigures figures;
        Feed feed;
        QString title;
        QList<NodeFigure> nodes;
    };
    void show(const Look &look);

Q_SIGNALS:
    void left();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Row {
        CallRowPtr call;
        std::optional<std::chrono::milliseconds> time;
    };
    [[nodiscard]] QList<Row> waiting() const;
    void paintHead(QPainter &painter) const;
    void paintFigures(QPainter &painter) const;
    void paintRows(QPainter &painter) const;
    void paintCurve(QPainter &painter) const;
    void paintNodes(QPainter &painter) const;
    [[nodiscard]] QFont font(qreal part, bool strong = false) const;
    [[nodiscard]] int unit(qreal parts) const; ///< in 54ths of the height

    const CallListModel &m_calls;
    const CallStore &m_store;
    Clock m_clock;
    Look m_look;
};

} // namespace cordboard::console
