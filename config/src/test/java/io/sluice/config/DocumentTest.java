package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DocumentTest {
    @Test
    void anUnknownKeyIsNamedWithItsLineAndTheNearestKey() {
        assertThat(Loading.complaints("port: 7880\nrtc:\n  tcp_prot: 7881\n"))
                .containsExactly("sluice.yaml:3: rtc.tcp_prot: unknown key; did you mean rtc.tcp_port? "
                        + "[config.unknown_key]");
    }

    @Test
    void aKeyUnderTheWrongSectionIsFoundWhereItBelongs() {
        assertThat(Loading.complaints("node_ip: 10.0.0.1\n"))
                .containsExactly("sluice.yaml:1: node_ip: unknown key; did you mean rtc.node_ip? [config.unknown_key]");
    }

    @Test
    void aKeyLikeNoOtherIsRefusedWithoutAGuess() {
        assertThat(Loading.complaints("xyzzyplugh: 1\n"))
                .containsExactly("sluice.yaml:1: xyzzyplugh: unknown key [config.unknown_key]");
    }

    @Test
    void theNotationOfTheTableIsNotAKey() {
        assertThat(Loading.complaints("rtc.tcp_port: 1\n\"turn_servers[]\": {}\n\"*\": 1\n"))
                .hasSize(3)
                .allMatch(line -> line.contains("unknown key"));
    }

    @Test
    void unknownKeysAreWarningsWhenStrictnessIsOff() throws ConfigException {
        LoadedConfig loaded =
                Loading.load("prot: 1\n" + Loading.KEYS, Map.of(), Flags.none().with(NamedFlag.DISABLE_STRICT_CONFIG));

        assertThat(loaded.warnings()).containsExactly("sluice.yaml:1: prot: unknown key; did you mean port?");
    }

    @Test
    void everythingThatIsWrongIsToldAtOnceInTheOrderOfTheText() {
        assertThat(Loading.complaints("prot: 1\nport: many\nrtc: [1]\n"))
                .containsExactly(
                        "sluice.yaml:1: prot: unknown key; did you mean port? [config.unknown_key]",
                        "sluice.yaml:2: port: expected a port number from 0 to 65535, got the text \"many\" "
                                + "[config.wrong_type]",
                        "sluice.yaml:3: rtc: expected a section, got a list [config.wrong_type]");
    }

    @Test
    void aQuotedNumberIsNoNumber() {
        assertThat(Loading.complaints("port: \"7880\"\n"))
                .singleElement()
                .asString()
                .contains("got the text \"7880\"");
    }

    @Test
    void aPortOutsideThePortNumbersIsRefused() {
        assertThat(Loading.complaints("port: 65536\n"))
                .singleElement()
                .asString()
                .contains("from 0 to 65535, got 65536");
    }

    @Test
    void aChoiceNamesAllThatItAllows() {
        assertThat(Loading.complaints("logging: {level: loud}\n"))
                .singleElement()
                .asString()
                .contains("expected one of debug, info, warn, error, got the text \"loud\"");
    }

    @Test
    void aSecretOfTheWrongTypeIsNotRepeated() {
        assertThat(Loading.complaints("prometheus: {username: a, password: [hunter2]}\n"))
                .isNotEmpty()
                .noneMatch(line -> line.contains("hunter2"));
    }

    @Test
    void listsOfSectionsNumberTheirItemsInMessages() {
        assertThat(Loading.complaints(
                        "rtc:\n  turn_servers:\n    - host: a\n      port: 1\n      secret: x\n    - hots: b\n"))
                .first()
                .asString()
                .startsWith(
                        "sluice.yaml:6: rtc.turn_servers[1].hots: unknown key; did you mean rtc.turn_servers[].host?");
    }

    @Test
    void textThatIsNotYamlIsASyntaxProblemWithALine() {
        assertThat(Loading.complaints("port: 7880\nrtc: {udp_port: 1\n"))
                .singleElement()
                .asString()
                .matches("sluice.yaml:\\d+: .*\\[config.syntax]");
    }

    @Test
    void aKeyGivenTwiceIsRefused() {
        assertThat(Loading.complaints("port: 1\nport: 2\n"))
                .containsExactly("sluice.yaml:2: port was given already, on line 1 [config.syntax]");
    }

    @Test
    void sectionsWithEverythingCommentedOutAreNothing() throws ConfigException {
        assertThat(Loading.config("rtc:\nport:\n").port()).isEqualTo(7880);
    }

    @Test
    void aDocumentThatIsOneTextIsRefused() {
        assertThat(Loading.problems("hello", Map.of(), Flags.none())).first().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.WRONG_TYPE);
            assertThat(problem.where()).isEqualTo("sluice.yaml:1");
        });
    }
}
