// SPDX-License-Identifier: MIT
// ical-feed: each person's due handoffs as a calendar file behind an unguessable name, in a folder
// that a web server serves. Each message is the whole list of one person; what is not in it any
// more is cancelled. Beside a calendar lies what was published, so that entries keep counting.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <system_error>

#include "ical-feed/calendar.hpp"
#include "ical-feed/message.hpp"
#include "throughgate/plugin.hpp"

namespace ical_feed {

namespace {

namespace fs = std::filesystem;
namespace notifier = throughgate::notifier;
using notifier::Answer;
using notifier::Message;

constexpr std::size_t shortest_secret = 16;
constexpr std::int64_t most_turns = 1000;

constexpr std::array settings{
    notifier::required_setting("folder", "where calendars are written; a web server serves it"),
    notifier::secret(notifier::required_setting(
        "secret", "what addresses are made from, 16 letters or more; another makes others")),
    notifier::optional_setting("url", "where the folder is served, to say a calendar's address",
                               ""),
    notifier::optional_setting("name", "what the calendar is called", "Handoffs"),
    notifier::number(notifier::optional_setting(
                         "keep_days", "how long a cancelled entry stays in the feed", "30"),
                     "1..400"),
};

/// Replaces `path` as a whole, or not at all; others than the group may not read it.
void write_file(const std::string& path, const std::string& text) {
    const std::string fresh = path + ".new";
    const int file = open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);
    if (file < 0) throw std::system_error(errno, std::generic_category(), "a calendar");
    std::size_t done = 0;
    while (done < text.size()) {
        const ssize_t put = write(file, text.data() + done, text.size() - done);
        if (put < 0 && errno != EINTR) break;
        if (put > 0) done += static_cast<std::size_t>(put);
    }
    const bool synced = done == text.size() && fsync(file) == 0;
    const int fault = errno;
    close(file);
    if (!synced) throw std::system_error(fault, std::generic_category(), "a calendar");
    fs::rename(fresh, path);
}

/// Of a calendar that was never written: none. Begun anew, its sequences would be used twice.
std::vector<Entry> read_entries(const std::string& path) {
    if (!fs::exists(path)) return {};
    std::ifstream file(path, std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(file), {});
    auto entries = file ? read_memory(text) : std::nullopt;
    if (!entries)
        throw std::runtime_error(
            "the .json beside the calendar cannot be read: put it back from a backup, or give the "
            "person a new address");
    return *std::move(entries);
}

class Feed final : public notifier::Plugin {
public:
    explicit Feed(const notifier::Settings& given)
        : folder_(given.get("folder")),
          secret_(given.get("secret")),
          url_(given.get("url")),
          name_(given.get("name")),
          keep_(given.number("keep_days", 1, 400)) {
        if (secret_.size() < shortest_secret)
            throw std::runtime_error("secret: it has fewer than 16 letters");
        while (url_.ends_with('/')) url_.pop_back();
        fs::create_directories(folder_);
    }

protected:
    Answer do_deliver(const Message& message) override {
        if (message.notice_class != "calendar")
            return notifier::failed(
                "this channel takes lists of what is due, not notices; see "
                "`throughgate calendars`");
        List list;
        try {
            list = read_list(message.body);
        } catch (const std::runtime_error& fault) {
            return notifier::failed(fault.what());
        }
        if (list.gone) {
            const int dropped = drop_turns(list.person, most_turns);
            return notifier::delivered("removed " + std::to_string(dropped) +
                                       (dropped == 1 ? " address" : " addresses"));
        }
        drop_turns(list.person, list.turn - 1);
        return publish(list, message.now);
    }

private:
    [[nodiscard]] std::string path_of(const std::string& address) const {
        return folder_ + "/" + address;
    }

    /// An address that was given up is gone, not stale. Answers how many there were.
    int drop_turns(const std::string& person, std::int64_t last) const {
        int dropped = 0;
        for (std::int64_t turn = 1; turn <= std::min(last, most_turns); ++turn) {
            const std::string path = path_of(address_of(secret_, person, turn));
            if (fs::remove(path + ".ics")) ++dropped;
            fs::remove(path + ".json");
        }
        return dropped;
    }

    [[nodiscard]] Answer publish(const List& list, Instant now) const {
        const std::string address = address_of(secret_, list.person, list.turn);
        const std::string path = path_of(address);
        const auto entries = brought_up(read_entries(path + ".json"), list.items, now,
                                        now - std::chrono::days(keep_));
        // The memory first: a sequence may be passed over, but never used twice.
        write_file(path + ".json", remembered(entries));
        write_file(path + ".ics", feed_of(entries, name_));
        return notifier::delivered((url_.empty() ? "" : url_ + "/") + address + ".ics");
    }

    std::string folder_;
    std::string secret_;
    std::string url_;
    std::string name_;
    std::int64_t keep_;
};

}  // namespace

}  // namespace ical_feed

TG_EXPORT_NOTIFIER(ical_feed::Feed, "ical-feed",
                   "Keeps each person's due handoffs as a calendar behind a secret address.",
                   ical_feed::settings);
