package io.sluice.signaling.webhook;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.sluice.sfu.control.ParticipantSnapshot;
import io.sluice.sfu.control.RoomFact;
import io.sluice.sfu.control.RoomSnapshot;
import io.sluice.sfu.publish.TrackInfo;
import io.sluice.signaling.livekit.RoomMessages;
import io.sluice.signaling.livekit.TrackMessages;
import io.sluice.signaling.proto.ParticipantInfo;
import io.sluice.signaling.proto.Room;
import io.sluice.signaling.proto.WebhookEvent;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Turns what happens in rooms into what backends are told, in protobuf's JSON: lowerCamelCase, defaults left out. */
public final class WebhookPayloads {
    private static final JsonFormat.Printer PRINTER = JsonFormat.printer().omittingInsignificantWhitespace();
    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int ID_LENGTH = 12;

    private final InstantSource clock;
    private final RandomGenerator random;
    private final boolean fullRooms;

    /**
     * @param random of the ids
     * @param fullRooms whether events about tracks carry the whole room and not only its name and sid
     */
    public WebhookPayloads(InstantSource clock, RandomGenerator random, boolean fullRooms) {
        this.clock = clock;
        this.random = random;
        this.fullRooms = fullRooms;
    }

    /** The event that backends know a fact by; null where they are told nothing. */
    public @Nullable WebhookPayload of(RoomFact fact) {
        WebhookEvent.Builder event = WebhookEvent.newBuilder();
        WebhookEventName name = switch (fact) {
            case RoomFact.RoomStarted(RoomSnapshot room) -> whole(event, room, WebhookEventName.ROOM_STARTED);
            case RoomFact.RoomFinished finished -> whole(event, finished.room(), WebhookEventName.ROOM_FINISHED);
            case RoomFact.ParticipantActive active -> about(event, active, WebhookEventName.PARTICIPANT_JOINED);
            case RoomFact.ParticipantLeft left ->
                about(
                        event,
                        left,
                        left.wasActive()
                                ? WebhookEventName.PARTICIPANT_LEFT
                                : WebhookEventName.PARTICIPANT_CONNECTION_ABORTED);
            case RoomFact.TrackPublished published ->
                about(event, published, published.track(), WebhookEventName.TRACK_PUBLISHED);
            case RoomFact.TrackUnpublished unpublished ->
                about(event, unpublished, unpublished.track(), WebhookEventName.TRACK_UNPUBLISHED);
            case RoomFact.TrackUnencrypted open -> unencrypted(event, open);
            case RoomFact.ParticipantJoined _ -> null;
        };
        return name == null ? null : payload(event, name, fact.room());
    }

    private static WebhookEventName whole(WebhookEvent.Builder event, RoomSnapshot room, WebhookEventName name) {
        event.setRoom(RoomMessages.write(room));
        return name;
    }

    private static WebhookEventName about(
            WebhookEvent.Builder event, RoomFact.OfParticipant fact, WebhookEventName name) {
        event.setRoom(RoomMessages.write(fact.room())).setParticipant(RoomMessages.write(fact.participant()));
        return name;
    }

    private WebhookEventName about(
            WebhookEvent.Builder event, RoomFact.OfParticipant fact, TrackInfo track, WebhookEventName name) {
        briefly(event, fact).setTrack(TrackMessages.write(track));
        return name;
    }

    /** There may never be such a track, so that no more is known than where its media were to come from. */
    private WebhookEventName unencrypted(WebhookEvent.Builder event, RoomFact.TrackUnencrypted fact) {
        briefly(event, fact)
                .setTrack(io.sluice.signaling.proto.TrackInfo.newBuilder()
                        .setSourceValue(fact.source().ordinal()));
        return fact.refused() ? WebhookEventName.TRACK_REFUSED : WebhookEventName.TRACK_UNENCRYPTED;
    }

    private WebhookEvent.Builder briefly(WebhookEvent.Builder event, RoomFact.OfParticipant fact) {
        RoomSnapshot room = fact.room();
        ParticipantSnapshot who = fact.participant();
        return event.setRoom(
                        fullRooms
                                ? RoomMessages.write(room)
                                : Room.newBuilder()
                                        .setSid(room.sid())
                                        .setName(room.name())
                                        .build())
                .setParticipant(ParticipantInfo.newBuilder().setSid(who.sid()).setIdentity(who.identity()));
    }

    private WebhookPayload payload(WebhookEvent.Builder event, WebhookEventName name, RoomSnapshot room) {
        String id = id();
        event.setEvent(name.wire()).setId(id).setCreatedAt(clock.instant().getEpochSecond());
        try {
            return new WebhookPayload(name.wire(), id, room.name(), room.sid(), PRINTER.print(event));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("an event without Any values can be printed", e);
        }
    }

    private String id() {
        StringBuilder id = new StringBuilder("EV_");
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return id.toString();
    }
}
