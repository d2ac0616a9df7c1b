package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where bearers of tokens are told to connect. */
class TokenApiUrlTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("LIVEKIT_URL", "wss://media.example/livekit");

    private static String url(String yaml, Map<String, String> environment) throws ConfigException {
        return Loading.load(yaml + Loading.KEYS, environment, Flags.none())
                .config()
                .tokenApi()
                .url();
    }

    @Test
    void theEnvironmentNamesItWordForWord() throws ConfigException {
        assertThat(url("", ENVIRONMENT)).isEqualTo("wss://media.example/livekit");
        assertThat(url("", Map.of())).isEmpty();
    }

    @Test
    void theConfigurationIsHeardFirst() throws ConfigException {
        assertThat(url("token_api: {url: 'wss://sfu.example'}\n", ENVIRONMENT)).isEqualTo("wss://sfu.example");
    }

    @Test
    void whatIsNoWebSocketUrlIsRefusedWithTheNameOfTheVariable() {
        assertThat(Loading.problems(Loading.KEYS, Map.of("LIVEKIT_URL", "https://media.example"), Flags.none()))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo(ProblemCode.WRONG_TYPE);
                    assertThat(problem.where()).isEqualTo("environment variable LIVEKIT_URL");
                    assertThat(problem.key()).isEqualTo("token_api.url");
                });
    }
}
