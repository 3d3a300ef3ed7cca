// SPDX-License-Identifier: MIT
// Saved views: keeping the filters and the order of a list under a name, giving it another one,
// deleting it, and following somebody else's link to it.
#include "host/console/frame.hpp"
#include "host/console/limits.hpp"
#include "host/console/page.hpp"
#include "host/console/saved_views.hpp"

namespace throughgate::console {
namespace {

Input name_input(const std::string& value, const std::string& fault) {
    return {.name = "name",
            .label = "Name of this view",
            .value = value,
            .error = fault,
            .width = "20"};
}

struct ViewForm {
    std::string title, action, button;
    std::string name, fault{};
    SavedView view{};  ///< of one that is there
};

/// Of one that is not there yet, the list that it keeps is where the form leads back to.
http::Response show_form(const Visit& visit, const ViewForm& form, const std::string& list) {
    const bool there = !form.view.id.empty();
    Data data;
    data["title"] = text(form.title);
    data["action"] = text(form.action);
    data["button"] = text(form.button);
    data["form"] = form_of(visit, list);
    data["name"] = to_data(name_input(form.name, form.fault));
    data["address"] = text(form.view.address);
    data["share"] = text(there ? "/views/" + form.view.id : "");
    data["remove"] = text(there ? "/views/" + form.view.id + "/delete" : "");
    Frame frame{.title = form.title};
    frame.back = {"Back to the list", list};
    if (!form.fault.empty()) {
        frame.faults = {{form.fault, "#name"}};
        frame.status = 422;
    }
    return show(visit, frame, "saved-view", data);
}

http::Response save(SavedViews& views, Visit& visit) {
    const std::string list = address_within(visit.form["back"], "/cases");
    const auto saved = views.save(visit.user, visit.form["name"], list);
    if (!saved.ok() && saved.error().kind == ErrorKind::invalid)
        return show_form(visit,
                         {"Keep these filters as a view", "/views", "Keep it", visit.form["name"],
                          saved.error().message},
                         list);
    if (!saved.ok()) return show_error(visit, saved.error());
    visit.say = "The view \u201c" + saved->name + "\u201d is kept.";
    return go_to(list);
}

Error no_view() {
    return {ErrorKind::not_found, "there is no such saved view; it may have been deleted", "view"};
}

http::Response follow(SavedViews& views, const Visit& visit) {
    const auto found = views.find(visit.path["view"]);
    if (!found.ok()) return show_error(visit, found.error());
    if (!*found || list_of_address((*found)->address).empty()) return show_error(visit, no_view());
    return go_to((*found)->address);
}

http::Response ask_to_change(SavedViews& views, const Visit& visit, const std::string& name = "",
                             const std::string& fault = "") {
    const auto found = views.find(visit.path["view"]);
    if (!found.ok()) return show_error(visit, found.error());
    if (!*found || (*found)->user != visit.user) return show_error(visit, no_view());
    const SavedView& view = **found;
    return show_form(visit,
                     {"Change a saved view", "/views/" + view.id + "/rename", "Rename",
                      fault.empty() ? view.name : name, fault, view},
                     view.address);
}

http::Response rename(SavedViews& views, Visit& visit) {
    const Status renamed = views.rename(visit.user, visit.path["view"], visit.form["name"]);
    if (!renamed.ok() && renamed.error().kind == ErrorKind::invalid)
        return ask_to_change(views, visit, visit.form["name"], renamed.error().message);
    if (!renamed.ok()) return show_error(visit, renamed.error());
    visit.say = "The view has its new name.";
    return go_to(address_within(visit.form["back"], "/cases"));
}

http::Response remove(SavedViews& views, Visit& visit) {
    const Status removed = views.remove(visit.user, visit.path["view"]);
    if (!removed.ok()) return show_error(visit, removed.error());
    visit.say = "The view is deleted. The list is still there.";
    return go_to(address_within(visit.form["back"], "/cases"));
}

Page page_of(std::string method, std::string path, std::string operation, Answer answer) {
    return {.method = std::move(method),
            .path = std::move(path),
            .operation = std::move(operation),
            .section = "cases",
            .answer = std::move(answer)};
}

}  // namespace

Data saved_views_data(SavedViews& views, const Visit& visit, const std::string& address) {
    const auto own = views.of(visit.user, list_of_address(address));
    Data each = list();
    if (own.ok())
        for (const SavedView& view : *own) {
            Data item;
            item["name"] = text(view.name);
            item["href"] = text(view.address);
            item["change"] = text("/views/" + view.id + "/change");
            item["now"] = Data(view.address == address);
            add(each, std::move(item));
        }
    Data data;
    data["form"] = form_of(visit, address);
    data["name"] = to_data(name_input("", ""));
    if (each.is_empty_list()) {
        data["some"] = Data(false);
    } else {
        Data some;
        some["each"] = std::move(each);
        data["some"] = std::move(some);
    }
    return data;
}

std::vector<Page> view_pages(SavedViews& views) {
    return {page_of("POST", "/views", "page.saveView",
                    [&views](Visit& visit) { return save(views, visit); }),
            page_of("GET", "/views/{view}", "page.followView",
                    [&views](Visit& visit) { return follow(views, visit); }),
            page_of("GET", "/views/{view}/change", "page.askToChangeView",
                    [&views](Visit& visit) { return ask_to_change(views, visit); }),
            page_of("POST", "/views/{view}/rename", "page.renameView",
                    [&views](Visit& visit) { return rename(views, visit); }),
            page_of("POST", "/views/{view}/delete", "page.deleteView",
                    [&views](Visit& visit) { return remove(views, visit); })};
}

}  // namespace throughgate::console
