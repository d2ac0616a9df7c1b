package io.sluice.sfu.participant;

import io.sluice.sfu.control.Admission;
import io.sluice.sfu.control.DisconnectReason;
import io.sluice.sfu.control.EventSink;
import io.sluice.sfu.control.ParticipantKind;
import io.sluice.sfu.control.ParticipantSnapshot;
import io.sluice.sfu.control.ParticipantState;
import io.sluice.sfu.control.Permissions;
import io.sluice.sfu.control.RoomEvent;
import io.sluice.sfu.control.SubscriptionPermissions;
import io.sluice.sfu.lane.Lane;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A session of somebody in a room: who it is, where it is in its life, and the three parts that do its work. */
public final class Participant {
    private final String sid;
    private final Admission admission;
    private final long joinedAtMillis;
    private final Map<String, String> attributes;
    private final DataPublishing dataPublishing;
    private final DataSubscribing dataSubscribing;
    private final Links links;
    private final Messaging messaging;
    private final Publishing publishing;
    private final Subscribing subscribing;
    private String name;
    private String metadata;
    private Permissions permissions;
    private SubscriptionPermissions subscriptionPermissions = SubscriptionPermissions.OPEN;
    private ParticipantState state = ParticipantState.JOINING;
    private DisconnectReason disconnectReason = DisconnectReason.UNKNOWN_REASON;
    private @Nullable EventSink sink;
    private boolean everPublished;
    private boolean forwarded;
    private int version;
    private @Nullable ParticipantSnapshot snapshot;

    /** Somebody who was let in. */
    public Participant(String sid, Admission admission, EventSink sink, boolean tcpOnly, RoomSide room) {
        this.sid = sid;
        this.admission = admission;
        this.sink = sink;
        this.name = admission.name();
        this.metadata = admission.metadata();
        this.permissions = admission.permissions();
        this.attributes = new HashMap<>(admission.attributes());
        this.joinedAtMillis = room.micros() / 1_000;
        this.publishing = new Publishing(this, room);
        this.subscribing = new Subscribing(this, room);
        this.dataPublishing = new DataPublishing(this, room);
        this.dataSubscribing = new DataSubscribing(this, room);
        this.messaging = new Messaging(this, room);
        this.links = new Links(this, room, tcpOnly);
    }

    /** Its id in this session. */
    public String sid() {
        return sid;
    }

    /** Who it is over all its sessions. */
    public String identity() {
        return admission.identity();
    }

    /** What it was let in with. */
    public Admission admission() {
        return admission;
    }

    /** What it may do. */
    public Permissions permissions() {
        return permissions;
    }

    /** Replaces what it may do; what follows from it is up to the caller. */
    public void permissions(Permissions next) {
        permissions = next;
        touch();
    }

    /** Whether others must not know of it. */
    public boolean hidden() {
        return permissions().hidden();
    }

    /** Whether it neither fills the room nor keeps it open. */
    public boolean dependent() {
        return admission.kind().dependent() || permissions.agent() || permissions.recorder();
    }

    /** Whether it records: what publishers permit others does not concern it. */
    public boolean recorder() {
        return permissions().recorder() || admission.kind() == ParticipantKind.EGRESS;
    }

    /** Whether it may speak for others. */
    public boolean agent() {
        return permissions().agent() || admission.kind() == ParticipantKind.AGENT;
    }

    /** Its transports. */
    public Links links() {
        return links;
    }

    /** Its data. */
    public Messaging messaging() {
        return messaging;
    }

    /** Its tracks. */
    public Publishing publishing() {
        return publishing;
    }

    /** The tracks it receives. */
    public Subscribing subscribing() {
        return subscribing;
    }

    /** Its data tracks. */
    public DataPublishing dataPublishing() {
        return dataPublishing;
    }

    /** The data tracks it receives. */
    public DataSubscribing dataSubscribing() {
        return dataSubscribing;
    }

    /** Where it is in its life. */
    public ParticipantState state() {
        return state;
    }

    /** Goes on to a later state; earlier ones are ignored. */
    public void advance(ParticipantState next) {
        if (next.compareTo(state) > 0) {
            state = next;
            touch();
        }
    }

    /** It belongs to another room, out of which its packets come; it has no client here, and takes nothing. */
    public void feed(Lane lane) {
        forwarded = true;
        messaging.close();
        lane.open(links.uplink());
    }

    /** Whether it belongs to another room. */
    public boolean forwarded() {
        return forwarded;
    }

    /** Ends its life. */
    public void disconnected(DisconnectReason reason) {
        disconnectReason = reason;
        advance(ParticipantState.DISCONNECTED);
        touch();
    }

    /** Who may have its tracks. */
    public SubscriptionPermissions subscriptionPermissions() {
        return subscriptionPermissions;
    }

    /** Replaces who may have its tracks. */
    public void subscriptionPermissions(SubscriptionPermissions permissions) {
        subscriptionPermissions = permissions;
    }

    /** Changes what it says about itself: empty texts stay, attributes without a value go. */
    public void describe(String newName, String newMetadata, Map<String, String> changes) {
        name = newName.isEmpty() ? name : newName;
        metadata = newMetadata.isEmpty() ? metadata : newMetadata;
        changes.forEach((key, value) -> {
            if (value.isEmpty()) {
                attributes.remove(key);
            } else {
                attributes.put(key, value);
            }
        });
        touch();
    }

    /** Its attributes as they would be after those changes. */
    public Map<String, String> attributesWith(Map<String, String> changes) {
        Map<String, String> merged = new HashMap<>(attributes);
        merged.putAll(changes);
        merged.values().removeIf(String::isEmpty);
        return merged;
    }

    /** The current signal connection; null while there is none. */
    public @Nullable EventSink sink() {
        return sink;
    }

    /** Exchanges the signal connection. */
    public void sink(@Nullable EventSink next) {
        sink = next;
    }

    /** Tells the client something. Without a signal connection it is lost, as it would be on the wire: a resume repeats what matters. */
    public void tell(RoomEvent event) {
        EventSink current = sink;
        if (current != null) {
            current.event(event);
        }
    }

    /** Ends the signal connection after what was told. */
    public void hangUp() {
        EventSink current = sink;
        sink = null;
        if (current != null) {
            current.end();
        }
    }

    void publishedSomething() {
        everPublished = true;
        touch();
    }

    /** The next snapshot is a new version. */
    public void touch() {
        snapshot = null;
    }

    /** The participant as others are told of it; the same object as long as nothing changed. */
    public ParticipantSnapshot snapshot() {
        if (snapshot == null) {
            version++;
            snapshot = new ParticipantSnapshot(
                    sid,
                    identity(),
                    name,
                    metadata,
                    attributes,
                    state,
                    joinedAtMillis,
                    version,
                    permissions(),
                    everPublished,
                    admission.kind(),
                    admission.kindDetails(),
                    publishing.infos(),
                    dataPublishing.infos(),
                    disconnectReason,
                    admission.client().clientProtocol(),
                    admission.client().capabilities());
        }
        return snapshot;
    }
}
