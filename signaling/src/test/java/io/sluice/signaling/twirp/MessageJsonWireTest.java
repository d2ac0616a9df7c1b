package io.sluice.signaling.twirp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.sluice.signaling.proto.AgentDispatch;
import io.sluice.signaling.proto.DataPacket;
import io.sluice.signaling.proto.ListRoomsResponse;
import io.sluice.signaling.proto.MuteRoomTrackResponse;
import io.sluice.signaling.proto.ParticipantInfo;
import io.sluice.signaling.proto.SendDataRequest;
import io.sluice.signaling.proto.SpeakerInfo;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Messages in the JSON of Twirp answers, byte for byte. */
class MessageJsonWireTest {
    private static String json(Message message) {
        return new String(MessageJson.write(message), StandardCharsets.UTF_8);
    }

    @Test
    void whatIsNotSetIsThereAllTheSame() {
        assertThat(json(ListRoomsResponse.getDefaultInstance())).isEqualTo("{\"rooms\":[]}");
        assertThat(json(MuteRoomTrackResponse.getDefaultInstance())).isEqualTo("{\"track\":null}");
        assertThat(json(AgentDispatch.getDefaultInstance()))
                .contains("\"state\":null", "\"attributes\":{}", "\"restart_policy\":\"JRP_ON_FAILURE\"");
    }

    @Test
    void optionalFieldsAndMembersOfAOneofAreThereOnlyWhereTheyAreSet() {
        assertThat(json(SendDataRequest.getDefaultInstance())).doesNotContain("topic");
        assertThat(json(SendDataRequest.newBuilder().setTopic("").build())).contains("\"topic\":\"\"");
        assertThat(json(DataPacket.getDefaultInstance())).doesNotContain("user", "rpc_ack");
    }

    @Test
    void numbersOfSixtyFourBitsAreTextAndOthersAreNumbers() {
        String json = json(ParticipantInfo.newBuilder()
                .setJoinedAt(-1)
                .setVersion(-1)
                .setIsPublisher(true)
                .build());
        assertThat(json)
                .contains("\"joined_at\":\"-1\"", "\"version\":4294967295", "\"is_publisher\":true")
                .contains("\"joined_at_ms\":\"0\"");
    }

    @Test
    void constantsAreNamesAndThoseNobodyKnowsAreNumbers() {
        assertThat(json(ParticipantInfo.newBuilder()
                        .setState(ParticipantInfo.State.ACTIVE)
                        .setKindValue(4711)
                        .build()))
                .contains("\"state\":\"ACTIVE\"", "\"kind\":4711");
    }

    @Test
    void bytesAreBase64AndFractionsAreAsShortAsTheyCanBe() {
        assertThat(json(SendDataRequest.newBuilder()
                        .setData(ByteString.copyFromUtf8("hi"))
                        .build()))
                .contains("\"data\":\"aGk=\"");
        assertThat(json(SpeakerInfo.newBuilder().setLevel(0.1f).build())).contains("\"level\":0.1");
        assertThat(json(SpeakerInfo.newBuilder().setLevel(Float.NaN).build())).contains("\"level\":\"NaN\"");
    }

    @Test
    void textOfUsersCanNotLeaveItsPlace() {
        assertThat(json(ParticipantInfo.newBuilder()
                        .setName("\"},{\"\n")
                        .putAttributes("a\"b", "c")
                        .build()))
                .contains("\"name\":\"\\\"},{\\\"\\n\"", "\"attributes\":{\"a\\\"b\":\"c\"}");
    }
}
