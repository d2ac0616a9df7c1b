package io.sluice.tokenapi.token;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Grants as the JSON of a token's payload. What is false, empty or absent is not written, except that a
 * {@code can...} right which is set is written even when false. Unknown members are skipped, so that tokens of newer
 * SDKs are read.
 */
public final class GrantsJson {
    private GrantsJson() {}

    /** A member of the JSON has another type than the claim it names. The message tells which, never the value. */
    public static final class Mismatch extends Exception {
        Mismatch(String message) {
            super(message);
        }
    }

    /**
     * Reads grants from JSON text.
     *
     * @throws Mismatch when the text is no JSON object or a member has the wrong type
     */
    public static Grants parse(String json) throws Mismatch {
        try {
            if (UnverifiedToken.JSON.readTree(json) instanceof ObjectNode node) {
                return read(node);
            }
        } catch (JsonProcessingException e) {
            throw new Mismatch("grants are not JSON");
        }
        throw new Mismatch("grants must be an object");
    }

    /** Writes grants as a JSON object, in the order of the record's components. */
    public static String toText(Grants grants) {
        ObjectNode node = UnverifiedToken.JSON.createObjectNode();
        write(grants, node);
        return node.toString();
    }

    static Grants read(ObjectNode claims) throws Mismatch {
        ClaimReader reader = new ClaimReader("", claims);
        ObjectNode roomConfig = reader.optionalObject("roomConfig");
        return new Grants(
                reader.text("name"),
                reader.text("kind"),
                reader.texts("kindDetails"),
                video(reader.nested("video")),
                sip(reader.nested("sip")),
                agent(reader.nested("agent")),
                inference(reader.nested("inference")),
                observability(reader.nested("observability")),
                roomConfig == null ? null : roomConfig.toString(),
                reader.text("roomPreset"),
                reader.text("sha256"),
                reader.text("metadata"),
                reader.textMap("attributes"));
    }

    private static @Nullable VideoGrant video(@Nullable ClaimReader reader) throws Mismatch {
        if (reader == null) {
            return null;
        }
        return new VideoGrant(
                reader.flag("roomCreate"),
                reader.flag("roomList"),
                reader.flag("roomRecord"),
                reader.flag("roomAdmin"),
                reader.flag("roomJoin"),
                reader.text("room"),
                reader.optionalFlag("canPublish"),
                reader.optionalFlag("canSubscribe"),
                reader.optionalFlag("canPublishData"),
                reader.texts("canPublishSources"),
                reader.optionalFlag("canUpdateOwnMetadata"),
                reader.flag("ingressAdmin"),
                reader.flag("hidden"),
                reader.flag("recorder"),
                reader.flag("agent"),
                reader.optionalFlag("canSubscribeMetrics"),
                reader.optionalFlag("canManageAgentSession"),
                reader.text("destinationRoom"));
    }

    private static @Nullable SipGrant sip(@Nullable ClaimReader reader) throws Mismatch {
        return reader == null ? null : new SipGrant(reader.flag("admin"), reader.flag("call"));
    }

    private static @Nullable AgentGrant agent(@Nullable ClaimReader reader) throws Mismatch {
        return reader == null
                ? null
                : new AgentGrant(reader.flag("admin"), reader.flag("simulationAdmin"), reader.flag("databaseAdmin"));
    }

    private static @Nullable InferenceGrant inference(@Nullable ClaimReader reader) throws Mismatch {
        return reader == null ? null : new InferenceGrant(reader.flag("perform"));
    }

    private static @Nullable ObservabilityGrant observability(@Nullable ClaimReader reader) throws Mismatch {
        return reader == null ? null : new ObservabilityGrant(reader.flag("write"));
    }

    /**
     * Adds the grants to a payload.
     *
     * @throws IllegalArgumentException when the room settings are not a JSON object
     */
    static void write(Grants grants, ObjectNode to) {
        text(to, "name", grants.name());
        text(to, "kind", grants.kind());
        texts(to, "kindDetails", grants.kindDetails());
        if (grants.video() != null) {
            video(grants.video(), to.putObject("video"));
        }
        if (grants.sip() != null) {
            ObjectNode sip = to.putObject("sip");
            flag(sip, "admin", grants.sip().admin());
            flag(sip, "call", grants.sip().call());
        }
        if (grants.agent() != null) {
            ObjectNode agent = to.putObject("agent");
            flag(agent, "admin", grants.agent().admin());
            flag(agent, "simulationAdmin", grants.agent().simulationAdmin());
            flag(agent, "databaseAdmin", grants.agent().databaseAdmin());
        }
        if (grants.inference() != null) {
            flag(to.putObject("inference"), "perform", grants.inference().perform());
        }
        if (grants.observability() != null) {
            flag(to.putObject("observability"), "write", grants.observability().write());
        }
        if (grants.roomConfig() != null) {
            to.set("roomConfig", roomConfig(grants.roomConfig()));
        }
        text(to, "roomPreset", grants.roomPreset());
        text(to, "sha256", grants.sha256());
        text(to, "metadata", grants.metadata());
        if (!grants.attributes().isEmpty()) {
            ObjectNode attributes = to.putObject("attributes");
            for (Map.Entry<String, String> entry : grants.attributes().entrySet()) {
                attributes.put(entry.getKey(), entry.getValue());
            }
        }
    }

    private static void video(VideoGrant grant, ObjectNode to) {
        flag(to, "roomCreate", grant.roomCreate());
        flag(to, "roomList", grant.roomList());
        flag(to, "roomRecord", grant.roomRecord());
        flag(to, "roomAdmin", grant.roomAdmin());
        flag(to, "roomJoin", grant.roomJoin());
        text(to, "room", grant.room());
        optionalFlag(to, "canPublish", grant.canPublish());
        optionalFlag(to, "canSubscribe", grant.canSubscribe());
        optionalFlag(to, "canPublishData", grant.canPublishData());
        texts(to, "canPublishSources", grant.canPublishSources());
        optionalFlag(to, "canUpdateOwnMetadata", grant.canUpdateOwnMetadata());
        flag(to, "ingressAdmin", grant.ingressAdmin());
        flag(to, "hidden", grant.hidden());
        flag(to, "recorder", grant.recorder());
        flag(to, "agent", grant.agent());
        optionalFlag(to, "canSubscribeMetrics", grant.canSubscribeMetrics());
        optionalFlag(to, "canManageAgentSession", grant.canManageAgentSession());
        text(to, "destinationRoom", grant.destinationRoom());
    }

    private static ObjectNode roomConfig(String json) {
        try {
            if (UnverifiedToken.JSON.readTree(json) instanceof ObjectNode node) {
                return node;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("roomConfig is not JSON", e);
        }
        throw new IllegalArgumentException("roomConfig must be a JSON object");
    }

    private static void text(ObjectNode to, String member, String value) {
        if (!value.isEmpty()) {
            to.put(member, value);
        }
    }

    private static void texts(ObjectNode to, String member, List<String> values) {
        if (!values.isEmpty()) {
            values.forEach(to.putArray(member)::add);
        }
    }

    private static void flag(ObjectNode to, String member, boolean value) {
        if (value) {
            to.put(member, true);
        }
    }

    private static void optionalFlag(ObjectNode to, String member, @Nullable Boolean value) {
        if (value != null) {
            to.put(member, value);
        }
    }
}
