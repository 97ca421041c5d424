// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace cordboard {

/// Visitor of a std::variant from lambdas.
template <class... Ts> struct Overloaded : Ts... {
    using Ts::operator()...;
};
template <class... Ts> Overloaded(Ts...) -> Overloaded<Ts...>;

} // namespace cordboard
