// SPDX-License-Identifier: MIT
#include "definition/reader.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <sstream>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/limits.hpp"
#include "definition/reader_bytes.hpp"

namespace throughgate::definition {

namespace {

struct TooDeep {
    Place place;
};

struct OpenQuote {
    Place place;
};

/// Builds the tree from the parser's events. A mapping's key is the scalar that comes first.
class TreeBuilder : public YAML::EventHandler {
public:
    TreeBuilder(const SourceFile& file, Faults& faults)
        : file_(file.path), text_(without_mark(file.bytes)), faults_(faults) {}

    Node take() { return std::move(root_); }

    void OnDocumentStart(const YAML::Mark& /*mark*/) override {}
    void OnDocumentEnd() override {}

    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        refuse_anchor(mark, anchor);
        add(node_at(mark, Node::Kind::nothing));
    }

    void OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override {
        faults_.error("TG0106", place_of(mark), "an alias ('*name') stands for other text");
        add(node_at(mark, Node::Kind::nothing));
    }

    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        refuse_anchor(mark, anchor);
        refuse_tag(mark, tag);
        Node node = node_at(mark, Node::Kind::scalar);
        node.text = value;
        node.quoted = tag == "!";
        if (node.quoted && closing_quote(text_, node.offset) == text_.size())
            throw OpenQuote{node.place};  // the parser takes the end of the file for its end
        add(std::move(node));
    }

    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value /*style*/) override {
        open(mark, tag, anchor, Node::Kind::list);
    }
    void OnSequenceEnd() override { close(); }

    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value /*style*/) override {
        open(mark, tag, anchor, Node::Kind::mapping);
    }
    void OnMapEnd() override {
        refuse_doubles(open_.back().node);
        close();
    }

private:
    struct Frame {
        Node node;
        bool has_key = false;
        Member next;
    };

    [[nodiscard]] Place place_of(const YAML::Mark& mark) const {
        return {file_, static_cast<std::uint32_t>(mark.line + 1),
                static_cast<std::uint32_t>(mark.column + 1)};
    }

    [[nodiscard]] Node node_at(const YAML::Mark& mark, Node::Kind kind) const {
        Node node;
        node.kind = kind;
        node.place = place_of(mark);
        node.offset = mark.pos < 0 ? 0 : static_cast<std::size_t>(mark.pos);
        return node;
    }

    void refuse_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) {
        if (anchor != 0) faults_.error("TG0106", place_of(mark), "an anchor ('&name') is set here");
    }

    void refuse_tag(const YAML::Mark& mark, const std::string& tag) {
        if (!tag.empty() && tag != "?" && tag != "!")
            faults_.error("TG0108", place_of(mark), "the tag '" + tag + "' gives the value a type");
    }

    void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
              Node::Kind kind) {
        refuse_anchor(mark, anchor);
        refuse_tag(mark, tag);
        if (open_.size() >= limits::definition_depth) throw TooDeep{place_of(mark)};
        open_.push_back({node_at(mark, kind), false, {}});
    }

    void close() {
        Node done = std::move(open_.back().node);
        open_.pop_back();
        add(std::move(done));
    }

    void add(Node node) {
        if (open_.empty()) {
            root_ = std::move(node);
        } else if (open_.back().node.is_list()) {
            open_.back().node.items.push_back(std::move(node));
        } else {
            add_to_mapping(open_.back(), std::move(node));
        }
    }

    void add_to_mapping(Frame& frame, Node node) {
        if (!frame.has_key) {
            take_key(frame, std::move(node));
        } else {
            frame.next.value = std::move(node);
            frame.node.members.push_back(std::exchange(frame.next, {}));
            frame.has_key = false;
        }
    }

    void take_key(Frame& frame, Node node) {
        if (!node.is_scalar())
            faults_.error("TG0112", node.place, "a key must be a plain word");
        else if (node.text == "<<")
            faults_.error("TG0106", node.place, "a merge key ('<<') brings in other text");
        frame.next.key = std::move(node.text);
        frame.next.key_quoted = node.quoted;
        frame.next.key_place = node.place;
        frame.has_key = true;
    }

    void refuse_doubles(const Node& mapping) {
        std::unordered_map<std::string_view, const Member*> seen;
        for (const Member& member : mapping.members) {
            const auto [first, is_new] = seen.emplace(member.key, &member);
            if (is_new) continue;
            faults_.error("TG0105", member.key_place, "the key '" + member.key + "' stands twice",
                          {}, {{first->second->key_place, "it stands here first"}});
        }
    }

    std::string file_;
    std::string_view text_;  ///< of the file
    Faults& faults_;
    std::vector<Frame> open_;
    Node root_;
};

/// True when another document follows in the same file.
bool more_follows(YAML::Parser& parser, const SourceFile& file) {
    Faults ignored;
    TreeBuilder builder(file, ignored);
    return parser.HandleNextDocument(builder);
}

std::optional<Node> parse(const SourceFile& file, Faults& faults) {
    std::istringstream stream(file.bytes);
    YAML::Parser parser(stream);
    TreeBuilder builder(file, faults);
    if (!parser.HandleNextDocument(builder)) return std::nullopt;
    Node root = builder.take();
    if (more_follows(parser, file))
        faults.error("TG0109", {file.path, 0, 0}, "the file holds more than one YAML document");
    return root;
}

Place place_in(const SourceFile& file, const YAML::Mark& mark) {
    if (mark.is_null()) return {file.path, 0, 0};
    return {file.path, static_cast<std::uint32_t>(mark.line + 1),
            static_cast<std::uint32_t>(mark.column + 1)};
}

/// Is there a tab in front of the words of this line, or of the one before?
bool indented_by_tab(const SourceFile& file, const Place& place) {
    for (const std::uint32_t line : {place.line, place.line - 1}) {
        const std::string text = line_at(file.bytes, line);
        if (text.substr(0, text.find_first_not_of(" \t")).find('\t') != std::string::npos)
            return true;
    }
    return false;
}

}  // namespace

std::optional<Node> read(const SourceFile& file, Faults& faults) {
    if (!bytes_are_sound(file, faults)) return std::nullopt;
    try {
        std::optional<Node> root = parse(file, faults);
        if (root.has_value() && root->kind != Node::Kind::nothing) return root;
        faults.error("TG0118", {file.path, 0, 0}, "the file is empty");
    } catch (const TooDeep& deep) {
        faults.error("TG0104", deep.place, "the text is nested more than 32 deep here");
    } catch (const OpenQuote& open) {
        faults.error("TG0101", open.place, "this quote is not closed",
                     "write the same quote where the text ends");
    } catch (const YAML::Exception& fault) {
        // Where the last quote opened is known only of a text that ends with a line's end.
        if (fault.msg == YAML::ErrorMsg::EOF_IN_SCALAR && !file.bytes.ends_with('\n'))
            return read({file.path, file.bytes + '\n'}, faults);
        const Place place = place_in(file, fault.mark);
        faults.error(
            "TG0101", place, "not readable as YAML: " + fault.msg,
            indented_by_tab(file, place) ? "indent with spaces: a tab is none in YAML" : "");
    } catch (const std::exception&) {
        faults.error("TG0101", {file.path, 0, 0}, "not readable as YAML");
    }
    return std::nullopt;
}

}  // namespace throughgate::definition
