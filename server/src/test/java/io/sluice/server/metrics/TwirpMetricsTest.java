package io.sluice.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.tokenapi.http.ApiAnswer;
import io.sluice.tokenapi.http.ApiCall;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TwirpMetricsTest {
    private final TwirpMetrics metrics = new TwirpMetrics();

    private void call(String path, ApiAnswer answer) throws InterruptedException {
        metrics.counting(_ -> answer).answer(new ApiCall("POST", path, Map.of(), Map.of(), new byte[0], "", path));
    }

    private Page page() {
        Exposition page = new Exposition("ND_1", Naming.LIVEKIT);
        metrics.write(page);
        return new Page(page.text());
    }

    @Test
    void callsAreCountedByHowTheyEnd() throws InterruptedException {
        call("/twirp/livekit.RoomService/ListRooms", ApiAnswer.json(200, "{\"rooms\":[]}"));
        call("/twirp/livekit.RoomService/DeleteRoom", ApiAnswer.json(404, "{\"code\":\"not_found\",\"msg\":\"x\"}"));
        call("/twirp/livekit.RoomService/DeleteRoom", ApiAnswer.text(401, "invalid API key"));

        Page page = page();
        String family = "livekit_node_twirp_request_status";
        assertThat(page.value(family, "method=\"ListRooms\"", "status=\"200\"", "code=\"\""))
                .isEqualTo(1);
        assertThat(page.value(family, "code=\"not_found\"", "service=\"RoomService\"", "status=\"4xx\""))
                .isEqualTo(1);
        assertThat(page.value("livekit_node_twirp_request_latency_ms_count", "status=\"4xx\""))
                .isEqualTo(2);
    }

    @Test
    void namesThatACallerMadeUpAreNoLabels() throws InterruptedException {
        call("/twirp/livekit.RoomService/Nonsense", ApiAnswer.json(404, "{\"code\":\"bad_route\",\"msg\":\"x\"}"));
        call("/twirp/other.Service/Method", ApiAnswer.json(200, "{}"));

        assertThat(page().families()).isEmpty();
    }
}
