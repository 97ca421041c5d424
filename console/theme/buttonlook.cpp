// SPDX-License-Identifier: Apache-2.0
#include "console/theme/buttonlook.h"

#include <QCoreApplication>
#include <QEvent>
#include <QToolButton>
#include <QVariant>

namespace cordboard::console {
namespace {

constexpr char lookProperty[] = "cordboardLook";
constexpr char sizeProperty[] = "cordboardSize";

/// Buttons keep the size that the style told them once, until it is another style.
void restyle(QWidget *widget)
{
    QEvent event(QEvent::StyleChange);
    QCoreApplication::sendEvent(widget, &event);
}

} // namespace

void setLook(QWidget *button, ButtonLook look)
{
    button->setProperty(lookProperty, static_cast<int>(look));
    restyle(button);
}

ButtonLook lookOf(const QWidget *button)
{
    const QVariant look = button ? button->property(lookProperty) : QVariant();
    if (look.isValid()) {
        return static_cast<ButtonLook>(look.toInt());
    }
    return qobject_cast<const QToolButton *>(button) ? ButtonLook::Flat : ButtonLook::Plain;
}

void setControlSize(QWidget *control, ControlSize size)
{
    control->setProperty(sizeProperty, static_cast<int>(size));
    restyle(control);
}

ControlSize controlSizeOf(const QWidget *control)
{
    return static_cast<ControlSize>(control ? control->property(sizeProperty).toInt() : 0);
}

} // namespace cordboard::console
