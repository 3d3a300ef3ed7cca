// SPDX-License-Identifier: MIT
// Evaluating rules by hand: one expression over some facts, or many cases of named rules.
// Pure functions over what the caller read; no store and no engine are needed. Any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "throughgate/datum.hpp"
#include "throughgate/definitions.hpp"
#include "throughgate/error.hpp"
#include "throughgate/time.hpp"

namespace throughgate {

/// What an evaluation reads besides facts.
struct EvaluationSurroundings {
    std::vector<DefinitionFile> files;  ///< files of rules and calendars; others are passed over
    std::string zone = "Europe/London";
    Instant now{};
    std::string calendar;  ///< name of one of `files`; empty: Monday to Friday, without holidays
};

struct Evaluation {
    Datum value;  ///< nothing when it is not known
    std::string explanation;
    std::vector<std::string> waits_for;  ///< facts that would have to be known
};

/// `facts`: fields by name. Their types follow from how they are written: "2026-03-17" is a day,
/// "2026-03-17T09:00:00Z" an instant, "2026-03-17T09:00" a local time; nothing is a day that is
/// not known. invalid: every fault of the expression, the facts or the files, as text.
Result<Evaluation> evaluate_expression(std::string_view expression, const Datum& facts,
                                       const EvaluationSurroundings& surroundings);

struct CaseAnswer {
    std::string id;
    Datum value;
    std::string error;        ///< why there is no value; empty: there is one
    std::string explanation;  ///< only when asked for
};

struct CaseReport {
    std::vector<CaseAnswer> answers;  ///< in the order of the cases
    std::size_t errors = 0;
    std::vector<std::string> remarks;  ///< such as inputs that a rule does not read, each once
};

struct CaseOptions {
    bool explain = false;
    bool only_expected_fields = true;  ///< leaves out fields that the case's `expected` lacks
};

/// `cases`: one or a list of {family, cases: [{id, rule, calendar, inputs, expected?}]}.
/// `calendars`: {calendars: [{id, weekend (0 Monday to 6), holidays, extra_working}]}. The clock is
/// the case's input `now` or `today`, else that of the surroundings. invalid: neither can be read,
/// or the files of rules have faults.
Result<CaseReport> evaluate_cases(const std::vector<Datum>& cases, const Datum& calendars,
                                  const EvaluationSurroundings& surroundings,
                                  const CaseOptions& options = {});

}  // namespace throughgate
