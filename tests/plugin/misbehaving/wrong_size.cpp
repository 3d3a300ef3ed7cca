// SPDX-License-Identifier: MIT
// A plug-in whose description is of another size.
#include "throughgate/plugin.h"

namespace {

void* open_instance(const throughgate_setting*, size_t, throughgate_text*) { return nullptr; }
void deliver(void*, const throughgate_message*, throughgate_answer*) {}
void close_instance(void*) {}

const throughgate_plugin plugin{sizeof(throughgate_plugin) - 8,
                                THROUGHGATE_PLUGIN_VERSION,
                                {"other", 5},
                                {"", 0},
                                nullptr,
                                0,
                                &open_instance,
                                &deliver,
                                &close_instance,
                                sizeof(throughgate_setting_description)};

}  // namespace

extern "C" THROUGHGATE_PLUGIN_EXPORT const throughgate_plugin* throughgate_plugin_v1() {
    return &plugin;
}
