package io.sluice.tokenapi.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrantsTest {
    private static final String EVERYTHING = "{\"name\":\"Eve\",\"kind\":\"agent\",\"kindDetails\":[\"cloud_agent\"],"
            + "\"video\":{\"roomCreate\":true,\"roomList\":true,\"roomRecord\":true,\"roomAdmin\":true,\"roomJoin\":true,"
            + "\"room\":\"r\",\"canPublish\":true,\"canSubscribe\":false,\"canPublishData\":false,"
            + "\"canPublishSources\":[\"camera\"],\"canUpdateOwnMetadata\":true,\"ingressAdmin\":true,\"hidden\":true,"
            + "\"recorder\":true,\"agent\":true,\"canSubscribeMetrics\":false,\"canManageAgentSession\":true,"
            + "\"destinationRoom\":\"d\"},\"sip\":{\"admin\":true,\"call\":true},"
            + "\"agent\":{\"admin\":true,\"simulationAdmin\":true,\"databaseAdmin\":true},"
            + "\"inference\":{\"perform\":true},\"observability\":{\"write\":true},"
            + "\"roomConfig\":{\"name\":\"r\",\"emptyTimeout\":10},\"roomPreset\":\"p\",\"sha256\":\"c2hh\","
            + "\"metadata\":\"m\",\"attributes\":{\"b\":\"1\",\"a\":\"2\"}}";

    @Test
    void everyClaimSurvivesReadingAndWriting() throws Exception {
        assertThat(GrantsJson.toText(GrantsJson.parse(EVERYTHING))).isEqualTo(EVERYTHING);
    }

    @Test
    void whatSaysNothingIsNotWritten() throws Exception {
        String spelledOut =
                "{\"name\":\"\",\"kind\":null,\"kindDetails\":[],\"video\":{\"roomJoin\":false,\"room\":\"\","
                        + "\"canPublish\":false,\"canSubscribe\":null},\"sip\":null,\"attributes\":{},\"somethingNew\":[1]}";

        assertThat(GrantsJson.toText(GrantsJson.parse(spelledOut))).isEqualTo("{\"video\":{\"canPublish\":false}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|grants must be an object",
                "{|grants are not JSON",
                "{\"video\":true}|video must be an object",
                "{\"video\":{\"canPublish\":0}}|video.canPublish must be a boolean",
                "{\"video\":{\"canPublishSources\":\"camera\"}}|video.canPublishSources must be a list of strings",
                "{\"kindDetails\":[1]}|kindDetails must be a list of strings",
                "{\"metadata\":{}}|metadata must be a string",
                "{\"roomConfig\":\"{}\"}|roomConfig must be an object",
            })
    void aClaimOfTheWrongTypeIsNamed(String json, String message) {
        assertThatThrownBy(() -> GrantsJson.parse(json))
                .isInstanceOf(GrantsJson.Mismatch.class)
                .hasMessage(message);
    }

    @Test
    void roomSettingsThatAreNotAJsonObjectCannotBeWritten() {
        for (String bad : List.of("", "{", "[]", "{} {}")) {
            Grants grants = Grants.builder().roomConfig(bad).build();
            assertThatThrownBy(() -> GrantsJson.toText(grants)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest(name = "publish {0}, subscribe {1}, data {2} mean {3}, {4}, {5}")
    @CsvSource({
        ",,,true,true,true",
        "false,,,false,true,false",
        "true,false,,true,false,true",
        "false,,true,false,true,true",
        "true,true,false,true,true,false",
    })
    void rightsTheTokenDoesNotMentionFollowTheDefaults(
            @Nullable Boolean publish,
            @Nullable Boolean subscribe,
            @Nullable Boolean data,
            boolean mayPublish,
            boolean maySubscribe,
            boolean mayData)
            throws Exception {
        StringBuilder json = new StringBuilder("{\"video\":{\"room\":\"r\"");
        if (publish != null) {
            json.append(",\"canPublish\":").append(publish);
        }
        if (subscribe != null) {
            json.append(",\"canSubscribe\":").append(subscribe);
        }
        if (data != null) {
            json.append(",\"canPublishData\":").append(data);
        }
        VideoGrant video = Objects.requireNonNull(
                GrantsJson.parse(json.append("}}").toString()).video());

        assertThat(video.mayPublish()).isEqualTo(mayPublish);
        assertThat(video.maySubscribe()).isEqualTo(maySubscribe);
        assertThat(video.mayPublishData()).isEqualTo(mayData);
        assertThat(video.mayUpdateOwnMetadata()).isFalse();
        assertThat(video.maySubscribeMetrics()).isFalse();
        assertThat(video.mayManageAgentSession()).isFalse();
    }

    @Test
    void aListOfSourcesRestrictsAndAnEmptyOneDoesNot() {
        VideoGrant any = VideoGrant.builder().build();
        VideoGrant camera =
                VideoGrant.builder().canPublishSources(List.of("camera")).build();
        VideoGrant nothing = camera.toBuilder().canPublish(false).build();

        assertThat(any.mayPublishSource("screen_share")).isTrue();
        assertThat(camera.mayPublishSource("camera")).isTrue();
        assertThat(camera.mayPublishSource("microphone")).isFalse();
        assertThat(nothing.mayPublishSource("camera")).isFalse();
    }

    @Test
    void moderationIsForOneRoomOnly() {
        VideoGrant admin = VideoGrant.builder().roomAdmin(true).room("r").build();

        assertThat(admin.administers("r")).isTrue();
        assertThat(admin.administers("other")).isFalse();
        assertThat(VideoGrant.builder().room("r").build().administers("r")).isFalse();
    }

    @Test
    void agentsAndRecordersServeTheRoom() {
        assertThat(Grants.builder().build().isDependent()).isFalse();
        assertThat(Grants.builder().kind("sip").build().isDependent()).isFalse();
        assertThat(Grants.builder().kind("agent").build().isDependent()).isTrue();
        assertThat(Grants.builder().kind("egress").build().isDependent()).isTrue();
        assertThat(Grants.builder()
                        .video(VideoGrant.builder().recorder(true).build())
                        .build()
                        .isDependent())
                .isTrue();
        assertThat(Grants.builder()
                        .video(VideoGrant.builder().agent(true).build())
                        .build()
                        .isDependent())
                .isTrue();
    }

    @Test
    void anUnknownKindIsStandard() {
        assertThat(Grants.builder().build().participantKind()).isEqualTo(ParticipantKind.STANDARD);
        assertThat(Grants.builder().kind("robot").build().participantKind()).isEqualTo(ParticipantKind.STANDARD);
        assertThat(Grants.builder().kind("connector").build().participantKind()).isEqualTo(ParticipantKind.CONNECTOR);
    }

    @Test
    void grantsDoNotChangeWithTheCollectionsTheyWereMadeFrom() {
        Map<String, String> attributes = new LinkedHashMap<>(Map.of("a", "1"));
        List<String> sources = new ArrayList<>(List.of("camera"));
        VideoGrant video = VideoGrant.builder().canPublishSources(sources).build();
        Grants grants = Grants.builder().attributes(attributes).video(video).build();

        attributes.put("b", "2");
        sources.clear();

        assertThat(grants.attributes()).containsExactly(Map.entry("a", "1"));
        assertThat(video.canPublishSources()).containsExactly("camera");
    }
}
