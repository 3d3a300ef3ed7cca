// SPDX-License-Identifier: MIT
#include "plugin/host/settings.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

#include "base/limits.hpp"

namespace throughgate::plugin::host {

namespace {

constexpr std::array<std::string_view, 6> kind_names{"text",   "number", "truth",
                                                     "choice", "secret", "file"};

struct Range {
    std::int64_t least = 0;
    std::int64_t most = 0;
};

bool read_number(std::string_view text, std::int64_t& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size();
}

/// "100..28000"; what is written otherwise bounds nothing.
Range range_of(std::string_view allowed) {
    Range range{0, std::int64_t{1} << 53};
    const std::size_t dots = allowed.find("..");
    if (dots == std::string_view::npos) return range;
    read_number(allowed.substr(0, dots), range.least);
    read_number(allowed.substr(dots + 2), range.most);
    return range;
}

std::string number_fault(const Known& known, const std::string& value) {
    const Range range = range_of(known.allowed);
    std::int64_t number = 0;
    if (read_number(value, number) && number >= range.least && number <= range.most) return {};
    return known.name + ": write a whole number from " + std::to_string(range.least) + " to " +
           std::to_string(range.most);
}

bool is_choice(std::string_view allowed, std::string_view value) {
    while (true) {
        const std::size_t bar = allowed.find('|');
        if (allowed.substr(0, bar) == value) return true;
        if (bar == std::string_view::npos) return false;
        allowed.remove_prefix(bar + 1);
    }
}

/// "none|starttls|required" -> "none, starttls or required".
std::string in_words(std::string_view allowed) {
    std::string words;
    for (const char letter : allowed)
        if (letter == '|')
            words += ", ";
        else
            words += letter;
    const std::size_t last = words.rfind(", ");
    return last == std::string::npos ? words : words.replace(last, 2, " or ");
}

std::optional<std::string> content_of(const std::string& path) {
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(path, ignored)) return std::nullopt;
    std::ifstream file(path, std::ios::binary);
    if (!file) return std::nullopt;
    std::string text(limits::text_bytes + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    return text;
}

bool can_be_read(const std::string& path) {
    std::error_code ignored;
    return std::filesystem::is_regular_file(path, ignored) && std::ifstream(path).good();
}

void drop_line_ends(std::string& text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
}

/// Turns the reference in `value` into what it points at; a fault never repeats it.
std::string read_secret(const Known& known, std::string& value) {
    std::optional<std::string> found;
    if (value.starts_with("file:")) {
        found = content_of(value.substr(5));
        if (!found) return known.name + ": the file that holds it cannot be read";
    } else if (value.starts_with("env:")) {
        const char* variable = std::getenv(value.substr(4).c_str());
        if (variable == nullptr) return known.name + ": the variable that holds it is not set";
        found = variable;
    } else {
        return known.name + ": a secret is not written here; write file:PATH or env:NAME";
    }
    drop_line_ends(*found);
    if (found->empty()) return known.name + ": there is nothing in the place that should hold it";
    if (found->size() > limits::text_bytes)
        return known.name + ": it is longer than " + std::to_string(limits::text_bytes) + " bytes";
    value = *std::move(found);
    return {};
}

/// Empty: nothing is wrong with it. Not called for what is not set.
std::string fault_of(const Known& known, std::string& value) {
    switch (known.kind) {
        case Kind::number: return number_fault(known, value);
        case Kind::truth:
            return is_choice("true|false", value) ? "" : known.name + ": write true or false";
        case Kind::choice:
            if (is_choice(known.allowed, value)) return {};
            return known.name + ": write " + in_words(known.allowed);
        case Kind::secret: return read_secret(known, value);
        case Kind::file:
            return can_be_read(value) ? "" : known.name + ": '" + value + "' cannot be read";
        default: return {};
    }
}

/// The faults of what was given, as one list for people.
class SettingsCheck {
public:
    explicit SettingsCheck(const std::vector<Known>& known) : known_(known) {}

    Completed run(const Settings& given) {
        for (std::size_t i = 0; i < given.size(); ++i) check_name(given, i);
        all_ = given;
        for (const Known& setting : known_) complete(setting);
        for (auto& [name, value] : all_) check_value(name, value);
        return {std::move(all_), std::move(faults_)};
    }

private:
    void add(const std::string& fault) { faults_ += (faults_.empty() ? "" : ", ") + fault; }

    [[nodiscard]] const Known* find(const std::string& name) const {
        const auto same = [&](const Known& setting) { return setting.name == name; };
        const auto found = std::find_if(known_.begin(), known_.end(), same);
        return found == known_.end() ? nullptr : &*found;
    }

    void check_name(const Settings& given, std::size_t index) {
        const std::string& name = given[index].first;
        const auto same = [&](const auto& other) { return other.first == name; };
        const auto here = given.begin() + static_cast<std::ptrdiff_t>(index);
        if (std::any_of(given.begin(), here, same)) return add("setting '" + name + "' twice");
        if (find(name) == nullptr) add("unknown setting '" + name + "'");
    }

    void complete(const Known& setting) {
        const auto same = [&](const auto& given) { return given.first == setting.name; };
        if (std::any_of(all_.begin(), all_.end(), same)) return;
        if (setting.required) return add("missing setting '" + setting.name + "'");
        all_.emplace_back(setting.name, setting.default_value);
    }

    void check_value(const std::string& name, std::string& value) {
        const Known* setting = find(name);
        if (setting == nullptr) return;
        if (value.empty() && !setting->required && setting->default_value.empty()) return;
        if (const std::string fault = fault_of(*setting, value); !fault.empty()) add(fault);
    }

    const std::vector<Known>& known_;
    Settings all_;
    std::string faults_;
};

}  // namespace

std::string_view name_of(Kind kind) { return kind_names[static_cast<std::size_t>(kind)]; }

Kind kind_of(std::uint32_t number) {
    return number < kind_names.size() ? static_cast<Kind>(number) : Kind::text;
}

Completed complete_settings(const std::vector<Known>& known, const Settings& given) {
    return SettingsCheck(known).run(given);
}

}  // namespace throughgate::plugin::host
