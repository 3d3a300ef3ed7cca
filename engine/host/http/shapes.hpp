// SPDX-License-Identifier: MIT
// The named shapes of the API, each made once. Answers are written by host/json; tests hold the two
// against each other.
#pragma once

#include "host/http/shape.hpp"

namespace throughgate::http::shapes {

// Answers
const ShapePointer& receipt();
const ShapePointer& case_row();
const ShapePointer& case_view();
const ShapePointer& history_entry();
const ShapePointer& handoff();
const ShapePointer& work_item();
const ShapePointer& incident();
const ShapePointer& recompute();
const ShapePointer& totals();
const ShapePointer& health();
const ShapePointer& change();
const ShapePointer& import_report();
const ShapePointer& applied_definitions();
const ShapePointer& check_report();
const ShapePointer& plan();
const ShapePointer& bulk_result();
const ShapePointer& who();
const ShapePointer& version();
const ShapePointer& audit();
const ShapePointer& problem();
const ShapePointer& facts();
const ShapePointer& needs();
const ShapePointer& release_sheet();
const ShapePointer& releases();
const ShapePointer& receptions();
const ShapePointer& contact();
const ShapePointer& report();
const ShapePointer& rights();
const ShapePointer& broken_glass();
const ShapePointer& read_entry();
const ShapePointer& live_state();
const ShapePointer& shadowed();
/// {"items": [...], "next": cursor or null}
ShapePointer page_of(const std::string& name, const ShapePointer& item);

// Bodies
const ShapePointer& open_case();
const ShapePointer& place_case();
const ShapePointer& event();
const ShapePointer& event_of_person();
const ShapePointer& handoff_move();
const ShapePointer& correction();
const ShapePointer& bulk();
const ShapePointer& person();
const ShapePointer& definition_files();
const ShapePointer& because();

const std::vector<std::string>& handoff_actions();
const std::vector<std::string>& case_states();
std::vector<std::string> outcomes();

}  // namespace throughgate::http::shapes
