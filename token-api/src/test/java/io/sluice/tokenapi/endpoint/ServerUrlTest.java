package io.sluice.tokenapi.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.tokenapi.http.ApiCall;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ServerUrlTest {
    private static ApiCall call(String... headers) {
        Map<String, List<String>> map = new HashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            map.put(headers[i], List.of(headers[i + 1]));
        }
        return new ApiCall("GET", "/", Map.of(), map, new byte[0], "127.0.0.1");
    }

    @Test
    void aConfiguredUrlIsGivenWordForWord() {
        ServerUrl url = new ServerUrl("wss://sfu.example/livekit", Set.of(), false);
        assertThat(url.of(call("host", "evil.example"))).isEqualTo("wss://sfu.example/livekit");
    }

    @Test
    void otherwiseAListedHostCounts() {
        ServerUrl url = new ServerUrl("", Set.of("sfu.example:7880"), false);
        assertThat(url.of(call("host", "SFU.example:7880"))).isEqualTo("ws://sfu.example:7880");
        assertThat(url.of(call("host", "sfu.example:7880", "x-forwarded-proto", "https")))
                .isEqualTo("wss://sfu.example:7880");
        assertThatThrownBy(() -> url.of(call("host", "evil.example"))).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> url.of(call())).isInstanceOf(Refusal.class);
    }

    @Test
    void inDevelopmentAnyHostCountsThatIsOne() {
        ServerUrl url = new ServerUrl("", Set.of(), true);
        assertThat(url.of(call("host", "[::1]:7880"))).isEqualTo("ws://[::1]:7880");
        assertThat(url.of(call("host", "192.0.2.7"))).isEqualTo("ws://192.0.2.7");
        assertThatThrownBy(() -> url.of(call("host", "a/b"))).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> url.of(call("host", "user@host"))).isInstanceOf(Refusal.class);
    }
}
