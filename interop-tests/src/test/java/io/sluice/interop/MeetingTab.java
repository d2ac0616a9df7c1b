package io.sluice.interop;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One person at the server's meeting page. Knows of the call only what the page shows. */
final class MeetingTab implements Client {
    /** Chromium's fake microphone beeps; noise of decoding would be far below this. */
    private static final double AUDIBLE = 0.02;

    final String name;
    private final Driver driver;
    private final String id;

    MeetingTab(Driver driver, String id, String name) {
        this.driver = driver;
        this.id = id;
        this.name = name;
    }

    /** Opens the page and enters; waits until it is inside. */
    MeetingTab joins(String room, String passphrase) {
        tries(room, passphrase);
        awaitCall("joined");
        return this;
    }

    /** Opens the page and sends the form. */
    void tries(String room, String passphrase) {
        opens(Map.of());
        call("joins", Map.of("room", room, "name", name, "passphrase", passphrase));
    }

    /** Opens the page by an address with these parameters. */
    void opens(Map<String, String> query) {
        call("opens", Map.of("query", query));
    }

    void presses(String device) {
        call("presses", Map.of("device", device));
    }

    JsonNode sees() {
        return call("sees", Map.of());
    }

    /** The tiles of somebody, by the name they joined with; the page adds to it what tells namesakes apart. */
    Stream<JsonNode> tilesOf(MeetingTab other) {
        return StreamSupport.stream(sees().path("tiles").spliterator(), false)
                .filter(tile -> tile.path("identity").asText().startsWith(other.name + "-"));
    }

    long framesOf(MeetingTab other) {
        return tilesOf(other).mapToLong(tile -> tile.path("frames").asLong()).sum();
    }

    boolean hasHeardSomething() {
        return sees().path("loudness").asDouble() > AUDIBLE;
    }

    /** Where the page says it stands: joining, joined, left or failed. */
    void awaitCall(String state) {
        await("is " + state, seen -> seen.path("call").asText().equals(state));
    }

    void await(String what, Predicate<JsonNode> shown) {
        Await.until(name + "'s page " + what, this::sees, shown);
    }

    void awaitTile(MeetingTab other, String what, Predicate<JsonNode> shown) {
        Await.until(
                name + " sees that " + other.name + " " + what,
                () -> tilesOf(other).toList(),
                tiles -> tiles.size() == 1 && shown.test(tiles.getFirst()));
    }

    void awaitNoTile(MeetingTab other) {
        Await.until(
                name + " sees no tile of " + other.name, () -> tilesOf(other).toList(), tiles -> tiles.isEmpty());
    }

    /** Waits until so many more pictures of somebody were shown. */
    void awaitFrames(MeetingTab other, int more) {
        long from = framesOf(other);
        Await.until(
                name + " is shown " + more + " more pictures of " + other.name,
                () -> framesOf(other),
                now -> now >= from + more);
    }

    void awaitSound() {
        Await.until(name + " hears something", this::hasHeardSomething, heard -> heard);
    }

    void awaitBanner(String topic, String words) {
        await(
                "says: " + words,
                seen -> StreamSupport.stream(seen.path("banners").spliterator(), false)
                        .anyMatch(banner -> banner.path("topic").asText().equals(topic)
                                && banner.path("text").asText().contains(words)));
    }

    static boolean hasMark(JsonNode tile, String mark) {
        return StreamSupport.stream(tile.path("marks").spliterator(), false)
                .anyMatch(each -> each.asText().equals(mark));
    }

    /** What went wrong in the page, whether its user saw it or not. */
    JsonNode complaints() {
        return driver.ask("troubles", Map.of("participant", id));
    }

    @Override
    public String report() {
        String text = name + "\n  complaints: " + complaints();
        try {
            return text + "\n  sees: " + sees();
        } catch (AssertionError gone) {
            return text + "\n  and does not answer: " + gone.getMessage();
        }
    }

    @Override
    public void close() {
        driver.ask("close", Map.of("participant", id));
    }

    private JsonNode call(String method, Map<String, ?> arguments) {
        return driver.ask("call", Map.of("participant", id, "name", method, "args", arguments));
    }
}
