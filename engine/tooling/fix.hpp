// SPDX-License-Identifier: MIT
// Fixes: for a fault that has one sensible repair, the bytes that make it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "definition/load.hpp"
#include "definition/node.hpp"
#include "throughgate/authoring.hpp"

namespace throughgate::tooling {

class Fixer {
public:
    explicit Fixer(const std::vector<definition::SourceFile>& files);

    /// nullopt: what should stand here only its author can know.
    [[nodiscard]] std::optional<Fix> fix_of(const Diagnostic& diagnostic);

private:
    bool is_extended(const std::string& path);
    const definition::SourceFile* file_of(const Diagnostic& diagnostic) const;
    /// The file as nodes; nullptr when it cannot be read.
    const definition::Node* root_of(const definition::SourceFile& file);
    std::optional<Fix> special(const Diagnostic& diagnostic, const definition::SourceFile& file);
    std::optional<Fix> add_key(const Diagnostic& diagnostic, const definition::SourceFile& file);
    std::optional<Fix> remove_key(const Diagnostic& diagnostic, const definition::SourceFile& file,
                                  std::string_view key);
    std::optional<Fix> add_otherwise(const Diagnostic& diagnostic,
                                     const definition::SourceFile& file);
    [[nodiscard]] std::string only_calendar();

    const std::vector<definition::SourceFile>& files_;
    std::map<std::string, std::optional<definition::Node>> roots_;
};

}  // namespace throughgate::tooling
