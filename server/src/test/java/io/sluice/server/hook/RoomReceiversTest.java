package io.sluice.server.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which receivers a room may name. */
class RoomReceiversTest {
    private final RoomReceivers receivers =
            new RoomReceivers(List.of("https://app.example.com/hooks", "http://10.1.2.3:8080/"));

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
