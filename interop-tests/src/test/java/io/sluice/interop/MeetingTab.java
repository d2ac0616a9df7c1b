package io.sluice.interop;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One person at the server's meeting page. Knows of the call only what the page shows. */
final class MeetingTab implements Client {
    /** Chromium's fake microphone beeps; noise of decoding would be far below this. */
    private static final double AUDIBLE = 0.02;

    final String name;
    private String account = "";
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

    /** Sends the form of the open page; waits until it is inside. */
    MeetingTab enters(String room, String passphrase) {
        submits(room, passphrase);
        awaitCall("joined");
        return this;
    }

    /** Opens the page and sends the form. */
    void tries(String room, String passphrase) {
        opens(Map.of());
        submits(room, passphrase);
    }

    private void submits(String room, String passphrase) {
        call("joins", Map.of("room", room, "name", name, "passphrase", passphrase));
    }

    /** Opens the page by an address with these parameters. */
    void opens(Map<String, String> query) {
        call("opens", Map.of("query", query));
    }

    void presses(String device) {
        call("presses", Map.of("device", device));
    }

    /** Opens the page, signs in with the account of that name that a server in development mode has, and enters a channel. */
    MeetingTab signsIn(String channel) {
        account = "demo-" + name.toLowerCase(Locale.ROOT);
        opens(Map.of());
        await(
                "offers its account",
                seen -> StreamSupport.stream(seen.path("accounts").spliterator(), false)
                        .anyMatch(each -> each.asText().equals(name)));
        call("signsIn", Map.of("account", name, "channel", channel));
        return this;
    }

    void checksDevices() {
        call("checksDevices", Map.of());
    }

    /** Opens or closes a panel: chat, people or network. */
    void opensPanel(String panel) {
        call("opensPanel", Map.of("panel", panel));
    }

    void writes(String text) {
        call("writes", Map.of("text", text));
    }

    void reacts(String name) {
        call("reacts", Map.of("name", name));
    }

    /** Mutes or removes somebody. */
    void uses(String power, MeetingTab over) {
        call("uses", Map.of("power", power, "over", over.identity()));
    }

    /** Chooses the last camera of the list in the open panel, which is not the browser's choice. */
    void usesOtherCamera() {
        call("usesOtherCamera", Map.of());
    }

    /** Id of the camera whose picture the page shows its user. */
    String ownCamera() {
        return call("ownCamera", Map.of()).asText();
    }

    void pins(MeetingTab other) {
        call("pins", Map.of("identity", other.identity()));
    }

    void pressesKey(String key) {
        call("pressesKey", Map.of("key", key));
    }

    /** What a checker of accessibility finds wrong with the page as it is now. */
    JsonNode faults() {
        return call("faults", Map.of());
    }

    /** The people of the list, in its order. */
    Stream<JsonNode> people() {
        return StreamSupport.stream(sees().path("people").spliterator(), false);
    }

    /** Waits until its list says that of somebody. */
    void awaitPerson(MeetingTab other, String what, Predicate<JsonNode> shown) {
        Await.until(
                name + " reads that " + other.name + " " + what,
                () -> people().filter(each -> each.path("identity").asText().startsWith(other.identity()))
                        .toList(),
                found -> found.size() == 1 && shown.test(found.getFirst()));
    }

    void awaitMessage(String who, String text) {
        await(
                "shows a message of " + who,
                seen -> StreamSupport.stream(seen.path("messages").spliterator(), false)
                        .anyMatch(each -> each.path("who").asText().equals(who)
                                && each.path("text").asText().equals(text)));
    }

    JsonNode sees() {
        return call("sees", Map.of());
    }

    /** The tiles of somebody, by the name they joined with, to which the page adds what tells namesakes apart; or by their account. */
    Stream<JsonNode> tilesOf(MeetingTab other) {
        return StreamSupport.stream(sees().path("tiles").spliterator(), false)
                .filter(tile -> tile.path("identity").asText().startsWith(other.identity()));
    }

    /** How its identity begins. */
    private String identity() {
        return account.isEmpty() ? name + "-" : account;
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

    void awaitNoBanner(String topic) {
        await(
                "says nothing of " + topic,
                seen -> StreamSupport.stream(seen.path("banners").spliterator(), false)
                        .noneMatch(banner -> banner.path("topic").asText().equals(topic)));
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
