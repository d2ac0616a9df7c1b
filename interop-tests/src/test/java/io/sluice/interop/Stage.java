package io.sluice.interop;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One test's room and who is in it. */
final class Stage {
    final ServerUnderTest server;
    final Tokens tokens;
    final String room = "room-" + UUID.randomUUID();
    private final Driver driver;
    private final List<Client> clients = new ArrayList<>();

    Stage(Driver driver, ServerUnderTest server) {
        this.driver = driver;
        this.server = server;
        this.tokens = new Tokens(server);
    }

    Participant browser(String identity) {
        return open("browser", identity, false);
    }

    /** A browser whose signalling and media can be disturbed, see {@link Participant#line()}. */
    Participant browserOnBadLine(String identity) {
        return open("browser", identity, true);
    }

    Participant nativeClient(String identity) {
        return open("native", identity, false);
    }

    /** The server API as backends have it, by the official SDK for Node. */
    Backend backend() {
        return new Backend(driver, server, server.secret);
    }

    /** A backend with another secret than the server's. */
    Backend impostor() {
        return new Backend(driver, server, "an-impostor-does-not-know-the-secret");
    }

    /** A tab with the meeting page of the server. */
    MeetingTab meetingTab(String name) {
        JsonNode opened = ask("meeting", name, false);
        MeetingTab tab = new MeetingTab(driver, opened.path("participant").asText(), name);
        clients.add(tab);
        return tab;
    }

    /** The stock Socket.IO client, not connected yet. */
    KeySocket socket(String name) {
        KeySocket socket = new KeySocket(
                driver, ask("socket", name, false).path("participant").asText(), name);
        clients.add(socket);
        return socket;
    }

    /** A device of somebody with an application like PeerWave, not signed in yet. */
    PeerWaveUser peerWave(String user) {
        JsonNode opened = ask("peerwave", user, false);
        String id = opened.path("participant").asText();
        PeerWaveUser made = new PeerWaveUser(
                user, new Participant(this, driver, id, user, opened.path("url").asText(), false));
        clients.add(made);
        return made;
    }

    private JsonNode ask(String kind, String name, boolean onBadLine) {
        return driver.ask("open", Map.of("kind", kind, "name", name, "url", server.url.toString(), "bad", onBadLine));
    }

    private Participant open(String kind, String identity, boolean onBadLine) {
        JsonNode opened = ask(kind, identity, onBadLine);
        Participant participant = new Participant(
                this,
                driver,
                opened.path("participant").asText(),
                identity,
                opened.path("url").asText(),
                onBadLine);
        clients.add(participant);
        return participant;
    }

    /** What the clients complained about and what they went through, for the text of a failure. */
    String report() {
        StringBuilder report = new StringBuilder("room ").append(room);
        for (Client client : clients) {
            report.append('\n').append(client.report());
        }
        return report.append("\nserver\n").append(server.lastWords()).toString();
    }

    /** Closes every client, whatever becomes of the others: none may haunt the next test. */
    void close() {
        AssertionError problem = null;
        for (Client client : clients.reversed()) {
            try {
                client.close();
            } catch (AssertionError failed) {
                problem = failed;
            }
        }
        clients.clear();
        if (problem != null) {
            throw problem;
        }
    }
}
