// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLatin1StringView>

#include <array>

namespace cordboard::console {

/// The drawings of resources/icons, each named as its file. All are one-coloured and tinted when drawn, App
/// alone has colours of its own.
enum class Icon {
    // states of a call
    Ringing,
    Talking,
    Held,
    Failed,
    Attention,
    Answered,
    Ended,
    // what can be done
    Hold,
    Resume,
    Transfer,
    Hangup,
    NewCall,
    Search,
    Clear,
    Columns,
    Group,
    Export,
    Copy,
    Retry,
    Close,
    Settings,
    Wallboard,
    Person,
    // what is told
    Info,
    Link,
    NoLink,
    Calendar,
    Down,
    Up,
    // lamps of the directory, on a 12 px grid
    Free,
    Busy,
    Rings,
    Away,
    // the program
    App,
};

/// In the order of the enumeration.
inline constexpr std::array<const char *, 34> iconNames{"ringing", "talking", "held", "failed", "attention",
    "answered", "ended", "hold", "resume", "transfer", "hangup", "newcall", "search", "clear", "columns",
    "group", "export", "copy", "retry", "close", "settings", "wallboard", "person", "info", "link", "nolink",
    "calendar", "down", "up", "free", "busy", "rings", "away", "app"};

/// The name of its file, without `.svg`.
[[nodiscard]] constexpr QLatin1StringView iconName(Icon icon)
{
    return QLatin1StringView(iconNames.at(static_cast<std::size_t>(icon)));
}

} // namespace cordboard::console
