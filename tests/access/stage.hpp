// SPDX-License-Identifier: MIT
// The store of these tests: five cases on which every label, limited access and a linked pair
// occur, and a directory with somebody of every role inside and outside their scope. Each protected
// field holds words that stand nowhere else.
#pragma once

#include "support/play.hpp"
#include "throughgate/access.hpp"

namespace throughgate::testing {

struct StagedCase {
    std::string name;  ///< plain, limited, survivor, perpetrator, elsewhere
    std::string reference;
    PersonIdentity person;
    std::string item{};  ///< of another system, waived
};

class Stage {
public:
    Stage();

    Play& play() { return play_; }
    Engine& engine() { return play_.engine(); }
    [[nodiscard]] const std::vector<StagedCase>& cases() const { return cases_; }
    [[nodiscard]] const StagedCase& of(std::string_view name) const;
    Access as(const std::string& person, const std::string& purpose = "test") {
        return {engine(), {person, "os:test", purpose}};
    }

private:
    void open(const std::string& name, const PersonIdentity& person, std::vector<Field> facts,
              std::vector<Assignment> assignments);
    void plant(const std::string& name);

    Play play_;
    std::vector<StagedCase> cases_;
};

/// The staff of the stage as CSV.
std::string stage_directory();
/// Every label that the definitions name.
const std::vector<std::string>& labels();
/// Staff ids of the directory, mailboxes left out.
const std::vector<std::string>& staff();

}  // namespace throughgate::testing
