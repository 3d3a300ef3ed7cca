// SPDX-License-Identifier: MIT
// Boost.Asio's own code, compiled once for the whole library (BOOST_ASIO_SEPARATE_COMPILATION).
#include <boost/asio/impl/src.hpp>
