// SPDX-License-Identifier: MIT
// file-drop: one notice, one file of a maildir. For demonstrations, tests, and sites whose mail
// system collects from a folder.
#include <algorithm>
#include <array>
#include <string>

#include "../mail/mail.hpp"
#include "maildir.hpp"

namespace file_drop {

namespace {

using throughgate::notifier::Answer;
using throughgate::notifier::Message;
using throughgate::notifier::optional_setting;
using throughgate::notifier::required_setting;

constexpr std::array settings{
    required_setting("directory", "folder of the maildir; made when it is missing"),
    throughgate::notifier::truth(optional_setting(
        "fsync", "true: a message is on disk before it counts as delivered", "true")),
    optional_setting("from", "address@domain or Name <address@domain>",
                     "Throughgate <throughgate@localhost>"),
};

bool is_file_name(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char letter) {
        return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') ||
               (letter >= 'A' && letter <= 'Z') || letter == '-' || letter == '_' || letter == '.';
    });
}

std::string_view unusable_field(const Message& message) {
    const auto field = mail::unusable_field(message);
    return field.empty() && !is_file_name(message.effect_id) ? "effect id" : field;
}

/// Unix line ends, as maildirs hold them; the text goes in as it is.
std::string whole_text(const Message& message, const mail::Sender& sender) {
    std::string text;
    for (const std::string& line : mail::headers(message, sender))
        text += mail::with_line_ends(line, "\n");
    text +=
        "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
        "Content-Transfer-Encoding: 8bit\n\n";
    return text + mail::with_line_ends(message.body, "\n");
}

class FileDrop final : public throughgate::notifier::Plugin {
public:
    explicit FileDrop(const throughgate::notifier::Settings& given)
        : sender_(mail::read_sender(given.get("from"))),
          maildir_(given.get("directory"), given.truth("fsync")) {}

protected:
    Answer do_deliver(const Message& message) override {
        if (const auto field = unusable_field(message); !field.empty())
            return throughgate::notifier::failed("the " + std::string(field) +
                                                 " cannot stand in a mail header");
        const std::string text = whole_text(message, sender_);
        return throughgate::notifier::delivered("written as " +
                                                maildir_.put(message.effect_id, message.now, text));
    }

private:
    const mail::Sender sender_;
    Maildir maildir_;
};

}  // namespace

}  // namespace file_drop

TG_EXPORT_NOTIFIER(file_drop::FileDrop, "file-drop", "Writes each notice as a file of a maildir.",
                   file_drop::settings);
