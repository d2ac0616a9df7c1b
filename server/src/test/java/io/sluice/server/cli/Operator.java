package io.sluice.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.server.RunningNode;
import io.sluice.server.SignalClient;
import java.util.ArrayList;
import java.util.List;

/** Somebody at a command line, and the running server that the commands ask. */
final class Operator implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RunningNode node;

    private Operator(RunningNode node) {
        this.node = node;
    }

    /** @param settings of the server, YAML */
    static Operator of(String settings) {
        return new Operator(RunningNode.with(settings));
    }

    RunningNode node() {
        return node;
    }

    /** Runs a command against the server. */
    Cli run(String... words) {
        List<String> arguments = new ArrayList<>(List.of(words));
        arguments.addAll(List.of(
                "--url",
                node.webSocket("").toString(),
                "--api-key",
                "testkey",
                "--api-secret",
                "a-secret-that-is-only-good-for-tests"));
        return Cli.run(arguments.toArray(String[]::new));
    }

    /** What a command prints that does what it is told. */
    String good(String... words) {
        Cli done = run(words);
        assertThat(done.err()).isEmpty();
        assertThat(done.status()).isZero();
        return done.out();
    }

    /** The same, read. */
    JsonNode json(String... words) {
        String text = good(words);
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    /** Somebody who has joined. */
    SignalClient join(String identity, String room) {
        SignalClient client = SignalClient.join(node.webSocket("/rtc"), RunningNode.token(identity, room));
        client.awaitJoin();
        return client;
    }

    @Override
    public void close() {
        node.close();
    }
}
