package io.sluice.server.debug;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.sfu.control.RoomCommand;
import io.sluice.sfu.control.RoomSnapshot;
import io.sluice.sfu.explain.ParticipantExplanation;
import io.sluice.sfu.explain.RoomExplanation;
import io.sluice.sfu.shard.Rooms;
import io.sluice.sfu.shard.Shard;
import io.sluice.tokenapi.http.ApiAnswer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Answers {@code /debug/rooms} with the rooms there are, {@code /debug/rooms/ROOM} with everybody in one, and
 * {@code /debug/rooms/ROOM/IDENTITY} with one participant: what it publishes, what it receives, and why. JSON; documented in
 * {@code docs/guide/when-something-is-wrong.md}.
 */
public final class RoomsPage implements Function<String, ApiAnswer> {
    private static final String PATH = "/debug/rooms";
    private static final long PATIENCE_SECONDS = 5;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Rooms rooms;

    /** @param rooms of this node */
    public RoomsPage(Rooms rooms) {
        this.rooms = rooms;
    }

    /** A room in the list. */
    private record Entry(String name, String sid, int participants, int publishers) {
        static Entry of(RoomSnapshot room) {
            return new Entry(room.name(), room.sid(), room.participants(), room.publishers());
        }
    }

    @Override
    public ApiAnswer apply(String path) {
        String rest = path.startsWith(PATH) ? path.substring(PATH.length()) : "?";
        if (!rest.isEmpty() && !rest.startsWith("/")) {
            return problem(404, "not_found", "There is " + PATH + ", and with a room and a participant behind it.");
        }
        List<String> names = List.of(rest.replaceFirst("^/", "").split("/", -1)).stream()
                .map(RoomsPage::decode)
                .filter(name -> !name.isEmpty())
                .toList();
        return switch (names.size()) {
            case 0 -> list();
            case 1 -> room(names.get(0));
            case 2 -> participant(names.get(0), names.get(1));
            default -> problem(404, "not_found", "A path is " + PATH + "/ROOM/IDENTITY at most.");
        };
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private ApiAnswer list() {
        List<Entry> entries = rooms.all().stream()
                .map(room -> Entry.of(room.snapshot()))
                .sorted(Comparator.comparing(Entry::name))
                .toList();
        return json(200, Map.of("rooms", entries));
    }

    private ApiAnswer room(String name) {
        Shard room = rooms.find(name);
        return room == null ? noRoom(name) : ask(room, explanation -> json(200, explanation));
    }

    private ApiAnswer participant(String name, String identity) {
        Shard room = rooms.find(name);
        return room == null ? noRoom(name) : ask(room, explanation -> pick(explanation, identity));
    }

    private static ApiAnswer pick(RoomExplanation room, String identity) {
        for (ParticipantExplanation participant : room.participants()) {
            if (participant.identity().equals(identity)) {
                return json(200, participant);
            }
        }
        return problem(404, "participant_not_found", "Nobody in " + room.name() + " is " + identity + ".");
    }

    private static ApiAnswer noRoom(String name) {
        return problem(404, "room_not_found", "There is no room " + name + ".");
    }

    private static ApiAnswer ask(Shard room, Function<RoomExplanation, ApiAnswer> show) {
        try {
            return show.apply(room.ask(new RoomCommand.Explain(new CompletableFuture<>()))
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            return problem(503, "room_unavailable", String.valueOf(e.getCause()));
        } catch (TimeoutException e) {
            return problem(503, "room_silent", "The room did not answer within " + PATIENCE_SECONDS + " s.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return problem(503, "shutting_down", "The server ends.");
        }
    }

    private static ApiAnswer problem(int status, String code, String text) {
        return json(status, Map.of("code", code, "message", text));
    }

    private static ApiAnswer json(int status, Object value) {
        try {
            return ApiAnswer.json(status, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
