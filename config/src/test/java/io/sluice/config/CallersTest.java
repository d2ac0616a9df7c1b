package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallersTest {
    private static CallersConfig callers(String yaml) throws ConfigException {
        return Loading.config("token_api: {" + yaml + "}\n").callers();
    }

    @Test
    void withoutSettingsOnlySignedRequestsCount() throws ConfigException {
        CallersConfig callers = Loading.config("").callers();
        assertThat(callers.signedHeaders()).isTrue();
        assertThat(callers.cookie().secrets()).isEmpty();
        assertThat(callers.bearer().algorithms()).isEmpty();
        assertThat(callers.apiKeys()).isEmpty();
        assertThat(callers.homeservers()).isEmpty();
        assertThat(callers.tokenSourcePath()).isEqualTo("/api/livekit/connection-details");
    }

    @Test
    void tokensHoldLongerWherePeerWaveWantsThat() throws ConfigException {
        assertThat(callers("compat: strict").tokenLifetime()).isEqualTo(Duration.ofMinutes(10));
        assertThat(callers("compat: peerwave").tokenLifetime()).isEqualTo(Duration.ofHours(6));
        assertThat(callers("compat: peerwave, token_ttl: 1m").tokenLifetime()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void theAlgorithmsFollowTheKindOfKey() throws ConfigException {
        assertThat(callers("bearer: {secret: " + Loading.SECRET + ", audience: a}")
                        .bearer()
                        .algorithms())
                .containsExactly("HS256");
        assertThat(callers("bearer: {issuer: 'https://issuer.example', audience: a}")
                        .bearer()
                        .algorithms())
                .contains("RS256", "ES256")
                .doesNotContain("HS256", "none");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    token_ttl: 1s                                                             | config.out_of_range
                    token_source: {path: 'no slash'}                                          | config.wrong_type
                    cookie: {secret: short}                                                   | config.short_secret
                    cookie: {table: 'x; y'}                                                   | config.wrong_type
                    bearer: {secret: short, audience: a}                                      | config.short_secret
                    bearer: {jwks_url: 'http://issuer.example/keys', audience: a}             | config.wrong_type
                    bearer: {issuer: 'https://i.example', audience: a, algorithms: [HS256]}   | config.out_of_range
                    bearer: {issuer: 'https://i.example', audience: a, algorithms: [none]}    | config.out_of_range
                    api_keys: {bot: short}                                                    | config.short_secret
                    matrix: {homeservers: {example.com: 'http://example.com'}}                | config.wrong_type
                    matrix: {homeservers: {example.com: 'http://127.0.0.1.evil.org'}}         | config.wrong_type
                    """)
    void whatIsNotSafeIsRefused(String yaml, String code) {
        assertThat(Loading.complaints("token_api: {" + yaml + "}\n"))
                .singleElement()
                .asString()
                .contains(code);
    }

    @Test
    void homeserversOnThisMachineMayDoWithoutTls() throws ConfigException {
        assertThat(callers("matrix: {homeservers: {example.com: 'http://127.0.0.1:8008'}}")
                        .homeservers())
                .containsEntry("example.com", "http://127.0.0.1:8008");
    }

    @Test
    void secretsAreNotShown() throws ConfigException {
        CallersConfig callers = callers("cookie: {secret: " + Loading.SECRET + "}, api_keys: {bot: " + Loading.SECRET
                + "}, bearer: {secret: " + Loading.SECRET + ", audience: a}");
        assertThat(callers.toString()).doesNotContain(Loading.SECRET).contains("bot");
    }
}
