// SPDX-License-Identifier: Apache-2.0
#include "console/theme/icons.h"

#include <QBuffer>
#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QImageReader>
#include <QPaintEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>

#include <cmath>
#include <optional>

static void initialiseIcons() { Q_INIT_RESOURCE(icons); }

namespace cordboard::console::icons {
namespace {

using namespace Qt::StringLiterals;

/// Lines stay 1.5 px thick up to this size, and then grow with it: the large icons of a button are not bolder
/// than the text beside them.
constexpr int sameStrokeUpTo = 20;
constexpr int grid = 16;

QByteArray drawing(Icon icon)
{
    initialiseIcons();
    QFile file(u":/cordboard/icons/"_s + iconName(icon) + u".svg"_s);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QPixmap render(Icon icon, const QColor &colour, int size, qreal ratio)
{
    QByteArray svg = drawing(icon);
    svg.replace("currentColor", colour.name().toLatin1());
    if (size > grid) {
        const double stroke = 1.5 * grid / qMin(size, sameStrokeUpTo);
        const QByteArray thinner = "stroke-width=\"" + QByteArray::number(stroke) + '"';
        svg.replace("stroke-width=\"1.5\"", thinner);
    }
    QBuffer buffer(&svg);
    QImageReader reader(&buffer, "svg");
    const int pixels = int(std::ceil(size * ratio));
    reader.setScaledSize(QSize(pixels, pixels));
    QPixmap pixmap = QPixmap::fromImage(reader.read());
    pixmap.setDevicePixelRatio(ratio);
    return pixmap;
}

/// A drawing at whatever size and ratio it is asked for; without a colour, in the palette's.
class Engine : public QIconEngine {
public:
    Engine(Icon icon, std::optional<QColor> colour)
        : m_icon(icon)
        , m_colour(colour)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        const qreal ratio = pixelRatio(*painter);
        const QPixmap drawn = scaledPixmap(rect.size() * ratio, mode, state, ratio);
        const QSizeF size = drawn.deviceIndependentSize();
        painter->drawPixmap(QPointF(rect.x() + (rect.width() - size.width()) / 2,
                                rect.y() + (rect.height() - size.height()) / 2),
            drawn);
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1);
    }

    /// \param size  in real pixels
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal scale) override
    {
        const int side = qMax(1, int(qMin(size.width(), size.height()) / scale));
        return icons::pixmap(m_icon, colour(mode), side, scale);
    }

    QSize actualSize(const QSize &size, QIcon::Mode, QIcon::State) override
    {
        const int side = qMin(size.width(), size.height());
        return {side, side};
    }

    [[nodiscard]] QIconEngine *clone() const override { return new Engine(*this); }
    [[nodiscard]] QString key() const override { return u"cordboard"_s; }
    QString iconName() override { return console::iconName(m_icon); }
    bool isNull() override { return false; }

private:
    [[nodiscard]] QColor colour(QIcon::Mode mode) const
    {
        const QPalette palette = QGuiApplication::palette();
        if (mode == QIcon::Disabled) {
            return palette.color(QPalette::Disabled, QPalette::ButtonText);
        }
        return m_colour ? *m_colour : palette.color(QPalette::Active, QPalette::ButtonText);
    }

    Icon m_icon;
    std::optional<QColor> m_colour;
};

} // namespace

QPixmap pixmap(Icon icon, const QColor &colour, int size, qreal devicePixelRatio)
{
    const QString key = u"cordboard %1 %2 %3 %4"_s.arg(static_cast<int>(icon))
                            .arg(colour.rgb(), 0, 16)
                            .arg(size)
                            .arg(devicePixelRatio);
    QPixmap pixmap;
    if (!QPixmapCache::find(key, &pixmap)) {
        pixmap = render(icon, colour, size, devicePixelRatio);
        QPixmapCache::insert(key, pixmap);
    }
    return pixmap;
}

qreal pixelRatio(const QPainter &painter)
{
    const QPaintEngine *engine = painter.paintEngine();
    const QPaintDevice *device = engine && engine->paintDevice() ? engine->paintDevice() : painter.device();
    return device ? device->devicePixelRatio() : 1;
}

void draw(QPainter &painter, const QRectF &rect, Icon icon, const QColor &colour, int size)
{
    const qreal ratio = pixelRatio(painter);
    const auto aligned = [ratio](qreal value) { return qRound(value * ratio) / ratio; };
    const QPointF middle = rect.center();
    painter.drawPixmap(QPointF(aligned(middle.x() - size / 2.0), aligned(middle.y() - size / 2.0)),
        pixmap(icon, colour, size, ratio));
}

QIcon themed(Icon icon) { return QIcon(new Engine(icon, std::nullopt)); }

QIcon coloured(Icon icon, const QColor &colour) { return QIcon(new Engine(icon, colour)); }

} // namespace cordboard::console::icons
