package io.sluice.tokenapi.manage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.tokenapi.channel.Channel;
import io.sluice.tokenapi.channel.ChannelType;
import io.sluice.tokenapi.channel.E2eePolicy;
import io.sluice.tokenapi.live.Enforcement;
import io.sluice.tokenapi.live.Watch;
import io.sluice.tokenapi.store.Store;
import io.sluice.tokenapi.store.StoreException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Channels. What changes about one counts for who is in its calls at once; whoever deletes one ends them. */
final class ChannelResource implements Resource {
    private final Store store;
    private final References references;
    private final Enforcement enforcement;

    ChannelResource(Store store, Enforcement enforcement) {
        this.store = store;
        this.references = new References(store);
        this.enforcement = enforcement;
    }

    @Override
    public String template() {
        return "/api/manage/channels/{channelId}";
    }

    @Override
    public @Nullable ObjectNode get(List<String> ids) {
        Channel channel = store.channels().find(ids.getFirst());
        if (channel == null) {
            return null;
        }
        ObjectNode shown = Json.object()
                .put("id", channel.id())
                .put("name", channel.name())
                .put("type", channel.type().label());
        Json.put(shown, "owner", channel.owner());
        Json.put(shown, "defaultRole", channel.defaultRole());
        return Json.put(
                shown, "e2ee", channel.e2ee() == null ? null : channel.e2ee().label());
    }

    @Override
    public boolean put(List<String> ids, Body body) {
        String owner = body.id("owner");
        Channel channel = new Channel(
                ids.getFirst(),
                body.text("name"),
                body.choice("type", ChannelType::ofLabel, "webrtc, signal"),
                owner,
                body.optionalId("defaultRole"),
                body.optionalChoice("e2ee", E2eePolicy::ofLabel, "off, report, require"));
        body.done();
        Watch watch = enforcement.ofChannel(channel.id());
        boolean created;
        try {
            created = store.database().inTransaction(() -> {
                references.user("owner", owner);
                if (channel.defaultRole() != null) {
                    references.role(
                            "defaultRole", channel.defaultRole(), channel.type().scope());
                }
                return store.channels().put(channel);
            });
        } catch (StoreException.MissingReference e) {
            throw Problem.conflict("owner", "owner or defaultRole has just been deleted");
        }
        watch.settle();
        return created;
    }

    @Override
    public boolean delete(List<String> ids) {
        boolean was = store.channels().delete(ids.getFirst());
        if (was) {
            enforcement.channelDeleted(ids.getFirst());
        }
        return was;
    }
}
