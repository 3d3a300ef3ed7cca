// SPDX-License-Identifier: MIT
// A notifier plug-in: appends one line per notice to a file, as a wall display might read it.
// Built as a loadable library; includes one header and links nothing of the engine.
#include <array>
#include <cstdio>
#include <set>
#include <string>

#include <throughgate/plugin.hpp>

namespace {

namespace notifier = throughgate::notifier;

// What the operator may set. The engine refuses other names and fills in the defaults.
constexpr std::array settings{
    notifier::required_setting("file", "file that gets one line per notice"),
    notifier::choice(notifier::optional_setting("only", "class to show", "all"),
                     "all|critical|action|info"),
};

class WallDisplay final : public notifier::Plugin {
public:
    // A constructor that throws refuses the settings; the sentence is for the operator.
    explicit WallDisplay(const notifier::Settings& given)
        : path_(given.get("file")), only_(given.get("only")) {
        if (path_.ends_with('/')) throw std::runtime_error("file: write the path of a file");
    }

protected:
    notifier::Answer do_deliver(const notifier::Message& message) override {
        if (only_ != "all" && only_ != message.notice_class)
            return notifier::delivered("not shown: its class is not wanted here");
        // Delivery is at least once: the same effect id may come again, and is dropped here.
        if (!shown_.emplace(message.effect_id).second) return notifier::delivered("shown before");
        const std::string line = std::string(message.notice_class) + " " +
                                 std::string(message.reference) + ": " +
                                 std::string(message.subject) + "\n";
        if (append(line)) return notifier::delivered();
        shown_.erase(std::string(message.effect_id));
        return notifier::retry("the display's file cannot be written");  // tried again later
    }

private:
    [[nodiscard]] bool append(const std::string& line) const {
        std::FILE* file = std::fopen(path_.c_str(), "a");
        if (file == nullptr) return false;
        const bool written = std::fwrite(line.data(), 1, line.size(), file) == line.size();
        return std::fclose(file) == 0 && written;
    }

    std::string path_;
    std::string only_;
    std::set<std::string> shown_;
};

}  // namespace

TG_EXPORT_NOTIFIER(WallDisplay, "wall-display", "Appends one line per notice to a file.", settings);
