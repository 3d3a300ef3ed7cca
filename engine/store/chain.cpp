// SPDX-License-Identifier: MIT
#include "store/chain.hpp"

#include <array>

#include "store/bytes.hpp"
#include "store/symbols.hpp"

namespace throughgate::store {

EntryView view_of(const StoredLogEntry& entry) {
    return {entry.case_id, entry.sequence,     entry.recorded,    entry.effective,
            entry.kind,    entry.actor,        entry.asserted_by, entry.on_behalf_of,
            entry.reason,  entry.field_hashes, entry.previous};
}

void ChainHasher::number(std::uint64_t value) {
    std::array<char, 8> bytes{};
    for (char& byte : bytes) {
        byte = static_cast<char>(value & 0xff);
        value >>= 8;
    }
    buffer_.append(bytes.data(), bytes.size());
}

void ChainHasher::instant(Instant value) {
    number(static_cast<std::uint64_t>(value.time_since_epoch().count()));
}

void ChainHasher::text(std::string_view value) {
    number(value.size());
    buffer_.append(value);
}

void ChainHasher::digest(const Digest& value) {
    buffer_.append(reinterpret_cast<const char*>(value.bytes.data()), value.bytes.size());
}

Digest ChainHasher::finish() {
    const Digest result = hash_.add(buffer_).finish();
    buffer_.clear();
    return result;
}

Digest ChainHasher::field(std::uint64_t salt, std::size_t index, std::string_view name,
                          std::string_view value) {
    number(salt);
    number(index);
    text(name);
    text(value);
    return finish();
}

Digest ChainHasher::entry(const EntryView& entry) {
    digest(entry.previous);
    number(static_cast<std::uint64_t>(entry.case_id.number));
    number(entry.sequence);
    instant(entry.recorded);
    instant(entry.effective);
    text(entry.kind);
    text(entry.actor);
    text(entry.asserted_by);
    text(entry.on_behalf_of);
    text(entry.reason);
    for (const Digest& field : entry.field_hashes) digest(field);
    return finish();
}

Digest ChainHasher::content(std::span<const RootHead> heads, std::span<const Digest> hashes) {
    for (std::size_t i = 0; i < heads.size(); ++i) {
        number(static_cast<std::uint64_t>(heads[i].case_id.number));
        number(heads[i].sequence);
        digest(hashes[i]);
    }
    return finish();
}

Digest ChainHasher::root(const RootRow& root) {
    digest(root.previous);
    number(root.commit);
    instant(root.at);
    number(root.entries);
    digest(root.content);
    return finish();
}

Digest ChainHasher::chain(std::string_view name, const ChainRow& row) {
    digest(row.previous);
    text(name);
    number(row.number);
    digest(row.content);
    return finish();
}

Digest ChainHasher::publication(const Publication& publication) {
    digest(publication.behaviour);
    digest(publication.text);
    text(publication.pathway);
    text(publication.resolved);
    instant(publication.published);
    text(publication.published_by);
    if (!publication.team.empty()) text(publication.team);  // older rows have none
    return finish();
}

Digest ChainHasher::directory(const Directory& directory) {
    const auto day = [this](const std::optional<Date>& date) {
        text(date ? format_date(*date) : std::string());
    };
    number(directory.version);
    for (const StaffMember& member : directory.members) {
        for (const std::string* field : {&member.id, &member.name, &member.email, &member.login,
                                         &member.team, &member.deputy, &member.manager})
            text(*field);
        number(member.roles.size());
        for (const Symbol role : member.roles) text(text_of(role));
        day(member.absent_from);
        day(member.absent_until);
        number(member.box ? 1 : 0);
        // Chains of before these were known stay as they are.
        if (member.works != 0x7f) number(1000 + member.works);
        if (member.no_info) number(2000);
    }
    for (const Duty& duty : directory.duties) {
        text(duty.team);
        day(duty.day);
        text(duty.person);
    }
    return finish();
}

Digest ChainHasher::consultation(const Digest& previous, const Consultation& row) {
    digest(previous);
    number(row.number);
    instant(row.at);
    for (const std::string* field :
         {&row.person, &row.asserted_by, &row.purpose, &row.kind, &row.what})
        text(*field);
    number(static_cast<std::uint64_t>(row.case_id.number));
    for (const CaseId each : row.cases) number(static_cast<std::uint64_t>(each.number));
    return finish();
}

Digest ChainHasher::shown(std::span<const CaseId> cases) {
    for (const CaseId each : cases) number(static_cast<std::uint64_t>(each.number));
    return finish();
}

std::string encode_heads(std::span<const RootHead> heads) {
    std::string bytes;
    ByteWriter out(bytes);
    out.number(heads.size());
    for (const RootHead& head : heads) {
        out.signed_number(head.case_id.number);
        out.number(head.sequence);
    }
    return bytes;
}

bool decode_heads(std::string_view bytes, std::vector<RootHead>& heads) {
    ByteReader in(bytes);
    const std::size_t count = in.count();
    heads.clear();
    for (std::size_t i = 0; i < count && in.ok(); ++i) {
        const CaseId case_id{in.signed_number()};
        heads.push_back({case_id, in.number()});
    }
    return in.ok() && in.at_end();
}

}  // namespace throughgate::store
