// SPDX-License-Identifier: MIT
// A shared library that is no plug-in.
#include "throughgate/plugin.h"

extern "C" THROUGHGATE_PLUGIN_EXPORT int throughgate_plugin_v0() { return 0; }
