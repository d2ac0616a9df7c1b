package io.sluice.signaling.livekit;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.sluice.sfu.control.EncryptionPolicy;
import io.sluice.sfu.control.RoomCommand;
import io.sluice.sfu.control.RoomPolicy;
import io.sluice.sfu.shard.Rooms;
import io.sluice.sfu.shard.Shard;
import io.sluice.sfu.subscribe.PlayoutDelay;
import io.sluice.signaling.proto.RoomAgentDispatch;
import io.sluice.signaling.proto.RoomConfiguration;
import io.sluice.tokenapi.token.Grants;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens rooms as tokens and API calls want them: the node's rules, over them those of a preset, over them what was asked for in particular.
 * Where the room is there already, none of that matters. Thread-safe.
 */
public final class RoomOpening {
    /** Tag of a room's configuration whose value names an {@link EncryptionPolicy}. */
    public static final String ENCRYPTION_TAG = "e2ee";

    private static final Logger log = LoggerFactory.getLogger(RoomOpening.class);

    private final Rooms rooms;
    private final RoomPolicy rules;
    private final Map<String, RoomConfiguration> presets;
    private final AgentWishes agents;
    private final TagReader tags;

    /** Learns which agents are wanted in a room that is about to be opened. */
    @FunctionalInterface
    public interface AgentWishes {
        /** Where no agents are named, the room is one for those that come into every room. */
        void expect(String room, List<RoomAgentDispatch> agents);
    }

    /** Learns the tags of a room that is about to be opened. */
    @FunctionalInterface
    public interface TagReader {
        /** Free pairs of key and value. */
        void expect(String room, Map<String, String> tags);
    }

    /** The same where nobody reads tags. */
    public RoomOpening(Rooms rooms, RoomPolicy rules, Map<String, RoomConfiguration> presets, AgentWishes agents) {
        this(rooms, rules, presets, agents, (_, _) -> {});
    }

    /**
     * @param rules of a room for which nothing is asked
     * @param presets by name, see {@link #presets}
     * @param agents told before a room is opened
     * @param tags likewise
     */
    public RoomOpening(
            Rooms rooms, RoomPolicy rules, Map<String, RoomConfiguration> presets, AgentWishes agents, TagReader tags) {
        this.rooms = rooms;
        this.rules = rules;
        this.presets = Map.copyOf(presets);
        this.agents = agents;
        this.tags = tags;
    }

    /**
     * Reads presets.
     *
     * @param configured by name, in proto JSON
     * @throws IOException naming the one that is no {@code RoomConfiguration}
     */
    public static Map<String, RoomConfiguration> presets(Map<String, String> configured) throws IOException {
        Map<String, RoomConfiguration> presets = new LinkedHashMap<>();
        for (Map.Entry<String, String> each : configured.entrySet()) {
            RoomConfiguration.Builder preset = RoomConfiguration.newBuilder();
            try {
                JsonFormat.parser().merge(each.getValue(), preset);
            } catch (InvalidProtocolBufferException e) {
                throw new IOException("room.room_configurations." + each.getKey() + ": " + e.getMessage(), e);
            }
            presets.put(each.getKey(), preset.build());
        }
        return presets;
    }

    /** A preset; null if there is none of that name. */
    public @Nullable RoomConfiguration preset(String name) {
        return presets.get(name);
    }

    /** The room for somebody who joins: an existing one, or one as the token wants it. */
    public Shard open(String room, Grants grants) {
        RoomConfiguration wanted = wanted(room, grants);
        Shard there = rooms.find(room);
        if (there == null) {
            return open(room, wanted);
        }
        if (encryption(wanted) == EncryptionPolicy.REQUIRE
                && there.snapshot().policy().encryption() != EncryptionPolicy.REQUIRE) {
            // Whoever came first may have had a token that said nothing about it.
            there.ask(new RoomCommand.ChangeRoom(
                    Optional.empty(),
                    rules -> rules.withEncryption(EncryptionPolicy.REQUIRE),
                    new CompletableFuture<>()));
        }
        return there;
    }

    /** The room, made like this if it is not there. */
    public Shard open(String room, RoomConfiguration wanted) {
        Shard there = rooms.find(room);
        if (there != null) {
            return there;
        }
        agents.expect(room, wanted.getAgentsList());
        tags.expect(room, wanted.getTagsMap());
        return rooms.open(room, wanted.getMetadata(), rules(rules, wanted));
    }

    /** Those rules with what is asked for in place of what is the rule. */
    public static RoomPolicy rules(RoomPolicy rules, RoomConfiguration wanted) {
        RoomPolicy made = rules.wanted(
                positive(wanted.getMaxParticipants()),
                positive(wanted.getEmptyTimeout()),
                positive(wanted.getDepartureTimeout()),
                new PlayoutDelay(positive(wanted.getMinPlayoutDelay()), positive(wanted.getMaxPlayoutDelay())),
                wanted.getSyncStreams());
        EncryptionPolicy encryption = encryption(wanted);
        return encryption == null ? made : made.withEncryption(encryption);
    }

    private static @Nullable EncryptionPolicy encryption(RoomConfiguration wanted) {
        return EncryptionPolicy.ofLabel(wanted.getTagsOrDefault(ENCRYPTION_TAG, ""));
    }

    /** One configuration over another: what it leaves empty comes from below. */
    public static RoomConfiguration over(RoomConfiguration below, RoomConfiguration above) {
        RoomConfiguration.Builder merged = below.toBuilder();
        if (above.getAgentsCount() > 0) {
            // Lists would be joined.
            merged.clearAgents();
        }
        return merged.mergeFrom(above).build();
    }

    /** A token was signed by somebody who may decide; what can not be read in it must not keep its bearer out. */
    private RoomConfiguration wanted(String room, Grants grants) {
        RoomConfiguration.Builder own = RoomConfiguration.newBuilder();
        if (grants.roomConfig() != null) {
            try {
                JsonFormat.parser().ignoringUnknownFields().merge(grants.roomConfig(), own);
            } catch (InvalidProtocolBufferException e) {
                own.clear();
                log.warn("token_room_config_ignored room={} reason={}", room, e.getMessage());
            }
        }
        if (grants.roomPreset().isEmpty()) {
            return own.build();
        }
        RoomConfiguration preset = presets.get(grants.roomPreset());
        if (preset == null) {
            log.warn("token_room_preset_unknown room={} advice=name_it_in_room.room_configurations", room);
            return own.build();
        }
        return over(preset, own.build());
    }

    /** The wire's numbers have no sign, ours do. */
    private static int positive(int unsigned) {
        return unsigned < 0 ? Integer.MAX_VALUE : unsigned;
    }
}
