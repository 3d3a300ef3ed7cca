// SPDX-License-Identifier: MIT
// A plug-in against the installed boundary, written with the plain C header.
#include <throughgate/plugin.h>

namespace {

void* open_channel(const throughgate_setting*, size_t, throughgate_text*) {
    static int channel = 0;
    return &channel;
}
void deliver(void*, const throughgate_message*, throughgate_answer* answer) {
    answer->outcome = throughgate_delivered;
}
void close_channel(void*) {}

constexpr throughgate_plugin description{sizeof(throughgate_plugin),
                                         THROUGHGATE_PLUGIN_VERSION,
                                         {"consumer", 8},
                                         {"takes all", 9},
                                         nullptr,
                                         0,
                                         open_channel,
                                         deliver,
                                         close_channel,
                                         sizeof(throughgate_setting_description)};

}  // namespace

extern "C" THROUGHGATE_PLUGIN_EXPORT const throughgate_plugin* throughgate_plugin_v1() {
    return &description;
}
