package io.sluice.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.server.RunningNode;
import io.sluice.server.SignalClient;
import io.sluice.server.hook.HookReceiver;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A whole node and a backend that listens. */
class WebhookIT {
    @Test
    void aBackendHearsOfAJoinThatCameToNothingAndOfTheEnd() {
        try (HookReceiver receiver = HookReceiver.start()) {
            String settings = "webhook: {api_key: testkey, urls: [\"" + receiver.url() + "\"]}\n";
            try (RunningNode node = RunningNode.with(settings)) {
                try (SignalClient client =
                        SignalClient.join(node.webSocket("/rtc"), RunningNode.token("ann", "demo"))) {
                    client.awaitJoin();
                    assertThat(receiver.await(1).getFirst().event()).isEqualTo("room_started");
                }
                receiver.await(2);
            }

            List<HookReceiver.Got> got = receiver.got();
            assertThat(got)
                    .extracting(HookReceiver.Got::event)
                    .containsExactly("room_started", "participant_connection_aborted", "room_finished");
            assertThat(got).extracting(HookReceiver.Got::sequence).containsExactly(1L, 2L, 3L);
            assertThat(got.get(1).body().at("/participant/disconnectReason").asText())
                    .isEqualTo("SIGNAL_CLOSE");
        }
    }
}
