// SPDX-License-Identifier: MIT
// counting: keeps no notice and counts them all. For playing large caseloads, where a file for each
// notice would be what takes the time. Never for a live store: it tells nobody anything.
#include <array>
#include <cstdint>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>

#include "throughgate/plugin.hpp"

namespace counting {

namespace {

using throughgate::notifier::Answer;
using throughgate::notifier::Message;
using throughgate::notifier::required_setting;

constexpr std::array settings{
    required_setting("file", "where the counts are written when the channel is closed"),
};

class Counting final : public throughgate::notifier::Plugin {
public:
    explicit Counting(const throughgate::notifier::Settings& given) : file_(given.get("file")) {
        if (!std::ofstream(file_)) throw std::runtime_error("file: cannot write " + file_);
    }
    Counting(const Counting&) = delete;
    Counting& operator=(const Counting&) = delete;
    ~Counting() override {
        std::ofstream file(file_);
        for (const auto& [notice_class, count] : counts_)
            file << notice_class << ' ' << count << '\n';
    }

protected:
    Answer do_deliver(const Message& message) override {
        ++counts_[std::string(message.notice_class)];
        return throughgate::notifier::delivered("counted");
    }

private:
    const std::string file_;
    std::map<std::string, std::uint64_t> counts_;
};

}  // namespace

}  // namespace counting

TG_EXPORT_NOTIFIER(counting::Counting, "counting",
                   "Counts notices and keeps none; for playing large caseloads.",
                   counting::settings);
