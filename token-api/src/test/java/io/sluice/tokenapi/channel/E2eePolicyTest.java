package io.sluice.tokenapi.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class E2eePolicyTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static ObjectNode json(String text) throws JsonProcessingException {
        return (ObjectNode) JSON.readTree(text);
    }

    @Test
    void aTokenSaysItAsATagOfItsRoom() throws JsonProcessingException {
        assertThat(json(E2eePolicy.REQUIRE.roomConfig())).isEqualTo(json("{\"tags\":{\"e2ee\":\"require\"}}"));
    }

    @Test
    void nobodyTalksAChannelOutOfIt() throws JsonProcessingException {
        ObjectNode wanted = json("{\"maxParticipants\":5,\"tags\":{\"e2ee\":\"off\",\"a\":\"b\"}}");
        assertThat(E2eePolicy.REQUIRE.over(wanted))
                .isEqualTo(json("{\"maxParticipants\":5,\"tags\":{\"e2ee\":\"require\",\"a\":\"b\"}}"));
        assertThat(E2eePolicy.REPORT.over(json("{\"tags\":7}"))).isEqualTo(json("{\"tags\":{\"e2ee\":\"report\"}}"));
    }

    @Test
    void labelsAreReadAsTheyAreWritten() {
        for (E2eePolicy policy : E2eePolicy.values()) {
            assertThat(E2eePolicy.ofLabel(policy.label())).isEqualTo(policy);
        }
        assertThat(E2eePolicy.ofLabel("REQUIRE")).isNull();
    }
}
