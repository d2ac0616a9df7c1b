package io.sluice.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a participant sends and gets over data channels. */
final class Data {
    private final Participant participant;

    Data(Participant participant) {
        this.participant = participant;
    }

    /** Sends one packet of each size, in that order. */
    void sendsPackets(List<Integer> sizes, boolean reliable, String topic) {
        participant.call("sendPackets", Map.of("sizes", sizes, "reliable", reliable, "topic", topic));
    }

    /** The sizes of the packets that came with that topic, in order; negative where the content is not what was sent. */
    List<Integer> packets(String topic) {
        List<Integer> sizes = new ArrayList<>();
        participant.call("packets", Map.of("topic", topic)).forEach(size -> sizes.add(size.asInt()));
        return sizes;
    }

    void awaitPackets(String topic, List<Integer> sizes) {
        Await.until(
                participant.identity + " gets the packets " + topic,
                () -> packets(topic),
                got -> got.size() >= sizes.size());
        assertThat(packets(topic)).isEqualTo(sizes);
    }

    /** Sends lossy packets again and again until another has got one of each size. */
    void sendsLossyPacketsUntilTheyArrive(List<Integer> sizes, String topic, Participant to) {
        Set<Integer> missing = new TreeSet<>(sizes);
        Await.until(
                to.identity + " gets lossy packets of all sizes",
                () -> {
                    // Only those that have not come: clients drop the last of many themselves.
                    sendsPackets(List.copyOf(missing), false, topic);
                    missing.removeAll(to.data().packets(topic));
                    return Set.copyOf(missing);
                },
                Set::isEmpty);
    }

    /** Sends a stream of text or bytes, and gives its SHA-256. */
    String sendsStream(String kind, int length, Participant to) {
        return participant
                .call("sendStream", Map.of("kind", kind, "length", length, "to", List.of(to.identity)))
                .path("hash")
                .asText();
    }

    void awaitStream(String kind, int length, String hash) {
        JsonNode stream = participant.awaitEvent(
                "stream", event -> event.path("hash").asText().equals(hash));
        assertThat(stream.path("length").asInt()).isEqualTo(length);
        assertThat(stream.path("kind").asText()).isEqualTo(kind);
    }

    /** Calls the echo of another that often; how many answers were right. */
    int calls(Participant to, int count, int payload) {
        return participant
                .call("rpc", Map.of("to", to.identity, "count", count, "size", payload))
                .asInt();
    }

    void publishesTrack(String name) {
        participant.call("publishDataTrack", Map.of("name", name));
    }

    void unpublishesTrack(String name) {
        participant.call("unpublishDataTrack", Map.of("name", name));
    }

    void pushesFrames(String name, int count, int size) {
        participant.call("pushFrames", Map.of("name", name, "count", count, "size", size));
    }

    void subscribesTrack(Participant publisher, String name) {
        participant.call("subscribeDataTrack", Map.of("identity", publisher.identity, "name", name));
    }

    JsonNode frames() {
        return participant.call("frames", Map.of());
    }

    int opensChannel(String label) {
        return participant.call("openChannel", Map.of("label", label)).asInt();
    }

    void sendsOnChannel(String label, String text) {
        participant.call("sendOnChannel", Map.of("label", label, "text", text));
    }

    void closesChannel(String label) {
        participant.call("closeChannel", Map.of("label", label));
    }

    /** Sends reliable packets as fast as it may, until told otherwise. */
    void floods(int size) {
        participant.call("flood", Map.of("size", size));
    }

    int flooded() {
        return participant.call("flooded", Map.of()).asInt();
    }

    void stopsFlooding() {
        participant.call("stopFlood", Map.of());
    }
}
