// SPDX-License-Identifier: MIT
// Beast, compiled once (Asio is compiled in core/).
#include <boost/beast/src.hpp>
