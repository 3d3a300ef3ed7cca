// SPDX-License-Identifier: MIT
// Every sentence that an import says to people, in one place. None repeats a value from the input.
#pragma once

#include <string_view>

namespace throughgate::exchange::messages {

// Files
inline constexpr std::string_view file_too_large =
    "the file is larger than 256 MiB; split it and import the parts";
inline constexpr std::string_view json_malformed =
    "this is not JSON; export the file again or repair it here";
inline constexpr std::string_view json_incomplete =
    "the JSON ends too early; the file was probably cut off, fetch it again";
inline constexpr std::string_view json_extra =
    "something follows the end of the JSON; one file holds one value";
inline constexpr std::string_view json_too_deep =
    "the JSON is nested deeper than 32 levels; no known extract is";
inline constexpr std::string_view not_a_list =
    "expected {\"content\": [...]} or a list of prisoner records";
inline constexpr std::string_view line_not_json = "the line is not JSON; repair it";

// Bank holidays and calendar files
inline constexpr std::string_view no_division =
    "expected {\"england-and-wales\": {\"events\": [...]}, ...} as GOV.UK publishes it";
inline constexpr std::string_view other_division =
    "says that it is of another division; fetch the file again";
inline constexpr std::string_view no_events = "has no list of events; fetch the file again";
inline constexpr std::string_view event_not_object = "is not {\"title\": ..., \"date\": ...}";
inline constexpr std::string_view not_holiday_date =
    "has no calendar date (yyyy-mm-dd, 1990 to 2199)";
inline constexpr std::string_view no_holiday_title = "has no title of at most 100 letters";
inline constexpr std::string_view holiday_twice = "is listed twice; keep one of the two";
inline constexpr std::string_view year_not_likely =
    "cannot be right: a year has 7 to 15; the file was cut off or is of something else";
inline constexpr std::string_view holiday_not_one_line =
    "expected a holiday on one line: '  - {date: 2026-12-25, title: Christmas Day}'";
inline constexpr std::string_view holidays_on_one_line =
    "holidays are kept one on a line: write 'holidays:' alone, and below it lines like "
    "'  - {date: 2026-12-25, title: Christmas Day}'";
inline constexpr std::string_view calendar_lacks_keys =
    "the calendar needs 'version:', 'known_until:' and 'holidays:', each at the start of a line";
inline constexpr std::string_view too_many_removed =
    " holidays would go; the list is of another division or incomplete. If it is right, remove "
    "them from the file yourself and import again";

// Rows of a prisoner extract
inline constexpr std::string_view record_not_object = "the record is not a JSON object";
inline constexpr std::string_view no_identity =
    "no usable prison number (A1234BC) and no usable CRN (X123456)";
inline constexpr std::string_view same_noms_number = "same prison number as record ";
inline constexpr std::string_view same_crn = "same CRN as record ";

// Fields of a prisoner record
inline constexpr std::string_view not_noms_number = "is not a prison number (A1234BC)";
inline constexpr std::string_view not_crn = "is not a CRN (X123456)";
inline constexpr std::string_view word_null = "holds a word that means nothing is known";
inline constexpr std::string_view not_text = "is not text";
inline constexpr std::string_view too_long = "is longer than anything this field can hold";
inline constexpr std::string_view not_truth = "is neither true nor false";
inline constexpr std::string_view not_date = "is not a real calendar date (yyyy-mm-dd)";
inline constexpr std::string_view far_date = "lies too far from today to be meant";
inline constexpr std::string_view future_date = "lies in the future";
inline constexpr std::string_view past_release =
    "has passed although the person is still in prison; it is kept, check it";
inline constexpr std::string_view release_before_sentence = "is before the sentence started";
inline constexpr std::string_view end_before_start = "is before sentenceStartDate";
inline constexpr std::string_view no_release = "no usable release date in the record";
inline constexpr std::string_view not_prison = "is not a prison id of three letters";
inline constexpr std::string_view no_prison =
    "names no prison (out or in transfer); ask which prison answers for the person";
inline constexpr std::string_view not_location = "is not a wing and cell such as B-2-014";
inline constexpr std::string_view not_officers =
    "is longer than 400 characters; give the staff ids of those who may see the case";
inline constexpr std::string_view not_sex = "is neither Male nor Female";
inline constexpr std::string_view not_rosh = "is not a level of risk of serious harm";
inline constexpr std::string_view not_mappa = "is not a MAPPA level (0 to 3)";
inline constexpr std::string_view not_tier = "is not a tier (A3, C1S)";
inline constexpr std::string_view not_days = "is not a number of days";
inline constexpr std::string_view not_nation = "is neither england nor wales";
inline constexpr std::string_view unallocated = "nobody is allocated";
inline constexpr std::string_view officer_without_code = "the officer has no code";

// Staff directory
inline constexpr std::string_view csv_open_quote =
    "a quote opened here is never closed; the rows from here on were not read";
inline constexpr std::string_view csv_stray_quote = "text follows a closing quote";
inline constexpr std::string_view csv_empty = "the file is empty; expected a header row";
inline constexpr std::string_view column_missing = "the header has no column ";
inline constexpr std::string_view column_unknown = "the header has a column nobody reads: column ";
inline constexpr std::string_view column_twice = "the header has this column twice: ";
inline constexpr std::string_view row_short = "the row has fewer columns than the header";
inline constexpr std::string_view row_long = "the row has more columns than the header";
inline constexpr std::string_view staff_without_id = "the row has no id";
inline constexpr std::string_view staff_bad_id =
    "the id holds something else than letters, digits, '.', '_' and '-', or is too long";
inline constexpr std::string_view staff_same_id = "same id as line ";
inline constexpr std::string_view same_login = "same login as line ";
inline constexpr std::string_view same_box = "the team already has a box on line ";
inline constexpr std::string_view not_email = "is not an e-mail address; left empty";
inline constexpr std::string_view not_role = "holds something that is not a role id; left out";
inline constexpr std::string_view field_empty = "is empty; everybody needs one";
inline constexpr std::string_view role_nowhere =
    "names a role that no published workflow has; correct it or apply the workflows first";
inline constexpr std::string_view no_role = "no role; this person can never be found by role";
inline constexpr std::string_view too_many_roles =
    "the file names more than 200 different roles; the rest is left out";
inline constexpr std::string_view not_kind = "is neither person nor box; taken as person";
inline constexpr std::string_view unknown_staff = "names an id that is not in the file; left empty";
inline constexpr std::string_view self_staff = "names the row itself; left empty";
inline constexpr std::string_view manager_circle =
    "closes a circle of managers; left empty, somebody must be at the top";
inline constexpr std::string_view not_weekday =
    "is no list of days such as 'mon tue thu'; read as every working day";
inline constexpr std::string_view not_opt_out =
    "only notices of class info can be left out; read as nothing left out";
inline constexpr std::string_view absence_backwards = "ends before it starts; left empty";
inline constexpr std::string_view box_as_deputy = "names a box; a deputy is a person; left empty";

// Event feeds
inline constexpr std::string_view line_too_long = "the line is longer than 1 MiB";
inline constexpr std::string_view not_object = "the line is not a JSON object";
inline constexpr std::string_view message_not_json = "the envelope's Message is not a JSON object";
inline constexpr std::string_view event_without_type = "neither eventType nor event nor handoff";
inline constexpr std::string_view event_without_source = "the event has no source";
inline constexpr std::string_view event_without_id = "the event has no id";
inline constexpr std::string_view event_without_time =
    "the event has no instant with an offset (2026-09-01T16:06:39+01:00)";
inline constexpr std::string_view event_without_person =
    "the event names nobody by prison number or CRN";
inline constexpr std::string_view event_bad_name = "the event's name is not a dotted word";
inline constexpr std::string_view event_bad_fields =
    "fields must be an object of plain values (text, whole numbers, true, false, null)";
inline constexpr std::string_view event_bad_assignments =
    "assignments must be an object from role to staff id";
inline constexpr std::string_view event_bad_handoff =
    "handoff needs a name and one of acknowledge, accept, decline, query, complete";
inline constexpr std::string_view key_too_long = "source and id together are too long";
inline constexpr std::string_view unknown_type =
    "this type of event means nothing here; kept so that nothing is lost unseen";
inline constexpr std::string_view unknown_reason =
    "this reason of a known event means nothing here; kept so that nothing is lost unseen";
inline constexpr std::string_view admission_seen =
    "an admission opens no case by itself; import the person's record";
inline constexpr std::string_view known_no_move =
    "this movement changes nothing here (court, or leaving for another prison)";
inline constexpr std::string_view names_no_officer =
    "names no officer; import the record or the directory again";
inline constexpr std::string_view names_no_prison = "names no prison of three letters";
inline constexpr std::string_view record_changed =
    "says only that the record changed; import the record again to see what";

inline constexpr std::string_view merged_into = "records merged; the number that lives on is ";

// Placed cases
inline constexpr std::string_view place_member_missing = "is missing";
inline constexpr std::string_view place_not_time =
    "is neither a day (2026-03-17) nor an instant (2026-03-17T09:00:00Z)";
inline constexpr std::string_view place_not_list = "is not a list of at most 64 objects";
inline constexpr std::string_view place_not_object = "is not an object";

// Commands
inline constexpr std::string_view command_not_object = "a command is a JSON object";
inline constexpr std::string_view command_without_key = "a command needs a key";
inline constexpr std::string_view command_unknown_what =
    "a command holds exactly one of open, place, event, handoff and correct";
inline constexpr std::string_view command_bad_actor =
    "actor is an object with person, assertedBy and onBehalfOf as text";
inline constexpr std::string_view command_bad_field = "this member has the wrong type: ";
inline constexpr std::string_view command_unknown_member = "nobody reads this member: ";

}  // namespace throughgate::exchange::messages
