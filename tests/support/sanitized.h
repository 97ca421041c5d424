// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace cordboard::tests {

/// Whether this build runs under AddressSanitizer (as GCC and as clang tell it). It keeps what was freed and
/// slows what runs: figures of memory and time mean nothing then.
#if defined(__SANITIZE_ADDRESS__)
inline constexpr bool isSanitized = true;
#elif defined(__has_feature)
inline constexpr bool isSanitized = __has_feature(address_sanitizer);
#else
inline constexpr bool isSanitized = false;
#endif

} // namespace cordboard::tests
