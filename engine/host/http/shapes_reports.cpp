// SPDX-License-Identifier: MIT
// Shapes of reports.
#include "host/http/shapes.hpp"

namespace throughgate::http::shapes {
namespace {

ShapePointer column() {
    return object(
        "ReportColumn", "What stands in a column",
        {required("id", text(), "Stable; key of the cells"),
         required("title", text(), "For people"),
         required("kind", choice({"text", "count", "percent", "date", "instant", "truth"}),
                  "What a cell holds")});
}

ShapePointer table() {
    return object("ReportTable", "Rows of one report",
                  {required("id", text(), "Stable"), required("title", text(), "For people"),
                   required("columns", list_of(column()), "In order"),
                   required("rows", list_of(map_of(plain_value())),
                            "Cells by the id of their column; null: not known"),
                   required("total", number(), "Rows before the limit")});
}

ShapePointer figure() {
    return object("ReportFigure", "One number",
                  {required("id", text(), "Stable"), required("title", text(), "For people"),
                   required("value", number(), "The number")});
}

ShapePointer seal() {
    return object("ReportSeal", "What the report rests on: the log as it stood",
                  {required("commit", number(), "Last commit that it reads; 0: there was none"),
                   required("root", text(), "Hash of that commit's root row")});
}

}  // namespace

const ShapePointer& report() {
    static const ShapePointer shape = object(
        "Report", "Figures over the cases that the caller may see",
        {required("report", text(), "Which one"), required("title", text(), "For people"),
         required("made", instant(), "When it was made"),
         required("asked", map_of(text()), "What it was narrowed to"),
         required("notes", list_of(text()), "Plain sentences"),
         required("figures", list_of(figure()), "Numbers over everything"),
         required("tables", list_of(table()), "Rows"),
         required("seal", or_null(seal()), "Of an inspection"),
         required("digest", text(), "Over everything in it, for `throughgate report verify`")});
    return shape;
}

}  // namespace throughgate::http::shapes
