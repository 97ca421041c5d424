// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QImage>
#include <QPainter>

#include <functional>

namespace cordboard::tests {

/// Something drawn on an empty ground, to be looked at pixel by pixel.
class Canvas {
public:
    /// \param size  in the painter's units
    Canvas(QSize size, const std::function<void(QPainter &)> &draw, qreal ratio = 1,
        QColor ground = Qt::transparent)
        : m_image(size * ratio, QImage::Format_ARGB32)
        , m_ground(std::move(ground))
    {
        m_image.setDevicePixelRatio(ratio);
        m_image.fill(m_ground);
        QPainter painter(&m_image);
        draw(painter);
    }

    [[nodiscard]] const QImage &image() const noexcept { return m_image; }
    /// The colour of a real pixel, without its opacity.
    [[nodiscard]] QColor at(int x, int y) const { return m_image.pixelColor(x, y); }
    [[nodiscard]] bool isDrawn(int x, int y) const { return m_image.pixelColor(x, y) != m_ground; }

    /// The smallest rectangle of real pixels around all that was drawn; null if nothing was. Faint edges of
    /// antialiasing do not count.
    [[nodiscard]] QRect extent() const
    {
        return bounds([this](QRgb pixel) { return qAlpha(pixel) > 100 && pixel != m_ground.rgba(); });
    }
    /// The same for pixels of nearly this colour.
    [[nodiscard]] QRect extentOf(const QColor &colour) const
    {
        return bounds([&colour](QRgb pixel) { return isNearly(pixel, colour); });
    }
    [[nodiscard]] int count(const QColor &colour) const
    {
        int pixels = 0;
        for (int y = 0; y < m_image.height(); ++y) {
            for (int x = 0; x < m_image.width(); ++x) {
                pixels += isNearly(m_image.pixel(x, y), colour) ? 1 : 0;
            }
        }
        return pixels;
    }

private:
    static bool isNearly(QRgb pixel, const QColor &colour)
    {
        constexpr int tolerance = 6;
        return qAlpha(pixel) > 200 && qAbs(qRed(pixel) - colour.red()) <= tolerance
            && qAbs(qGreen(pixel) - colour.green()) <= tolerance
            && qAbs(qBlue(pixel) - colour.blue()) <= tolerance;
    }

    [[nodiscard]] QRect bounds(const std::function<bool(QRgb)> &fits) const
    {
        QRect all;
        for (int y = 0; y < m_image.height(); ++y) {
            for (int x = 0; x < m_image.width(); ++x) {
                if (fits(m_image.pixel(x, y))) {
                    all |= QRect(x, y, 1, 1);
                }
            }
        }
        return all;
    }

    QImage m_image;
    QColor m_ground;
};

} // namespace cordboard::tests
