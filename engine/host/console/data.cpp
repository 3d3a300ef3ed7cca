// SPDX-License-Identifier: MIT
#include "host/console/data.hpp"

namespace throughgate::console {

Data text(std::string value) { return value.empty() ? Data(false) : Data(value); }

Data markup(Html html) { return text(std::move(html.text)); }

Data list() { return Data(Data::type::list); }

void add(Data& to, Data item) {
    to.push_back(Data(false));
    // The library copies whatever it is given and lets nobody change a list; the list is ours.
    const_cast<Data&>(to.list_value().back()) = std::move(item);
}

}  // namespace throughgate::console
