// SPDX-License-Identifier: MIT
// The HTTP API with java.net.http. Use your JSON library where `text` picks members out.
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

public class Client {
    static final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    static final Path mirror = Path.of(System.getenv().getOrDefault("TG_MIRROR", "mirror"));

    /** `person` is your own user; null: nobody. */
    static HttpResponse<String> call(String method, String path, String person, String body,
            String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(System.getenv("TG_URL") + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + System.getenv("TG_TOKEN"));
        if (person != null) request.header("Throughgate-Person", person);
        if (body != null) request.header("Content-Type", "application/json");
        if (headers.length > 0) request.headers(headers);
        var content = body == null ? HttpRequest.BodyPublishers.noBody()
                                   : HttpRequest.BodyPublishers.ofString(body);
        return client.send(request.method(method, content).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    static HttpResponse<String> get(String path, String person) throws Exception {
        return call("GET", path, person, null);
    }

    static Matcher member(HttpResponse<String> answer, String name) {
        return Pattern.compile("\"" + name + "\":\"?([^\",}]*)").matcher(answer.body());
    }

    static String text(HttpResponse<String> answer, String name) {
        var found = member(answer, name);
        if (!found.find()) throw new IllegalStateException("no " + name + " in " + answer.body());
        return found.group(1);
    }

    static String tag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    /**
     * Brings the folder up to date: a file a case, and the cursor, which is written after them.
     * Names no person: this is every case. Cases that were read anew.
     */
    static String follow() throws Exception {
        Files.createDirectories(mirror);
        var kept = mirror.resolve("cursor");
        Map<String, String> read = new TreeMap<>();
        for (var more = true; more;) {
            var after = Files.exists(kept) ? "&after=" + Files.readString(kept) : "";
            var page = get("/api/v1/changes?limit=3" + after, null); // 3: to see several pages
            if (page.statusCode() == 410) { // the store was restored from a backup
                Files.delete(kept);
                continue;
            }
            var next = text(page, "next");
            var cases = new TreeSet<String>();
            for (var each = member(page, "case"); each.find();) cases.add(each.group(1));
            cases.remove(""); // of a change of the definitions or the directory
            for (var reference : cases) {
                var found = get("/api/v1/cases/" + reference, null);
                read.put(reference, text(found, "state"));
                Files.writeString(mirror.resolve(reference + ".json"), found.body());
            }
            Files.writeString(kept, next);
            more = text(page, "more").equals("true");
        }
        var told = new StringBuilder();
        read.forEach((name, state) -> told.append(" " + name + " " + state));
        return told.toString();
    }

    static HttpResponse<String> send(String path, String event, String key, String tag)
            throws Exception {
        return call("POST", path + "/events", "S04", "{\"event\": \"" + event + "\"}",
                "Idempotency-Key", key, "If-Match", tag);
    }

    static void say(String line) { System.out.println(line); }

    public static void main(String[] arguments) throws Exception {
        say("asks as " + text(get("/api/v1/me", "S04"), "person"));

        // A case from its beginning.
        var body = """
                {"person": {"noms": "A9001ZZ"}, "assignments": {"ro": "S01", "pom": "S04"},
                 "facts": {"prison": "ZZA", "nation": "england", "release": "2026-12-07"}}""";
        var key = "booking-1200001";
        var opened = call("POST", "/api/v1/cases", "S04", body, "Idempotency-Key", key);
        say("opened " + text(opened, "case") + ": " + text(opened, "outcome"));

        // After a time-out you would do just this.
        var again = call("POST", "/api/v1/cases", "S04", body, "Idempotency-Key", key);
        say("sent again: " + text(again, "outcome"));

        // Somebody who is under way elsewhere, where they really stand.
        var live = """
                {"person": {"noms": "A9002ZZ"}, "assignments": {"ro": "S01", "pom": "S04"},
                 "facts": {"prison": "ZZA", "nation": "england", "release": "2026-11-16"},
                 "states": [{"pathway": "spine", "state": "phase.pre_release",
                             "since": "2026-09-07T08:00:00Z"},
                            {"pathway": "spine", "state": "allocation.allocated",
                             "since": "2026-09-01T08:00:00Z"}],
                 "handoffs": [{"pathway": "spine", "name": "H01",
                               "raised": "2026-09-25T08:00:00Z"}],
                 "reason": "taken over from the old system"}""";
        var placed = call("POST", "/api/v1/cases/place", "S04", live,
                "Idempotency-Key", "place-1200002");
        var reference = text(placed, "case");
        say("placed " + reference + ": " + text(placed, "outcome"));

        // What waits for S01 in that case; S01, who holds the receiving role, takes it.
        var waiting = get("/api/v1/handoffs?case=" + reference + "&person=S01", "S01");
        say("waits for S01: " + text(waiting, "name") + " " + text(waiting, "state"));
        var handoff = "/api/v1/cases/" + reference + "/handoffs/" + text(waiting, "number");
        var taken = call("POST", handoff + "/acknowledge", "S01", "{}",
                "Idempotency-Key", "ack-1200002-1", "If-Match", tag(get(handoff, "S01")));
        say("acknowledged on the version that was read: " + text(taken, "outcome"));
        var now = get(handoff, "S01");
        say("now " + text(now, "name") + " is " + text(now, "state") + " by "
                + text(now, "acknowledged_by"));

        // An event, on a version and on one that is past.
        var path = "/api/v1/cases/" + text(opened, "case");
        var tag = tag(get(path, "S04"));
        var sent = send(path, "recalled", "recall-1", tag);
        say("recalled on the version that was read: " + text(sent, "outcome"));
        say("mirrored from the beginning:" + follow());

        var stale = send(path, "returned", "return-1", tag);
        say("returned on a version that is past: " + text(stale, "code"));
        sent = send(path, "returned", "return-1", tag(get(path, "S04")));
        say("read again, decided again: " + text(sent, "outcome"));
        say("mirrored from the cursor on:" + follow());
    }
}
