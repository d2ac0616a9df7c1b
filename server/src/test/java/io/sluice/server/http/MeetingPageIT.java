package io.sluice.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.server.RunningNode;
import io.sluice.tokenapi.token.AccessToken;
import io.sluice.tokenapi.token.TokenVerdict;
import io.sluice.tokenapi.token.TokenVerifier;
import io.sluice.tokenapi.token.VideoGrant;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server in development mode has in addition. */
class MeetingPageIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Pattern FILE = Pattern.compile("(?:src|href)=\"([^\"]+)\"");
    private static RunningNode node;

    @BeforeAll
    static void start() {
        node = RunningNode.with("development: true\n");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(node.http(path)));
    }

    private static HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(node.http("/meet/token"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private static ObjectNode wish(String room, String name) {
        return JSON.createObjectNode().put("room", room).put("name", name);
    }

    private static AccessToken verified(String token) {
        TokenVerdict verdict = new TokenVerifier(RunningNode.KEYS).verify(token, Instant.now());
        assertThat(verdict).isInstanceOf(TokenVerdict.Verified.class);
        return ((TokenVerdict.Verified) verdict).token();
    }

    @Test
    void demoAccountsComeWithTheirChannelsAndWhatTheySignWith() throws Exception {
        HttpResponse<String> answer = get("/meet/accounts");
        assertThat(answer.statusCode()).isEqualTo(200);

        JsonNode accounts = JSON.readTree(answer.body()).path("accounts");
        assertThat(accounts.findValuesAsText("name")).contains("Ada", "Ben", "Everybody");
        assertThat(accounts.findValuesAsText("client")).hasSize(4).doesNotHaveDuplicates();
        assertThat(accounts.findValuesAsText("secret")).hasSize(4).doesNotContain("");
    }

    @Test
    void thePageIsThereWithEveryFileItNames() throws Exception {
        HttpResponse<String> page = get("/meet/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");

        List<String> files = FILE.matcher(page.body())
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
        assertThat(files).isNotEmpty();
        for (String file : files) {
            HttpResponse<String> answer =
                    send(HttpRequest.newBuilder(node.http("/meet/").resolve(file)));
            assertThat(answer.statusCode()).as(file).isEqualTo(200);
            assertThat(answer.body()).as(file).isNotEmpty();
            assertThat(answer.headers().firstValue("x-content-type-options"))
                    .as(file)
                    .hasValue("nosniff");
            assertThat(answer.headers().firstValue("content-type").orElseThrow())
                    .as(file)
                    .isNotEqualTo("application/octet-stream");
        }
    }

    @Test
    void theHeadOfAFileIsToldWithoutIt() throws Exception {
        int length = get("/meet/").body().length();

        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(node.http("/meet/")).HEAD());

        assertThat(answer.headers().firstValueAsLong("content-length")).hasValue(length);
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/meet", "//meet", "//meet/"})
    void onlyWithItsSlashDoesThePageFindItsFiles(String path) throws Exception {
        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(301);
        assertThat(answer.headers().firstValue("location")).hasValue("/meet/");
    }

    @Test
    void theWayToThePageKeepsWhatIsAskedOfIt() throws Exception {
        assertThat(get("/meet?room=stand%20up&name=ann").headers().firstValue("location"))
                .hasValue("/meet/?room=stand%20up&name=ann");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/meet/nothing.js",
                "/meet/assets/",
                "/meet/assets",
                "/meet/../meet/index.html",
                "/meet/%2e%2e/%2e%2e/MANIFEST.MF",
                "/meet/..%2f..%2f..%2fMANIFEST.MF",
                "/meet//etc/passwd",
                "/meet/%2fetc%2fpasswd",
                "/meet/index.html%00",
                "/meet/assets/../index.html",
                "/meet/./index.html",
                "/meet/..\\..\\x.js",
                "/meetings",
            })
    void nothingButTheFilesOfThePageIsServed(String target) throws Exception {
        try (RawHttp connection = new RawHttp(node.port())) {
            connection.head("GET " + target + " HTTP/1.1", "Host: x");

            assertThat(connection.answer().status()).isEqualTo(404);
        }
    }

    @Test
    void aPathOfAMegabyteIsNotThereEither() throws Exception {
        assertThat(get("/meet/" + "a/".repeat(500_000) + "x.js").statusCode()).isEqualTo(404);
    }

    @Test
    void whoNamesARoomGetsATokenForIt() throws Exception {
        HttpResponse<String> answer = post(wish(" stand up ", " Ann ").toString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        JsonNode ticket = JSON.readTree(answer.body());
        assertThat(ticket.path("url").asText()).isEqualTo("ws://127.0.0.1:" + node.port());
        AccessToken token = verified(ticket.path("token").asText());
        assertThat(token.identity()).startsWith("Ann-");
        assertThat(token.grants().name()).isEqualTo("Ann");
        assertThat(token.grants().video())
                .isNotNull()
                .extracting(VideoGrant::room)
                .isEqualTo("stand up");
        assertThat(get("/rtc/validate?access_token=" + ticket.path("token").asText())
                        .body())
                .isEqualTo("success");
    }

    @Test
    void twoOfTheSameNameAreTwo() throws Exception {
        String one = post(wish("r", "Ann").toString()).body();
        String other = post(wish("r", "Ann").toString()).body();

        assertThat(verified(JSON.readTree(one).path("token").asText()).identity())
                .isNotEqualTo(
                        verified(JSON.readTree(other).path("token").asText()).identity());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "ж", "会", "😀"})
    void theLongestNameLetsOneIn(String letter) throws Exception {
        String name = letter.repeat(128 / letter.length());

        String ticket = post(wish("r", name).toString()).body();

        String token = JSON.readTree(ticket).path("token").asText();
        assertThat(verified(token).grants().name()).isEqualTo(name);
        assertThat(get("/rtc/validate?access_token=" + token).body()).isEqualTo("success");
    }

    @Test
    void behindAProxyWithTlsTheUrlIsSecure() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(node.http("/meet/token"))
                .header("X-Forwarded-Proto", "https")
                .POST(BodyPublishers.ofString(wish("r", "n").toString())));

        assertThat(JSON.readTree(answer.body()).path("url").asText()).isEqualTo("wss://127.0.0.1:" + node.port());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "[]",
                "7",
                "\"room\"",
                "{}",
                "{\"room\":\"r\"}",
                "{\"name\":\"n\"}",
                "{\"room\":\"\",\"name\":\"n\"}",
                "{\"room\":\"r\",\"name\":\"  \"}",
                "{\"room\":{},\"name\":[\"n\"]}",
                "{\"room\":null,\"name\":\"n\"}",
            })
    void aWishThatIsNoneIsRefused(String body) throws Exception {
        assertThat(post(body).statusCode()).isEqualTo(400);
    }

    @Test
    void aNestedBodyDoesNoHarm() throws Exception {
        assertThat(post("[".repeat(60_000)).statusCode()).isEqualTo(400);
    }

    @Test
    void namesThatAreTooLongAreRefused() throws Exception {
        assertThat(post(wish("r".repeat(129), "n").toString()).statusCode()).isEqualTo(400);
        assertThat(post(wish("r", "n".repeat(129)).toString()).statusCode()).isEqualTo(400);
    }

    @Test
    void aTokenIsGivenOnlyToWhoPosts() throws Exception {
        assertThat(get("/meet/token").statusCode()).isEqualTo(405);
    }
}
