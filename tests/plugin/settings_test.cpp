// SPDX-License-Identifier: MIT
// Goal: settings are held against what a plug-in says of them, all faults at once, and no secret is
// ever in a fault. Method: the pure check of the host; then a real plug-in that refuses to open.
#include <cstdlib>
#include <fstream>

#include "channels.hpp"
#include "plugin/host/settings.hpp"
#include "support/temporary_folder.hpp"

using namespace throughgate;
using namespace throughgate::testing;
using plugin::host::Completed;
using plugin::host::Kind;
using plugin::host::Known;

namespace {

const std::vector<Known> all_kinds{
    {"to", "", "", true, Kind::text, ""},
    {"wait", "", "20", false, Kind::number, "10..30"},
    {"loud", "", "false", false, Kind::truth, ""},
    {"how", "", "never", false, Kind::choice, "never|sometimes|always"},
    {"key", "", "", false, Kind::secret, ""},
    {"list", "", "", false, Kind::file, ""},
};

Completed checked(plugin::host::Settings given) {
    given.emplace_back("to", "x");
    return plugin::host::complete_settings(all_kinds, given);
}

std::string fault_of(const std::string& name, const std::string& value) {
    return checked({{name, value}}).faults;
}

std::string value_of(const Completed& completed, const std::string& name) {
    for (const auto& [known, value] : completed.settings)
        if (known == name) return value;
    return "(not there)";
}

}  // namespace

TEST_CASE("defaults are filled in, and what is not set stays empty whatever its kind") {
    const Completed completed = checked({});
    CHECK(completed.faults.empty());
    CHECK(value_of(completed, "wait") == "20");
    CHECK(value_of(completed, "how") == "never");
    CHECK(value_of(completed, "key").empty());
    CHECK(fault_of("key", "").empty());
}

TEST_CASE("a value of the wrong kind is refused with what to write") {
    CHECK(fault_of("wait", "31") == "wait: write a whole number from 10 to 30");
    CHECK(fault_of("wait", "20s") == "wait: write a whole number from 10 to 30");
    CHECK(fault_of("wait", "") == "wait: write a whole number from 10 to 30");
    CHECK(fault_of("loud", "yes") == "loud: write true or false");
    CHECK(fault_of("how", "often") == "how: write never, sometimes or always");
    CHECK(fault_of("list", "/no/such/file") == "list: '/no/such/file' cannot be read");
    for (const char* good : {"10", "30"}) CHECK(fault_of("wait", good).empty());
    CHECK(fault_of("how", "always").empty());
}

TEST_CASE("all faults come at once") {
    const auto faults = plugin::host::complete_settings(
                            all_kinds, {{"wiat", "5"}, {"loud", "1"}, {"loud", "2"}, {"wait", "x"}})
                            .faults;
    CHECK(faults ==
          "unknown setting 'wiat', setting 'loud' twice, missing setting 'to', loud: write true or "
          "false, loud: write true or false, wait: write a whole number from 10 to 30");
}

TEST_CASE("a secret is read from its file or variable, without its line end") {
    const TemporaryFolder folder;
    std::ofstream(folder / "key") << "hidden words\r\n";
    CHECK(value_of(checked({{"key", "file:" + (folder / "key")}}), "key") == "hidden words");
    REQUIRE(setenv("THROUGHGATE_TEST_KEY", "other words", 1) == 0);
    CHECK(value_of(checked({{"key", "env:THROUGHGATE_TEST_KEY"}}), "key") == "other words");
    REQUIRE(unsetenv("THROUGHGATE_TEST_KEY") == 0);
    CHECK(fault_of("key", "env:THROUGHGATE_TEST_KEY") ==
          "key: the variable that holds it is not set");
}

TEST_CASE("a fault about a secret never repeats what was given") {
    const TemporaryFolder folder;
    std::ofstream(folder / "empty") << "\n";
    std::ofstream(folder / "long") << std::string(5000, 's');
    CHECK(fault_of("key", "hunter2") ==
          "key: a secret is not written here; write file:PATH or env:NAME");
    CHECK(fault_of("key", "file:" + (folder / "empty")) ==
          "key: there is nothing in the place that should hold it");
    CHECK(fault_of("key", "file:" + (folder / "long")) == "key: it is longer than 4000 bytes");
    CHECK(fault_of("key", "file:/no/such/hunter2") == "key: the file that holds it cannot be read");
}

TEST_CASE("a plug-in tells the kinds of its settings and what they allow") {
    const auto told = plugin::describe(built("plugins/email-smtp.so"), plugin_host());
    REQUIRE(told.ok());
    std::string tls;
    for (const auto& setting : told->settings)
        if (setting.name == "tls") tls = setting.kind + " " + setting.allowed;
    CHECK(tls == "choice none|starttls|required");
}

TEST_CASE("a channel whose settings are wrong in several ways is refused once, with all of them") {
    const auto channel = plugin::open_channel(
        {built("plugins/email-smtp.so"), plugin_host(), {{"tls", "maybe"}, {"timeout_ms", "1"}}});
    REQUIRE_FALSE(channel.ok());
    CHECK(channel.error().kind == ErrorKind::invalid);
    CHECK(channel.error().message ==
          "plug-in 'email-smtp': missing setting 'url', missing setting 'from', tls: write none, "
          "starttls or required, timeout_ms: write a whole number from 100 to 28000");
}
