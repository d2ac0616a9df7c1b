package io.sluice.tokenapi.token;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the rights of a {@link VideoGrant}; each setter is named after the component it sets. */
public final class VideoGrantBuilder {
    private boolean roomCreate;
    private boolean roomList;
    private boolean roomRecord;
    private boolean roomAdmin;
    private boolean roomJoin;
    private String room = "";
    private @Nullable Boolean canPublish;
    private @Nullable Boolean canSubscribe;
    private @Nullable Boolean canPublishData;
    private List<String> canPublishSources = List.of();
    private @Nullable Boolean canUpdateOwnMetadata;
    private boolean ingressAdmin;
    private boolean hidden;
    private boolean recorder;
    private boolean agent;
    private @Nullable Boolean canSubscribeMetrics;
    private @Nullable Boolean canManageAgentSession;
    private String destinationRoom = "";

    VideoGrantBuilder() {}

    VideoGrantBuilder(VideoGrant from) {
        this.roomCreate = from.roomCreate();
        this.roomList = from.roomList();
        this.roomRecord = from.roomRecord();
        this.roomAdmin = from.roomAdmin();
        this.roomJoin = from.roomJoin();
        this.room = from.room();
        this.canPublish = from.canPublish();
        this.canSubscribe = from.canSubscribe();
        this.canPublishData = from.canPublishData();
        this.canPublishSources = from.canPublishSources();
        this.canUpdateOwnMetadata = from.canUpdateOwnMetadata();
        this.ingressAdmin = from.ingressAdmin();
        this.hidden = from.hidden();
        this.recorder = from.recorder();
        this.agent = from.agent();
        this.canSubscribeMetrics = from.canSubscribeMetrics();
        this.canManageAgentSession = from.canManageAgentSession();
        this.destinationRoom = from.destinationRoom();
    }

    public VideoGrantBuilder roomCreate(boolean value) {
        this.roomCreate = value;
        return this;
    }

    public VideoGrantBuilder roomList(boolean value) {
        this.roomList = value;
        return this;
    }

    public VideoGrantBuilder roomRecord(boolean value) {
        this.roomRecord = value;
        return this;
    }

    public VideoGrantBuilder roomAdmin(boolean value) {
        this.roomAdmin = value;
        return this;
    }

    public VideoGrantBuilder roomJoin(boolean value) {
        this.roomJoin = value;
        return this;
    }

    public VideoGrantBuilder room(String value) {
        this.room = value;
        return this;
    }

    public VideoGrantBuilder canPublish(boolean value) {
        this.canPublish = value;
        return this;
    }

    public VideoGrantBuilder canSubscribe(boolean value) {
        this.canSubscribe = value;
        return this;
    }

    public VideoGrantBuilder canPublishData(boolean value) {
        this.canPublishData = value;
        return this;
    }

    public VideoGrantBuilder canPublishSources(List<String> value) {
        this.canPublishSources = value;
        return this;
    }

    public VideoGrantBuilder canUpdateOwnMetadata(boolean value) {
        this.canUpdateOwnMetadata = value;
        return this;
    }

    public VideoGrantBuilder ingressAdmin(boolean value) {
        this.ingressAdmin = value;
        return this;
    }

    public VideoGrantBuilder hidden(boolean value) {
        this.hidden = value;
        return this;
    }

    public VideoGrantBuilder recorder(boolean value) {
        this.recorder = value;
        return this;
    }

    public VideoGrantBuilder agent(boolean value) {
        this.agent = value;
        return this;
    }

    public VideoGrantBuilder canSubscribeMetrics(boolean value) {
        this.canSubscribeMetrics = value;
        return this;
    }

    public VideoGrantBuilder canManageAgentSession(boolean value) {
        this.canManageAgentSession = value;
        return this;
    }

    public VideoGrantBuilder destinationRoom(String value) {
        this.destinationRoom = value;
        return this;
    }

    /** The grant as collected so far. */
    public VideoGrant build() {
        return new VideoGrant(
                roomCreate,
                roomList,
                roomRecord,
                roomAdmin,
                roomJoin,
                room,
                canPublish,
                canSubscribe,
                canPublishData,
                canPublishSources,
                canUpdateOwnMetadata,
                ingressAdmin,
                hidden,
                recorder,
                agent,
                canSubscribeMetrics,
                canManageAgentSession,
                destinationRoom);
    }
}
