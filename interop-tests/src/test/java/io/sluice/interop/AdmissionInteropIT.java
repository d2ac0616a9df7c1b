package io.sluice.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StageExtension.class)
class AdmissionInteropIT {
    private static final int DUPLICATE_IDENTITY = 2;

    @Test
    void anExpiredTokenIsRefusedInAWayTheBrowserUnderstands(Stage stage) {
        String expired = stage.tokens.joining(stage.room, "ann", Duration.ofMinutes(-5));

        HttpResponse<String> answer = stage.server.get("/rtc/validate?access_token=" + expired);
        JsonNode refusal = stage.browser("ann").refusal(Join.normally(), expired);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
        assertThat(refusal.path("reason").asText()).isEqualTo("NotAllowed");
        assertThat(refusal.path("status").asInt()).isEqualTo(401);
    }

    @Test
    void aSecondJoinUnderOneIdentityEndsTheFirst(Stage stage) {
        Participant first = stage.browser("ann").joins();
        Participant bob = stage.browser("bob").joins();
        first.publishes(Look.RED);
        bob.awaitLook(first, Look.RED);

        Participant second = stage.browser("ann").joins();

        JsonNode end = first.awaitEvent("disconnected");
        assertThat(end.path("reason").asInt()).isEqualTo(DUPLICATE_IDENTITY);
        second.publishes(Look.GREEN);
        bob.awaitLook(second, Look.GREEN);
        assertThat(second.isConnected()).isTrue();
        assertThat(bob.others()).hasSize(1);
    }
}
