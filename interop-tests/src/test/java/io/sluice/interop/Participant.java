package io.sluice.interop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/** One client in the room. The {@code await} methods fail when what they name does not come about. */
final class Participant implements Client {
    static final String CAMERA = "camera";
    static final String MICROPHONE = "microphone";

    final String identity;
    private final Stage stage;
    private final Driver driver;
    private final String id;
    private final String url;
    private final boolean onBadLine;
    private boolean closed;

    Participant(Stage stage, Driver driver, String id, String identity, String url, boolean onBadLine) {
        this.stage = stage;
        this.driver = driver;
        this.id = id;
        this.identity = identity;
        this.url = url;
        this.onBadLine = onBadLine;
    }

    Participant joins() {
        return joins(Join.normally());
    }

    Participant joins(Join how) {
        call("join", how.arguments(url, stage.tokens.joining(stage.room, identity), onBadLine));
        return this;
    }

    /** Joins another room than the stage's own. */
    Participant joinsRoom(String room) {
        call("join", Join.normally().arguments(url, stage.tokens.joining(room, identity), onBadLine));
        return this;
    }

    /** Tries to join; how it was refused, or a null node. */
    JsonNode refusal(Join how, String token) {
        return call("refusal", how.arguments(url, token, onBadLine));
    }

    void leaves() {
        call("leave");
    }

    /** Without a word: a native client's process is killed, a browser's window goes. */
    void dies() {
        close();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            driver.ask("close", Map.of("participant", id));
        }
    }

    void publishes(Look look) {
        call("publishCamera", Map.of("colour", look.colour));
        call("publishMicrophone", Map.of("hertz", look.hertz));
    }

    /** @param codec as livekit-client names it */
    void publishes(Look look, String codec) {
        call("publishCamera", Map.of("colour", look.colour, "codec", codec));
    }

    /** In VP9, or VP8 for those who cannot decode that. */
    void publishesWithBackup(Look look) {
        call("publishCamera", Map.of("colour", look.colour, "codec", "vp9", "backup", true));
    }

    void publishesLayers(Look look) {
        publishesLayers(look, "vp8");
    }

    /** @param codec as livekit-client names it */
    void publishesLayers(Look look, String codec) {
        call(
                "publishCamera",
                Map.of("colour", look.colour, "width", 1280, "height", 720, "simulcast", true, "codec", codec));
    }

    /** In layers that need all the bits they may have. */
    void publishesBusyLayers(Look look) {
        call(
                "publishCamera",
                Map.of("colour", look.colour, "width", 1280, "height", 720, "simulcast", true, "busy", true));
    }

    void speaks(Look look) {
        call("publishMicrophone", Map.of("hertz", look.hertz));
    }

    /** Has nothing against redundant audio. */
    void speaksRepeatably(Look look) {
        call("publishMicrophone", Map.of("hertz", look.hertz, "red", true));
    }

    /**
     * All sizes of the picture in one stream.
     *
     * @param codec as livekit-client names it
     * @param mode of scalability, as W3C names it
     */
    void publishesInside(Look look, String codec, String mode) {
        call(
                "publishCamera",
                Map.of("colour", look.colour, "width", 1280, "height", 720, "codec", codec, "mode", mode));
    }

    void paints(Look look) {
        call("paint", Map.of("colour", look.colour));
    }

    void unpublishes(String source) {
        call("unpublish", Map.of("source", source));
    }

    void mutes(String source) {
        call("mute", Map.of("source", source, "muted", true));
    }

    void unmutes(String source) {
        call("mute", Map.of("source", source, "muted", false));
    }

    /** Gives the time at which the request left. */
    long setsAttribute(String name, String value) {
        return call("setAttributes", Map.of("attributes", Map.of(name, value))).asLong();
    }

    void sends(String text) {
        call("send", Map.of("text", text));
    }

    void wants(String quality, Participant publisher) {
        call("wantQuality", Map.of("identity", publisher.identity, "quality", quality));
    }

    void simulates(String scenario) {
        call("simulate", Map.of("scenario", scenario));
    }

    String sid() {
        return call("self").path("sid").asText();
    }

    boolean isConnected() {
        return call("self").path("connected").asBoolean();
    }

    JsonNode colourOf(Participant publisher) {
        return call("colour", Map.of("identity", publisher.identity));
    }

    double pitchOf(Participant publisher) {
        return call("pitch", Map.of("identity", publisher.identity)).asDouble();
    }

    void awaitPicture(Participant publisher, Look look) {
        Await.until(
                identity + " sees " + publisher.identity + " in " + look, () -> colourOf(publisher), look::isColour);
    }

    void awaitTone(Participant publisher, Look look) {
        Await.until(identity + " hears " + publisher.identity + " as " + look, () -> pitchOf(publisher), look::isPitch);
    }

    void awaitSilence(Participant publisher) {
        Await.until(
                identity + " hears nothing of " + publisher.identity, () -> pitchOf(publisher), pitch -> pitch == 0);
    }

    void awaitLook(Participant publisher, Look look) {
        awaitPicture(publisher, look);
        awaitTone(publisher, look);
    }

    /** Waits until so many more frames were decoded: the picture moves, it is not the last one standing. */
    void awaitFrames(Participant publisher, int more) {
        long[] from = {received(publisher, CAMERA).frames()};
        Await.until(
                identity + " decodes " + more + " more frames of " + publisher.identity,
                () -> received(publisher, CAMERA).frames(),
                now -> {
                    // A new receiver counts from nought.
                    from[0] = Math.min(from[0], now);
                    return now >= from[0] + more;
                });
    }

    /** Gets each size of a camera in turn when it asks for it. */
    void goesThroughLayers(Participant publisher) {
        awaitSteadyWidth(publisher, 1280);
        wants("LOW", publisher);
        awaitSteadyWidth(publisher, 320);
        wants("MEDIUM", publisher);
        awaitSteadyWidth(publisher, 640);
        wants("HIGH", publisher);
        awaitSteadyWidth(publisher, 1280);
    }

    /** Waits until pictures of this width came for two seconds without any other between them. */
    void awaitSteadyWidth(Participant publisher, int width) {
        List<Received> steady = new ArrayList<>();
        long[] since = {System.nanoTime()};
        Await.until(
                identity + " sees " + publisher.identity + " steadily " + width + " wide",
                () -> received(publisher, CAMERA),
                now -> {
                    boolean broken = now.width() != width
                            || (!steady.isEmpty()
                                    && now.frames() < steady.getFirst().frames());
                    if (broken || steady.isEmpty()) {
                        steady.clear();
                        since[0] = System.nanoTime();
                    }
                    if (!broken) {
                        steady.add(now);
                    }
                    return !steady.isEmpty()
                            && System.nanoTime() - since[0]
                                    > Duration.ofSeconds(2).toNanos()
                            && now.frames() >= steady.getFirst().frames() + 10;
                });
    }

    Received received(Participant publisher, String source) {
        JsonNode counted = call("received", Map.of("identity", publisher.identity, "source", source));
        return counted.isObject() ? read(counted, Received.class) : Received.NOTHING;
    }

    List<Sent> sent(String source) {
        List<Sent> layers = new ArrayList<>();
        call("sent", Map.of("source", source)).forEach(layer -> layers.add(read(layer, Sent.class)));
        return layers;
    }

    /** The others in the room as this participant knows them. */
    JsonNode others() {
        return call("others");
    }

    /** The protocol and the server's address of each connection in use. */
    JsonNode way() {
        return call("way");
    }

    /** Every address the server has named for media. */
    JsonNode serverCandidates() {
        return call("serverCandidates");
    }

    List<JsonNode> events() {
        return StreamSupport.stream(call("events").spliterator(), false).toList();
    }

    JsonNode awaitEvent(String event) {
        return awaitEvent(event, found -> true);
    }

    /** The latest event of this name and kind. */
    JsonNode awaitEvent(String event, Predicate<JsonNode> kind) {
        Predicate<JsonNode> wanted = found -> found.path("event").asText().equals(event) && kind.test(found);
        return Await.until(
                        identity + " notes " + event,
                        () -> events().stream().filter(wanted).toList(),
                        found -> !found.isEmpty())
                .getLast();
    }

    boolean hasNoted(String event) {
        return events().stream().anyMatch(found -> found.path("event").asText().equals(event));
    }

    /** What it sends and gets beside sound and pictures. */
    Data data() {
        return new Data(this);
    }

    /** A native client's process stands still from now on, and reads nothing. */
    void freezes() {
        driver.ask("freeze", Map.of("participant", id));
    }

    Line line() {
        return new Line(driver, id);
    }

    @Override
    public String report() {
        if (closed) {
            return identity + "\n  is gone";
        }
        String text = identity + "\n  complaints: " + driver.ask("troubles", Map.of("participant", id));
        try {
            return text + "\n  events: " + call("events");
        } catch (AssertionError gone) {
            return text + "\n  and does not answer: " + gone.getMessage();
        }
    }

    private JsonNode call(String name) {
        return call(name, Map.of());
    }

    JsonNode call(String name, Map<String, ?> arguments) {
        return driver.ask("call", Map.of("participant", id, "name", name, "args", arguments));
    }

    private static <T> T read(JsonNode node, Class<T> type) {
        try {
            return Driver.JSON.treeToValue(node, type);
        } catch (JsonProcessingException e) {
            throw new AssertionError(node.toString(), e);
        }
    }
}
