// SPDX-License-Identifier: MIT
// The one place that names the test framework's header, so that its next major version changes
// here.
#pragma once

#include <catch2/catch.hpp>
