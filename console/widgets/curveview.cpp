// SPDX-License-Identifier: Apache-2.0
#include "console/widgets/curveview.h"

#include "console/models/figures.h"
#include "console/paint/curve.h"

#include <QPainter>

namespace cordboard::console {

CurveView::CurveView(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    connect(&m_theme, &Theme::changed, this, [this] { update(); });
}

void CurveView::show(const QList<int> &values, int now, int most, bool stale)
{
    m_values = values;
    m_stale = stale;
    const auto minutes =
        std::chrono::duration_cast<std::chrono::minutes>(values.size() * CallCurve::every).count();
    const QString words = minutes >= 60
        ? tr("Calls at once, last hour, now %1, most %2").arg(now).arg(most)
        : tr("Calls at once, since this window was opened, now %1, most %2").arg(now).arg(most);
    setAccessibleName(words);
    setToolTip(words);
    update();
}

void CurveView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paint::CurveLook look;
    look.values = m_values;
    look.places = qBound(CallCurve::fewestPlaces, m_values.size(), CallCurve::places);
    look.stale = m_stale;
    paint::drawCurve(painter, QRectF(rect()).adjusted(2, 0, -4, 0), look, m_theme.tokens());
}

} // namespace cordboard::console
