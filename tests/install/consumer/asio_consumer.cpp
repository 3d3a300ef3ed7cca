// SPDX-License-Identifier: MIT
// An embedder with an io_context of its own, who uses Asio as it comes: header-only.
#include <boost/asio/io_context.hpp>
#include <cstdio>
#include <throughgate/asio.hpp>

int main(int count, char** arguments) {
    boost::asio::io_context context;
    throughgate::EngineOptions options;
    options.store_path = count > 1 ? arguments[1] : "consumer.db";
    auto engine = throughgate::open_on(context.get_executor(), options);
    if (!engine || !(*engine)->start()) return 1;
    bool stopped = false;
    throughgate::async_stop(**engine, [&] { stopped = true; });
    context.run();
    std::printf("%s\n", stopped ? "stopped" : "never stopped");
    return stopped ? 0 : 1;
}
