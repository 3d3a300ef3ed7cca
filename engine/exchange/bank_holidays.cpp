// SPDX-License-Identifier: MIT
#include "exchange/bank_holidays.hpp"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "exchange/json_text.hpp"
#include "exchange/messages.hpp"

namespace throughgate::exchange {
namespace {

namespace json = boost::json;

constexpr int fewest_a_year = 7;
constexpr int most_a_year = 15;

/// The list has typographic apostrophes, the calendar files plain ones.
std::string plain(std::string_view title) {
    constexpr std::string_view apostrophe = "\xe2\x80\x99";
    std::string text(title);
    for (std::size_t at = text.find(apostrophe); at != std::string::npos;
         at = text.find(apostrophe, at))
        text.replace(at, apostrophe.size(), "'");
    return text;
}

class BankHolidayReader {
public:
    explicit BankHolidayReader(std::string_view file_name) : file_name_(file_name) {}

    Result<BankHolidays> read(const json::value& root) {
        BankHolidays all;
        const json::object* divisions = root.if_object();
        if (divisions != nullptr)
            for (const auto& each : *divisions) division(each, all);
        if (all.empty() && faults_.empty()) fault("", messages::no_division);
        if (!faults_.empty()) return Error{ErrorKind::invalid, faults_, std::string(file_name_)};
        return all;
    }

private:
    void division(const json::key_value_pair& pair, BankHolidays& all) {
        const std::string name(pair.key());
        const json::object* body = pair.value().if_object();
        const json::value* list = body == nullptr ? nullptr : member(*body, "events");
        const json::array* events = list == nullptr ? nullptr : list->if_array();
        if (events == nullptr || events->empty()) return fault(name, messages::no_events);
        if (const auto said = text_member(*body, "division"); !said.empty() && said != name)
            return fault(name, messages::other_division);
        std::vector<BankHoliday>& days = all[name];
        for (std::size_t i = 0; i < events->size(); ++i)
            add(name + ", event " + std::to_string(i + 1), (*events)[i], days);
        std::sort(days.begin(), days.end(),
                  [](const BankHoliday& a, const BankHoliday& b) { return a.date < b.date; });
        check_days(name, days);
    }

    void add(const std::string& place, const json::value& event, std::vector<BankHoliday>& days) {
        const json::object* fields = event.if_object();
        if (fields == nullptr) return fault(place, messages::event_not_object);
        const auto date = parse_date(text_member(*fields, "date"));
        const std::string title = plain(text_member(*fields, "title"));
        if (!date || *date < Date{std::chrono::year(1990) / 1 / 1} ||
            *date > Date{std::chrono::year(2199) / 12 / 31})
            return fault(place, messages::not_holiday_date);
        if (title.empty() || title.size() > 100 ||
            std::any_of(title.begin(), title.end(),
                        [](char letter) { return static_cast<unsigned char>(letter) < ' '; }))
            return fault(place, messages::no_holiday_title);
        const bool substitute = text_member(*fields, "notes") == "Substitute day";
        days.push_back({*date, title + (substitute ? " (substitute day)" : "")});
    }

    void check_days(const std::string& name, const std::vector<BankHoliday>& days) {
        std::map<int, int> years;
        for (std::size_t i = 0; i < days.size(); ++i) {
            ++years[static_cast<int>(std::chrono::year_month_day(days[i].date).year())];
            if (i > 0 && days[i].date == days[i - 1].date)
                fault(name + ", " + format_date(days[i].date), messages::holiday_twice);
        }
        for (const auto& [year, count] : years)
            if (count < fewest_a_year || count > most_a_year)
                fault(
                    name + ", " + std::to_string(year) + " with " + std::to_string(count) + " days",
                    messages::year_not_likely);
    }

    void fault(const std::string& place, std::string_view what) {
        if (!faults_.empty()) faults_ += "\n";
        faults_ += std::string(file_name_) + ": " + place + (place.empty() ? "" : ": ");
        faults_ += what;
    }

    std::string_view file_name_;
    std::string faults_;
};

}  // namespace

Result<BankHolidays> read_bank_holidays(std::string_view bytes, std::string_view file_name) {
    const auto root = parse_json(bytes, file_name);
    if (!root.ok()) return root.error();
    return BankHolidayReader(file_name).read(*root);
}

}  // namespace throughgate::exchange
