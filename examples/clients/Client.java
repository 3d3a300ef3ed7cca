// SPDX-License-Identifier: MIT
// The HTTP API with java.net.http. Use your JSON library where `text` picks members out.
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

public class Client {
    static final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    static HttpResponse<String> call(String method, String path, String body, String... headers)
            throws Exception {
        var request = HttpRequest.newBuilder(URI.create(System.getenv("TG_URL") + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + System.getenv("TG_TOKEN"));
        if (body != null) request.header("Content-Type", "application/json");
        if (headers.length > 0) request.headers(headers);
        var content = body == null ? HttpRequest.BodyPublishers.noBody()
                                   : HttpRequest.BodyPublishers.ofString(body);
        return client.send(request.method(method, content).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    static Matcher member(HttpResponse<String> answer, String name) {
        return Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(answer.body());
    }

    static String text(HttpResponse<String> answer, String name) {
        var found = member(answer, name);
        return found.find() ? found.group(1) : "";
    }

    public static void main(String[] arguments) throws Exception {
        var start = text(call("GET", "/api/v1/changes?after=now", null), "next");
        System.out.println("acts as " + text(call("GET", "/api/v1/me", null), "person"));

        var body = """
                {"person": {"noms": "A9001ZZ"}, "assignments": {"ro": "S01", "pom": "S04"},
                 "facts": {"prison": "ZZA", "nation": "england", "release": "2026-12-07"}}""";
        var opened = call("POST", "/api/v1/cases", body, "Idempotency-Key", "booking-1200001");
        var reference = text(opened, "case");
        System.out.println("opened " + reference + ": " + text(opened, "outcome"));

        // After a time-out you would do just this.
        var again = call("POST", "/api/v1/cases", body, "Idempotency-Key", "booking-1200001");
        System.out.println("sent again: " + text(again, "outcome"));

        var path = "/api/v1/cases/" + reference;
        var tag = call("GET", path, null).headers().firstValue("ETag").orElseThrow();
        var sent = call("POST", path + "/events", "{\"event\": \"recalled\"}",
                "Idempotency-Key", "recall-1", "If-Match", tag);
        System.out.println("recalled on the version that was read: " + text(sent, "outcome"));

        var stale = call("POST", path + "/events", "{\"event\": \"returned\"}",
                "Idempotency-Key", "return-1", "If-Match", tag);
        System.out.println("returned on a version that is past: " + text(stale, "code"));

        var changed = new TreeSet<String>();
        var cases = member(call("GET", "/api/v1/changes?after=" + start, null), "case");
        while (cases.find()) changed.add(cases.group(1));
        System.out.println("changed since the start: " + String.join(" ", changed));
    }
}
