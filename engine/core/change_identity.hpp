// SPDX-License-Identifier: MIT
// Who stands behind a plan, an approval, a run: as it is kept, and whether two are one person.
// Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/case.hpp"
#include "model/directory.hpp"
#include "throughgate/command.hpp"
#include "throughgate/error.hpp"

namespace throughgate::core {

/// "S01 (os:aspen)", or "os:aspen" when no member of staff is known; with a token whose maker is
/// known "S01 (http:aspen, by os:elder)", as with_token_maker says. Stored.
std::string identity_of(const Actor& actor);
Actor actor_named(std::string_view identity);
/// Several, as they are kept: "S01 (os:aspen); S02 (os:birch)".
std::vector<Actor> actors_named(std::string_view identities);

/// What a plan, which many read, says of a case: of a limited-access one not even the reference.
std::string shown_reference(const Case& the_case);

/// The same member of staff; or the same operating-system user, whoever that user said to be; or
/// the same principal where one of them is no member of staff.
bool same_person(const Actor& a, const Actor& b);

/// Whose login it is by the directory, whoever an operating-system user said to be.
Actor behind(const Directory& directory, Actor actor);

/// Certainly two people: two members of staff, or two operating-system users. An identity of
/// another kind that no member of staff stands behind may be anybody's.
bool told_apart(const Actor& a, const Actor& b);

/// Neither made the token of the other. `did`: what `other` did of which this is the second part.
Status made_no_token(const Directory& directory, const Actor& actor, const Actor& other,
                     std::string_view did);

}  // namespace throughgate::core
