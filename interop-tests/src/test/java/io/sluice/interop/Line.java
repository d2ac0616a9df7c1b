package io.sluice.interop;

import java.util.Base64;
import java.util.List;
import java.util.Map;

/** What lies between one participant and the server, and can be made worse. */
final class Line {
    private final Driver driver;
    private final String participant;

    Line(Driver driver, String participant) {
        this.driver = driver;
        this.participant = participant;
    }

    /** The signal connection ends as if a cable was pulled: no closing handshake. */
    void cutsSignal() {
        ask("cut", Map.of());
    }

    void stopsMedia() {
        blocks(true);
    }

    void letsMediaThrough() {
        blocks(false);
    }

    /** Loses this share of what the participant sends. */
    void losesUpwards(double share) {
        ask("set", Map.of("up", Map.of("loss", share)));
    }

    /** Lets so many bits a second through downwards; what waits longer than 300 ms is dropped. 0 for any number. */
    void letsThroughDownwards(int bitsPerSecond) {
        ask("set", Map.of("down", Map.of("rate", bitsPerSecond)));
    }

    /** Sends datagrams to the server from the very addresses that the participant's media comes from. */
    void injects(List<byte[]> packets) {
        ask(
                "inject",
                Map.of(
                        "packets",
                        packets.stream()
                                .map(Base64.getEncoder()::encodeToString)
                                .toList()));
    }

    private void blocks(boolean blocked) {
        ask("set", Map.of("up", Map.of("blocked", blocked), "down", Map.of("blocked", blocked)));
    }

    private void ask(String name, Map<String, ?> arguments) {
        driver.ask("line", Map.of("participant", participant, "name", name, "args", arguments));
    }
}
