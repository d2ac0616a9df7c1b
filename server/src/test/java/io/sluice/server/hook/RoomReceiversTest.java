package io.sluice.server.hook;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.sfu.control.RoomSnapshot;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which receivers a room may name. */
class RoomReceiversTest {
    private final RoomReceivers receivers =
            new RoomReceivers(List.of("https://app.example.com/hooks", "http://10.1.2.3:8080/"));

    @Test
    void aRoomHasTheReceiversThatItsTagNamesAndTheOperatorAllowsForOneLife() {
        RoomSnapshot first = Facts.room("demo", "RM_1");
        receivers.expect(
                "demo",
                Map.of(
                        RoomReceivers.TAG,
                        "https://app.example.com/hooks/7  http://169.254.169.254/ http://10.1.2.3:8080/a"));
        receivers.started(first);

        assertThat(receivers.of(first)).containsExactly("https://app.example.com/hooks/7", "http://10.1.2.3:8080/a");
        receivers.finished(first);
        RoomSnapshot second = Facts.room("demo", "RM_2");
        receivers.started(second);
        assertThat(receivers.of(first)).isEmpty();
        assertThat(receivers.of(second)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example.com/hooks",
                "https://app.example.com/hooks/room/7?x=y",
                "https://APP.example.com:443/hooks/",
                "http://10.1.2.3:8080/anything"
            })
    void whatLiesBelowIsAllowed(String url) {
        assertThat(receivers.allowed(url)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://app.example.com/hooks",
                "https://app.example.com/hooksandmore",
                "https://app.example.com/",
                "https://app.example.com/hooks/../admin",
                "https://app.example.com/hooks/%2e%2e/admin",
                "https://app.example.com.evil.test/hooks/",
                "https://app.example.com@evil.test/hooks/",
                "https://me:pass@app.example.com/hooks/",
                "http://10.1.2.3/anything",
                "file:///etc/passwd",
                "mailto:hooks@example.com",
                "not a url"
            })
    void nothingElseIs(String url) {
        assertThat(receivers.allowed(url)).isFalse();
    }
}
