// SPDX-License-Identifier: MIT
// Few: a list that lives where it stands until it holds more than `count` items; only then does it
// allocate. For what a decision gathers: there are hardly ever many of them.
#pragma once

#include <boost/container/small_vector.hpp>

namespace throughgate {

template <typename Item, std::size_t count>
using Few = boost::container::small_vector<Item, count>;

}  // namespace throughgate
