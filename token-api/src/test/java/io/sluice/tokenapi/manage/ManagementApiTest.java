package io.sluice.tokenapi.manage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.tokenapi.channel.Session;
import io.sluice.tokenapi.http.ApiAnswer;
import io.sluice.tokenapi.token.TokenVerdict;
import io.sluice.tokenapi.token.TokenVerifier;
import io.sluice.tokenapi.token.VideoGrant;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManagementApiTest {
    private static final String ALICE = "/api/manage/users/alice";
    private static final String C1 = "/api/manage/channels/c1";
    private static final String BOB_IN_C1 = C1 + "/members/bob";
    private static final String VIEWER = "/api/manage/roles/viewer";
    private static final String M1 = "/api/manage/meetings/mtg_0123456789ab";

    private final Managed managed = new Managed();

    @BeforeEach
    void fill() {
        for (String user : List.of("alice", "bob")) {
            put("/api/manage/users/" + user, "{\"name\":\"" + user + "\"}", 201);
        }
        put(VIEWER, "{\"name\":\"Viewer\",\"scope\":\"channelWebRtc\",\"permissions\":[\"stream.view\"]}", 201);
        put(
                "/api/manage/roles/reader",
                "{\"name\":\"Reader\",\"scope\":\"channelSignal\",\"permissions\":[\"*\"]}",
                201);
    }

    @AfterEach
    void close() {
        managed.close();
    }

    @Test
    void whatIsPutIsShownReplacedAndDeleted() {
        put(ALICE, "{\"name\":\"Alice\",\"email\":\"a@example.com\"}", 200);
        assertThat(get(ALICE)).isEqualTo(json("{'id':'alice','name':'Alice','email':'a@example.com'}"));
        put(ALICE, "{\"name\":\"Al\"}", 200);
        assertThat(get(ALICE)).as("replaced as a whole").isEqualTo(json("{'id':'alice','name':'Al'}"));
        put(
                C1,
                "{\"name\":\"general\",\"type\":\"webrtc\",\"owner\":\"alice\",\"defaultRole\":\"viewer\",\"e2ee\":\"require\"}",
                201);
        assertThat(get(C1))
                .isEqualTo(json("{'id':'c1','name':'general','type':'webrtc','owner':'alice','defaultRole':'viewer',"
                        + "'e2ee':'require'}"));
        put(BOB_IN_C1, "{\"roles\":[\"viewer\",\"viewer\"],\"permissions\":{\"channelWebRtc\":false}}", 201);
        assertThat(get(BOB_IN_C1))
                .isEqualTo(json("{'channelId':'c1','userId':'bob','roles':['viewer'],"
                        + "'permissions':{'channelWebRtc':false}}"));
        put(BOB_IN_C1, "{}", 200);
        assertThat(get(BOB_IN_C1)).isEqualTo(json("{'channelId':'c1','userId':'bob','roles':[]}"));
        put(
                M1,
                "{\"title\":\"Plans\",\"createdBy\":\"alice\",\"invited\":[\"bob\"],\"startsAt\":\"2026-03-01T14:00:00+02:00\"}",
                201);
        assertThat(get(M1))
                .isEqualTo(json("{'id':'mtg_0123456789ab','title':'Plans','createdBy':'alice','invited':['bob'],"
                        + "'managers':[],'startsAt':'2026-03-01T12:00:00Z','allowExternal':false}"));
        for (String path : List.of(M1, BOB_IN_C1, C1, VIEWER, ALICE)) {
            assertThat(managed.call("DELETE", path, "").status())
                    .as("DELETE %s", path)
                    .isEqualTo(204);
            assertThat(managed.call("GET", path, "").status())
                    .as("GET %s", path)
                    .isEqualTo(404);
            assertThat(managed.call("DELETE", path, "").status())
                    .as("DELETE %s again", path)
                    .isEqualTo(404);
        }
    }

    @Test
    void theSecretOfASessionStaysInside() {
        String path = ALICE + "/sessions/client-1";
        ApiAnswer stored = managed.call(
                "PUT", path, "{\"deviceId\":1,\"secret\":\"hush\",\"expiresAt\":\"2030-01-01T00:00:00Z\"}");
        assertThat(stored.status()).isEqualTo(201);
        assertThat(Managed.json(stored))
                .isEqualTo(json("{'userId':'alice','clientId':'client-1','deviceId':'1',"
                        + "'expiresAt':'2030-01-01T00:00:00Z'}"))
                .isEqualTo(get(path));
        assertThat(managed.store.sessions().ofUser("alice"))
                .extracting(Session::secret)
                .containsExactly("hush");
        assertProblem(
                managed.call("PUT", "/api/manage/users/bob/sessions/client-1", "{\"secret\":\"s\"}"), 409, "clientId");
        assertProblem(managed.call("PUT", "/api/manage/users/nobody/sessions/c", "{\"secret\":\"s\"}"), 409, "userId");
        assertThat(managed.call("GET", "/api/manage/users/bob/sessions/client-1", "")
                        .status())
                .isEqualTo(404);
        assertThat(managed.call("DELETE", "/api/manage/users/bob/sessions/client-1", "")
                        .status())
                .isEqualTo(404);
        assertThat(managed.call("DELETE", path, "").status()).isEqualTo(204);
    }

    @Test
    void onlyAnAdministratorMayManage() {
        ApiAnswer stranger = managed.call("GET", ALICE, "", "");
        assertProblem(stranger, 401, null);
        assertThat(stranger.headers()).containsEntry("www-authenticate", "Bearer");
        assertProblem(managed.call("GET", ALICE, "", "not.a.token"), 401, null);
        String member = Managed.token(VideoGrant.builder()
                .roomJoin(true)
                .roomAdmin(true)
                .room("channel-c1")
                .build());
        assertProblem(managed.call("GET", ALICE, "", member), 403, null);
        String creator = Managed.token(VideoGrant.builder().roomCreate(true).build());
        assertProblem(managed.call("DELETE", ALICE, "", creator), 403, null);
        assertThat(managed.store.users().find("alice")).isNotNull();
        String administrator = Managed.administrator();
        String forged = administrator.substring(0, administrator.length() - 3) + "AAA";
        assertProblem(managed.call("GET", ALICE, "", forged), 401, null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "users/carol | {                                                          | ''",
                "users/carol | []                                                         | ''",
                "users/carol | {\"name\":\"C\"} x                                         | ''",
                "users/carol | {\"name\":\"C\",\"name\":\"D\"}                            | ''",
                "users/carol | {}                                                         | name",
                "users/carol | {\"name\":null}                                            | name",
                "users/carol | {\"name\":\"\"}                                            | name",
                "users/carol | {\"name\":7}                                               | name",
                "users/carol | {\"name\":\"C\\u0000\"}                                    | name",
                "users/carol | {\"name\":\"C\",\"nick\":\"c\"}                            | nick",
                "users/carol | {\"name\":\"C\",\"email\":false}                           | email",
                "users/a:b | {\"name\":\"C\"}                                             | userId",
                "users/guest_1 | {\"name\":\"C\"}                                         | userId",
                "users/alice/sessions/c | {\"deviceId\":\"1\"}                            | secret",
                "users/alice/sessions/c | {\"secret\":\"s\",\"deviceId\":\"a:b\"}         | deviceId",
                "users/alice/sessions/c | {\"secret\":\"s\",\"expiresAt\":\"tomorrow\"}   | expiresAt",
                "users/alice/sessions/c | {\"secret\":\"s\",\"expiresAt\":1762000000}     | expiresAt",
                "channels/c2 | {\"name\":\"n\",\"type\":\"video\",\"owner\":\"alice\"}    | type",
                "channels/c2 | {\"name\":\"n\",\"type\":\"webrtc\"}                       | owner",
                "channels/c2 | {\"name\":\"n\",\"type\":\"webrtc\",\"owner\":\"alice\",\"e2ee\":\"on\"} | e2ee",
                "channels/c2 | {\"name\":\"n\",\"type\":\"webrtc\",\"owner\":\"alice\",\"defaultRole\":\"reader\"} | defaultRole",
                "channels/c1/members/bob | {\"roles\":\"viewer\"}                         | roles",
                "channels/c1/members/bob | {\"roles\":[\"viewer\",1]}                     | roles[1]",
                "channels/c1/members/bob | {\"roles\":[\"reader\"]}                       | roles",
                "channels/c1/members/bob | {\"permissions\":{\"channelWebRtc\":\"no\"}}   | permissions.channelWebRtc",
                "channels/c1/members/bob | {\"permissions\":{\"channelSignal\":true}}     | permissions.channelSignal",
                "channels/c1/members/bob | {\"permissions\":true}                         | permissions",
                "roles/r | {\"name\":\"R\",\"scope\":\"channel\",\"permissions\":[]}      | scope",
                "roles/r | {\"name\":\"R\",\"scope\":\"server\"}                          | permissions",
                "roles/r | {\"name\":\"R\",\"scope\":\"server\",\"permissions\":[\"a b\"]} | permissions[0]",
                "meetings/m | {\"title\":\"T\"}                                           | createdBy",
                "meetings/m | {\"title\":\"T\",\"createdBy\":\"alice\",\"allowExternal\":1} | allowExternal",
                "meetings/m | {\"title\":\"T\",\"createdBy\":\"alice\",\"startsAt\":\"2026-03-01T12:00:00Z\",\"endsAt\":\"2026-03-01T12:00:00Z\"} | endsAt",
                "meetings/channel-c1 | {\"title\":\"T\",\"createdBy\":\"alice\"}          | meetingId"
            })
    void aBodyThatDoesNotFitIsRefusedByName(String path, String body, String field) {
        put(C1, "{\"name\":\"general\",\"type\":\"webrtc\",\"owner\":\"alice\"}", 201);
        ApiAnswer answer = managed.call("PUT", "/api/manage/" + path, body);
        assertProblem(answer, 400, field.isEmpty() ? null : field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "channels/c2 | {\"name\":\"n\",\"type\":\"webrtc\",\"owner\":\"nobody\"}  | owner",
                "channels/c2 | {\"name\":\"n\",\"type\":\"webrtc\",\"owner\":\"alice\",\"defaultRole\":\"none\"} | defaultRole",
                "channels/none/members/bob | {}                                           | channelId",
                "channels/c1/members/nobody | {}                                          | userId",
                "channels/c1/members/bob | {\"roles\":[\"none\"]}                         | roles",
                "roles/other | {\"name\":\"Viewer\",\"scope\":\"channelWebRtc\",\"permissions\":[]} | name",
                "meetings/m | {\"title\":\"T\",\"createdBy\":\"nobody\"}                  | createdBy",
                "meetings/m | {\"title\":\"T\",\"createdBy\":\"alice\",\"invited\":[\"nobody\"]} | invited"
            })
    void aReferenceThatLeadsNowhereIsAConflict(String path, String body, String field) {
        put(C1, "{\"name\":\"general\",\"type\":\"webrtc\",\"owner\":\"alice\"}", 201);
        assertProblem(managed.call("PUT", "/api/manage/" + path, body), 409, field);
        assertThat(managed.call("GET", "/api/manage/" + path, "").status()).isEqualTo(404);
    }

    @Test
    void otherPathsAndMethodsAreNoPartOfIt() {
        assertProblem(managed.call("GET", "/api/manage/users", ""), 404, null);
        assertProblem(managed.call("GET", "/api/manage/users/alice/", ""), 404, null);
        ApiAnswer post = managed.call("POST", ALICE, "{}");
        assertProblem(post, 405, null);
        assertThat(post.headers()).containsEntry("allow", "DELETE, GET, PUT");
        assertThat(managed.call("GET", "/api/manage/tokens", "").headers()).containsEntry("allow", "POST");
    }

    @Test
    void theIssuerSignsWhatItIsAskedFor() {
        ApiAnswer answer = managed.call(
                "POST",
                "/api/manage/tokens",
                "{\"room\":\"lobby\",\"identity\":\"robot\",\"name\":\"Robot\",\"metadata\":\"m\",\"attributes\":{\"a\":\"b\"},"
                        + "\"grants\":{\"canPublish\":false,\"hidden\":true},\"ttlSeconds\":60}");
        assertThat(answer.status()).isEqualTo(201);
        JsonNode body = Managed.json(answer);
        assertThat(body.path("url").textValue()).isEqualTo("wss://sfu.example");
        Instant expiresAt = Instant.parse(body.path("expiresAt").textValue());
        TokenVerdict verdict =
                new TokenVerifier(Managed.KEYS).verify(body.path("token").textValue(), Instant.now());
        assertThat(verdict).isInstanceOfSatisfying(TokenVerdict.Verified.class, verified -> {
            assertThat(verified.token().identity()).isEqualTo("robot");
            assertThat(verified.token().expiresAt()).isEqualTo(expiresAt);
            assertThat(verified.token().grants().name()).isEqualTo("Robot");
            assertThat(verified.token().grants().attributes()).containsEntry("a", "b");
            VideoGrant video = verified.token().grants().video();
            assertThat(video)
                    .isEqualTo(VideoGrant.builder()
                            .roomJoin(true)
                            .room("lobby")
                            .canPublish(false)
                            .hidden(true)
                            .build());
        });
        assertProblem(managed.call("POST", "/api/manage/tokens", "{\"room\":\"lobby\"}"), 400, "identity");
        assertProblem(
                managed.call(
                        "POST", "/api/manage/tokens", "{\"room\":\"r\",\"identity\":\"i\",\"grants\":{\"fly\":true}}"),
                400,
                "grants.fly");
        assertProblem(
                managed.call("POST", "/api/manage/tokens", "{\"room\":\"r\",\"identity\":\"i\",\"ttlSeconds\":0}"),
                400,
                "ttlSeconds");
    }

    @Test
    void aTokenForAChannelSaysWhatTheChannelSaysAboutEncryption() {
        put(C1, "{\"name\":\"general\",\"type\":\"webrtc\",\"owner\":\"alice\",\"e2ee\":\"require\"}", 201);
        JsonNode issued = Managed.json(
                managed.call("POST", "/api/manage/tokens", "{\"room\":\"channel-c1\",\"identity\":\"robot\"}"));
        assertThat(new TokenVerifier(Managed.KEYS).verify(issued.path("token").textValue(), Instant.now()))
                .isInstanceOfSatisfying(
                        TokenVerdict.Verified.class,
                        verified -> assertThat(verified.token().grants().roomConfig())
                                .contains("\"e2ee\":\"require\""));
    }

    @Test
    void allCallersTogetherHaveALimitThatSaysSo() {
        try (Managed limited = new Managed(2)) {
            assertThat(limited.call("GET", ALICE, "").headers()).containsEntry("ratelimit-remaining", "1");
            limited.call("GET", ALICE, "");
            assertProblem(limited.call("GET", ALICE, "", ""), 401, null);
            ApiAnswer third = limited.call("GET", ALICE, "");
            assertProblem(third, 429, null);
            JsonNode problem = Managed.json(third);
            assertThat(problem.path("retryAfter").intValue()).isBetween(1, 60);
            assertThat(problem.path("detail").textValue()).contains("all callers", "2 requests a minute");
            assertThat(third.headers())
                    .containsEntry("ratelimit-limit", "2")
                    .containsEntry("ratelimit-remaining", "0")
                    .containsEntry("retry-after", problem.path("retryAfter").asText());
        }
    }

    @Test
    void aDatabaseThatFailsIsReportedAndNotShown() {
        managed.close();
        ApiAnswer answer = managed.call("GET", ALICE, "");
        assertProblem(answer, 503, null);
        assertThat(managed.failures).hasSize(1);
    }

    private void put(String path, String body, int status) {
        ApiAnswer answer = managed.call("PUT", path, body);
        assertThat(answer.status()).as("%s: %s", path, Managed.json(answer)).isEqualTo(status);
        assertThat(Managed.json(answer)).isEqualTo(get(path));
    }

    private JsonNode get(String path) {
        ApiAnswer answer = managed.call("GET", path, "");
        assertThat(answer.status()).isEqualTo(200);
        return Managed.json(answer);
    }

    private static JsonNode json(String text) {
        return Managed.json(text.replace('\'', '"'));
    }

    private static void assertProblem(ApiAnswer answer, int status, @Nullable String field) {
        JsonNode problem = Managed.json(answer);
        assertThat(answer.status()).as("%s", problem).isEqualTo(status);
        assertThat(answer.headers()).containsEntry("content-type", "application/problem+json");
        assertThat(problem.path("status").intValue()).isEqualTo(status);
        assertThat(problem.path("title").textValue()).isNotBlank();
        assertThat(problem.path("detail").textValue()).isNotBlank();
        assertThat(problem.path("field").textValue()).as("%s", problem).isEqualTo(field);
    }
}
