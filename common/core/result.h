// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/core/error.h"

#include <tl/expected.hpp>

#include <utility>

namespace cordboard {

/// A value or the Error that stood in its way. Mark every function that returns one [[nodiscard]].
template <class T> using Result = tl::expected<T, Error>;

/// The value of a Result that has none: "it is done".
struct Done {
    friend bool operator==(const Done &, const Done &) = default;
};

/// Short for the unexpected side: `return failure(Errc::InvalidParams, u"..."_s, u"leg"_s);`
[[nodiscard]] inline tl::unexpected<Error> failure(
    Errc code, QString message, QString field = {}, std::optional<int> status = {})
{
    return tl::unexpected(Error{code, std::move(message), std::move(field), status});
}

} // namespace cordboard
