package io.sluice.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StageExtension.class)
class TcpInteropIT {
    @Test
    void aBrowserThatReachesNoUdpCallsOverTcp(Stage stage) {
        Participant ann = stage.browser("ann").joins(Join.overTcp());
        Participant bob = stage.browser("bob").joins();
        ann.publishes(Look.RED);
        bob.publishes(Look.BLUE);

        bob.awaitLook(ann, Look.RED);
        ann.awaitLook(bob, Look.BLUE);
        assertThat(usesOnlyTcp(ann.way())).isTrue();
    }

    @Test
    void aRunningCallMovesOverToTcpOnRequest(Stage stage) {
        Participant ann = stage.browser("ann").joins();
        Participant bob = stage.browser("bob").joins();
        ann.publishes(Look.RED);
        bob.publishes(Look.BLUE);
        bob.awaitLook(ann, Look.RED);

        ann.simulates("force-tcp");

        Await.until("ann uses TCP", ann::way, TcpInteropIT::usesOnlyTcp);
        bob.awaitLook(ann, Look.RED);
        ann.awaitLook(bob, Look.BLUE);
        bob.awaitFrames(ann, 10);
    }

    private static boolean usesOnlyTcp(JsonNode way) {
        return !way.isEmpty() && way.findValuesAsText("protocol").stream().allMatch(protocol -> protocol.equals("tcp"));
    }
}
