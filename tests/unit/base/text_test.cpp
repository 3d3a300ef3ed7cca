// SPDX-License-Identifier: MIT
// Goal: text for people is cut on whole characters and stays on one line. Method: examples.
#include "base/text.hpp"

#include "support/catch.hpp"
#include "throughgate/blank.hpp"

using throughgate::cut_utf8;
using throughgate::is_blank;
using throughgate::one_line;

TEST_CASE("text is cut before a character that would be split") {
    CHECK(cut_utf8("abc", 5) == "abc");
    CHECK(cut_utf8("abc", 2) == "ab");
    CHECK(cut_utf8("a\xe2\x82\xac", 3) == "a");
    CHECK(cut_utf8("a\xe2\x82\xac", 4) == "a\xe2\x82\xac");
    CHECK(cut_utf8("\x80\x80\x80", 2).empty());
}

TEST_CASE("blank is what nobody could read, however long it is") {
    CHECK(is_blank(""));
    CHECK(is_blank(" \t\r\n\x01"));
    CHECK_FALSE(is_blank(" a "));
    CHECK_FALSE(is_blank("\xc3\xa9"));
}

TEST_CASE("white space and control characters become single spaces, and a cut is shown") {
    CHECK(one_line("  a\r\n\tb \x01 c\x7f", 100) == "a b c");
    CHECK(one_line("", 10).empty());
    CHECK(one_line("abcdef", 6) == "abcdef");
    CHECK(one_line("abcdefg", 6) == "abc\xe2\x80\xa6");
}
