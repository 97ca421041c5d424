// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/models/callrow.h"
#include "console/models/clock.h"
#include "console/theme/theme.h"

#include <QWidget>

namespace cordboard::console {

/// The upper part of the call panel: lamp, state, times, and the two parties on their cord. Draws itself.
class CallHead : public QWidget {
    Q_OBJECT
public:
    CallHead(const Theme &theme, Clock clock, QWidget *parent = nullptr);

    struct Look {
        CallRowPtr row; ///< null: nothing is drawn
        bool lit = false;
        bool stale = false;
        int journeyCalls = 0;
        /// Whom the other party talks with meanwhile, in another call of the journey; empty if with nobody.
        QString callerElsewhere;
        QString calleeElsewhere;
    };
    void show(const Look &look);
    /// Repaints the times.
    void tick();

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {200, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    void paintTop(QPainter &painter) const;
    void paintParties(QPainter &painter) const;
    void describe();
    [[nodiscard]] QRect partyRect(bool caller) const;
    [[nodiscard]] int topHeight() const;
    [[nodiscard]] int partyHeight() const;

    const Theme &m_theme;
    Clock m_clock;
    Look m_look;
};

/// What a party does in words: "talks", "waits", "rings", "stays", "talks with Carol Meyer".
/// \param elsewhere  whom it talks with in another call; empty if with nobody
[[nodiscard]] QString partyDoes(const CallRow &row, bool caller, const QString &elsewhere);

} // namespace cordboard::console
