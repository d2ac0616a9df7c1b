package io.sluice.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.signaling.proto.ListRoomsRequest;
import io.sluice.signaling.proto.ListRoomsResponse;
import io.sluice.tokenapi.token.Grants;
import io.sluice.tokenapi.token.SipGrant;
import io.sluice.tokenapi.token.TokenIssuer;
import io.sluice.tokenapi.token.VideoGrant;
import io.sluice.tokenapi.token.VideoGrantBuilder;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may call the server API, and how it is asked. What is expected is what a LiveKit server answers unless a test says otherwise. */
class TwirpFormIT {
    private static Api api;

    @BeforeAll
    static void start() {
        api = Api.of("");
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @ParameterizedTest
    @CsvSource({
        "RoomService/CreateRoom, {}",
        "RoomService/ListRooms, {}",
        "RoomService/DeleteRoom, '{\"room\":\"a\"}'",
        "RoomService/ListParticipants, '{\"room\":\"a\"}'",
        "RoomService/GetParticipant, '{\"room\":\"a\"}'",
        "RoomService/RemoveParticipant, '{\"room\":\"a\"}'",
        "RoomService/MutePublishedTrack, '{\"room\":\"a\"}'",
        "RoomService/UpdateParticipant, '{\"room\":\"a\"}'",
        "RoomService/UpdateSubscriptions, '{\"room\":\"a\"}'",
        "RoomService/UpdateRoomMetadata, '{\"room\":\"a\"}'",
        "RoomService/SendData, '{\"room\":\"a\"}'",
        "RoomService/PerformRpc, '{\"room\":\"a\"}'",
        "RoomService/MoveParticipant, '{\"room\":\"a\"}'",
        "Egress/ListEgress, {}",
        "Ingress/ListIngress, {}",
        "SIP/ListSIPInboundTrunk, {}",
        "SIP/CreateSIPParticipant, {}"
    })
    void withoutTheRightToItNothingIsDone(String method, String request) {
        UnaryOperator<VideoGrantBuilder> others =
                grant -> grant.roomJoin(true).roomAdmin(true).room("another").canPublish(true);
        Api.refused(api.call(method, others, request), 401, "unauthenticated", "permissions denied");
        Api.refused(api.call(method, request, null), 401, "unauthenticated", "permissions denied");
    }

    @Test
    void aTokenThatDoesNotHoldIsAnsweredInPlainText() {
        Api.Answer answer = api.call("RoomService/ListRooms", "{}", "no token");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.type()).startsWith("text/plain");
        assertThat(answer.text()).isEqualTo("invalid authorization token");
    }

    @Test
    void aRequestInProtobufIsAnsweredInProtobuf() throws IOException {
        api.create("{\"name\":\"binary\",\"metadata\":\"md\"}");
        String token = RunningNode.token("", VideoGrant.builder().roomList(true).build());
        byte[] request =
                ListRoomsRequest.newBuilder().addNames("binary").build().toByteArray();

        Api.Answer answer = api.post("/twirp/livekit.RoomService/ListRooms", "application/protobuf", request, token);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.type()).isEqualTo("application/protobuf");
        assertThat(ListRoomsResponse.parseFrom(answer.bytes()).getRooms(0).getMetadata())
                .isEqualTo("md");
        Api.refused(
                api.post(
                        "/twirp/livekit.RoomService/ListRooms", "application/protobuf", new byte[] {-1, -1, -1}, token),
                400,
                "malformed",
                "the protobuf request could not be decoded");
    }

    @ParameterizedTest
    @CsvSource({
        "'{bad'",
        "'{\"names\":\"notalist\"}'",
        "''",
    })
    void whatIsNoRequestIsMalformed(String body) {
        Api.refused(
                api.call("RoomService/ListRooms", grant -> grant.roomList(true), body),
                400,
                "malformed",
                "the json request could not be decoded");
    }

    @Test
    void membersNobodyKnowsAreNoMistake() {
        Api.ok(api.call("RoomService/ListRooms", grant -> grant.roomList(true), "{\"unknownField\":1}"));
    }

    @Test
    void otherRoutesAreRefusedWithTheirName() {
        Api.Answer type = api.post("/twirp/livekit.RoomService/ListRooms", "text/plain", new byte[0], null);
        Api.refused(type, 404, "bad_route", "unexpected Content-Type: \"text/plain\"");
        assertThat(type.json().path("meta").path("twirp_invalid_route").asText())
                .isEqualTo("POST /twirp/livekit.RoomService/ListRooms");
        Api.refused(
                api.send(HttpRequest.newBuilder(api.node().http("/twirp/livekit.RoomService/ListRooms"))
                        .build()),
                404,
                "bad_route",
                "unsupported method \"GET\" (only POST is allowed)");
        Api.refused(
                api.call("RoomService/NoSuchMethod", "{}", null),
                404,
                "bad_route",
                "no handler for path \"/twirp/livekit.RoomService/NoSuchMethod\"");
        Api.refused(
                api.call("RoomService", "{}", null),
                404,
                "bad_route",
                "no handler for path \"/twirp/livekit.RoomService/\"");
        Api.Answer service = api.call("NoSuchService/X", "{}", null);
        assertThat(service.status()).isEqualTo(404);
        assertThat(service.text()).isEqualTo("404 page not found\n");
    }

    /** SDKs put the path behind the URL that they were given. */
    @Test
    void aUrlThatEndsWithASlashIsNoMistake() {
        api.create("{\"name\":\"slashed\"}");
        String token = RunningNode.token("", VideoGrant.builder().roomList(true).build());
        Api.Answer listed = api.send(HttpRequest.newBuilder(api.node().http("//twirp/livekit.RoomService/ListRooms"))
                .timeout(Duration.ofSeconds(30))
                .header("content-type", "application/json")
                .header("authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString("{\"names\":[\"slashed\"]}"))
                .build());
        assertThat(Api.ok(listed).path("rooms")).hasSize(1);
    }

    @Test
    void aTokenMayBeAsLongAsTheMetadataInIt() {
        Grants grants = Grants.builder()
                .metadata("m".repeat(500_000))
                .video(VideoGrant.builder().roomList(true).build())
                .build();
        String token = new TokenIssuer(RunningNode.KEYS).issue("", grants, Duration.ofHours(1), Instant.now());

        Api.ok(api.call("RoomService/ListRooms", "{\"names\":[\"none\"]}", token));
    }

    @Test
    void aDispatchThatMayNotBeIsRefusedInLiveKitsWords() {
        for (String[] each : new String[][] {
            {"\"deployment\":\"a_b\"", "deployment contains reserved character '_'"},
            {"\"deployment\":\"a b\"", "deployment contains whitespace or control byte at position 1"},
            {"\"deployment\":\"" + "d".repeat(65) + "\"", "deployment exceeds 64 bytes"},
            {"\"metadata\":\"" + "m".repeat(524_289) + "\"", "metadata size exceeds limits"},
            {"\"attributes\":{\"a\":\"" + "m".repeat(65_536) + "\"}", "attribute size exceeds limits"},
        }) {
            Api.refused(
                    api.call(
                            "AgentDispatchService/CreateDispatch",
                            Api.admin("dispatching"),
                            "{\"room\":\"dispatching\"," + each[0] + "}"),
                    400,
                    "invalid_argument",
                    "twirp error unknown: " + each[1]);
        }
    }

    @Test
    void aBodyBeyondTheLimitIsNotRead() {
        String token = RunningNode.token("", VideoGrant.builder().roomList(true).build());
        HttpRequest request = HttpRequest.newBuilder(api.node().http("/twirp/livekit.RoomService/ListRooms"))
                .timeout(Duration.ofSeconds(30))
                .expectContinue(true)
                .header("content-type", "application/json")
                .header("authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[(10 << 20) + 1]))
                .build();
        assertThat(api.send(request).status()).isEqualTo(413);
    }

    @Test
    void servicesThatAreNotDeployedSayWhatIsMissing() {
        Api.refused(
                api.call("Egress/ListEgress", grant -> grant.roomRecord(true), "{}"),
                500,
                "internal",
                "twirp error unknown: egress not connected (redis required)");
        Api.refused(
                api.call(
                        "Egress/StartRoomCompositeEgress",
                        grant -> grant.roomRecord(true),
                        "{\"room_name\":\"a\",\"file\":{\"filepath\":\"x.mp4\"}}"),
                503,
                "unavailable",
                "twirp error unknown: no response from servers");
        Api.refused(
                api.call("Ingress/CreateIngress", grant -> grant.ingressAdmin(true), "{\"input_type\":\"RTMP_INPUT\"}"),
                500,
                "internal",
                "twirp error unknown: ingress not connected (redis required)");
        Grants sip = Grants.builder().sip(new SipGrant(true, true)).build();
        String token = new TokenIssuer(RunningNode.KEYS).issue("", sip, Duration.ofHours(1), Instant.now());
        Api.refused(
                api.call("SIP/ListSIPInboundTrunk", "{}", token),
                500,
                "internal",
                "twirp error unknown: sip not connected (redis required)");
        assertThat(api.call("Connector/DialWhatsAppCall", "{}", token).status()).isEqualTo(404);
    }
}
