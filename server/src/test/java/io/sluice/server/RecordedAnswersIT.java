package io.sluice.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Keys;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The calls that a LiveKit server was recorded with, made here: status, Twirp code and the names in answers are the same, but for what is told. */
class RecordedAnswersIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NOTHING = "-";
    /** Names that lie in these are the callers'. */
    private static final Set<String> FREE = Set.of("attributes", "tags", "tracks");

    private static RunningNode node;
    private static SignalClient ann;

    private record Call(
            String special,
            String method,
            String path,
            String type,
            String claims,
            String body,
            int status,
            String answer,
            String ours) {
        static Call of(String line) {
            String[] cells = line.split("\t", -1);
            assertThat(cells).as(line).hasSize(9);
            return new Call(
                    cells[0],
                    cells[1],
                    cells[2],
                    cells[3],
                    cells[4],
                    cells[5].equals(NOTHING) ? "" : cells[5],
                    Integer.parseInt(cells[6]),
                    cells[7],
                    cells[8]);
        }

        String title() {
            return method + " " + path + (special.equals(NOTHING) ? "" : ", " + special) + ": " + status;
        }
    }

    @BeforeAll
    static void start() {
        node = RunningNode.with("");
        ann = SignalClient.join(node.webSocket("/rtc"), RunningNode.token("ann", "recorded"));
        ann.awaitJoin();
    }

    @AfterAll
    static void stop() {
        ann.close();
        node.close();
    }

    @TestFactory
    Stream<DynamicTest> recorded() throws IOException {
        try (InputStream table = RecordedAnswersIT.class.getResourceAsStream("recorded-answers.tsv")) {
            assertThat(table).isNotNull();
            List<Call> calls = new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Call::of)
                    .toList();
            assertThat(calls).hasSizeGreaterThan(40);
            return calls.stream().map(call -> DynamicTest.dynamicTest(call.title(), () -> replay(call)));
        }
    }

    private static void replay(Call call) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(call);
        if (!call.ours.equals(NOTHING)) {
            assertThat(answer.statusCode() + " "
                            + JSON.readTree(answer.body()).path("code").asText())
                    .as(answer.body())
                    .isEqualTo(call.ours);
            return;
        }
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(call.status);
        if (call.status == 200) {
            Set<String> names = new TreeSet<>();
            names(JSON.readTree(answer.body()), "", names);
            assertThat(String.join(" ", names)).isEqualTo(call.answer.equals(NOTHING) ? "" : call.answer);
        } else if (!call.answer.equals(NOTHING)) {
            assertThat(JSON.readTree(answer.body()).path("code").asText())
                    .as(answer.body())
                    .isEqualTo(call.answer);
        }
    }

    private static HttpResponse<String> send(Call call) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(node.http("/twirp/livekit." + call.path)).timeout(Duration.ofSeconds(30));
        if (call.method.equals("GET")) {
            request.GET();
        } else {
            request.header("content-type", call.type).POST(HttpRequest.BodyPublishers.ofString(call.body));
        }
        if (!call.claims.equals(NOTHING)) {
            request.header("authorization", "Bearer " + token(call.claims));
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String token(String claims) {
        try {
            return Jwts.builder()
                    .claims(JSON.convertValue(
                            JSON.readTree(claims),
                            JSON.getTypeFactory().constructMapType(Map.class, String.class, Object.class)))
                    .issuer("testkey")
                    .expiration(Date.from(Instant.now().plus(Duration.ofHours(1))))
                    .signWith(
                            Keys.hmacShaKeyFor("a-secret-that-is-only-good-for-tests".getBytes(StandardCharsets.UTF_8)),
                            Jwts.SIG.HS256)
                    .compact();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void names(JsonNode node, String at, Set<String> names) {
        if (node.isArray()) {
            node.forEach(each -> names(each, at + "[]", names));
        }
        node.properties().forEach(each -> {
            String name = at + (at.isEmpty() ? "" : ".") + each.getKey();
            names.add(name);
            if (!FREE.contains(each.getKey())) {
                names(each.getValue(), name, names);
            }
        });
    }
}
