// SPDX-License-Identifier: MIT
// The engine inside a program that has an io_context of its own: wake-ups and answers come on that
// context's thread, the store's work stays on the engine's. Run it with the path of the repository.
#include <boost/asio/io_context.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>
#include <throughgate/asio.hpp>

namespace asio = boost::asio;
namespace fs = std::filesystem;
using namespace throughgate;

template <typename Value>
Value must(Result<Value> result) {
    if (!result.ok()) throw std::runtime_error(result.error().message);
    return std::move(*result);
}

std::vector<DefinitionFile> workflows(const fs::path& folder) {
    std::vector<DefinitionFile> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        if (entry.path().extension() != ".yaml" || name.ends_with(".test.yaml")) continue;
        std::ifstream file(entry.path(), std::ios::binary);
        files.push_back({fs::relative(entry.path(), folder).generic_string(),
                         {std::istreambuf_iterator<char>(file), {}}});
    }
    return files;
}

Command open_case(const std::string& noms_number) {
    Command command;
    command.key = "open-" + noms_number;
    command.actor = {"", "host:example", ""};
    command.what = OpenCase{{noms_number, ""}, {{"prison", Value(std::string("ZZA"))}}, {}};
    return command;
}

void show(const Result<Receipt>& result) {
    if (result.ok())
        std::cout << result->case_reference << ": " << name_of(result->outcome) << "\n";
    else
        std::cout << name_of(result.error().kind) << ": " << result.error().message << "\n";
}

int main(int, char** arguments) try {
    asio::io_context context;
    EngineOptions options;
    options.store_path = "cases.db";
    const auto engine = must(open_on(context.get_executor(), options));
    must(engine->apply(workflows(fs::path(arguments[1]) / "workflows"), {"", "host:example", ""}));
    if (const Status started = engine->start(); !started.ok())
        throw std::runtime_error(started.error().message);

    async_submit(*engine, open_case("A9001ZZ"), [&](const Result<Receipt>& first) {
        show(first);
        async_submit(*engine, open_case("A9001ZZ"), [&](const Result<Receipt>& again) {
            show(again);  // the same key: applied once, answered twice
            async_stop(*engine, [&] {
                std::cout << "stopped\n";
                async_submit(*engine, open_case("A9002ZZ"), show);
            });
        });
    });
    context.run();  // returns when the engine has stopped and every answer was given
    return 0;
} catch (const std::exception& problem) {
    std::cerr << problem.what() << "\n";
    return 1;
}
