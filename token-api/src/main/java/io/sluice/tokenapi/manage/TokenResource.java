package io.sluice.tokenapi.manage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.tokenapi.channel.Channel;
import io.sluice.tokenapi.channel.E2eePolicy;
import io.sluice.tokenapi.channel.RoomNames;
import io.sluice.tokenapi.http.ApiCall;
import io.sluice.tokenapi.store.Store;
import io.sluice.tokenapi.token.Grants;
import io.sluice.tokenapi.token.TokenIssuer;
import io.sluice.tokenapi.token.VideoGrant;
import io.sluice.tokenapi.token.VideoGrantBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The plain issuer: a token for whomever the application names, for whatever room. */
final class TokenResource {
    static final String PATH = "/api/manage/tokens";
    static final Duration DEFAULT_LIFETIME = Duration.ofMinutes(10);

    private static final int LONGEST_NAME = 256;
    private static final int LONGEST_METADATA = 64 * 1024;
    private static final int LONGEST_ATTRIBUTES = 64 * 1024;
    private static final int MOST_SECONDS = 30 * 24 * 3600;
    private static final Pattern SOURCE = Pattern.compile("camera|microphone|screen_share|screen_share_audio");

    private final Store store;
    private final TokenIssuer issuer;
    private final Function<ApiCall, String> url;

    /** @param url where the bearer connects, for whoever sent that request */
    TokenResource(Store store, TokenIssuer issuer, Function<ApiCall, String> url) {
        this.store = store;
        this.issuer = issuer;
        this.url = url;
    }

    ObjectNode issue(ApiCall call, Instant now) {
        Body body = Body.parse(call.body());
        String room = body.text("room", LONGEST_NAME);
        String identity = body.text("identity", LONGEST_NAME);
        String name = body.optionalText("name", LONGEST_NAME);
        String metadata = body.optionalText("metadata", LONGEST_METADATA);
        Map<String, String> attributes = body.textMap("attributes", LONGEST_ATTRIBUTES);
        VideoGrant video = grants(body.optionalObject("grants"), room);
        Integer seconds = body.optionalNumber("ttlSeconds", 1, MOST_SECONDS);
        body.done();
        int size = attributes.entrySet().stream()
                .mapToInt(entry -> entry.getKey().length() + entry.getValue().length())
                .sum();
        if (size > LONGEST_ATTRIBUTES) {
            throw Problem.badField("attributes", "must have at most " + LONGEST_ATTRIBUTES + " characters");
        }
        Duration lifetime = seconds == null ? DEFAULT_LIFETIME : Duration.ofSeconds(seconds);
        E2eePolicy e2ee = policy(room);
        Grants grants = Grants.builder()
                .name(name == null ? "" : name)
                .metadata(metadata == null ? "" : metadata)
                .attributes(attributes)
                .video(video)
                .roomConfig(e2ee == null ? null : e2ee.roomConfig())
                .build();
        ObjectNode shown = Json.object()
                .put("token", issuer.issue(identity, grants, lifetime, now))
                .put("url", url.apply(call));
        return Json.put(
                shown, "expiresAt", Instant.ofEpochSecond(now.plus(lifetime).getEpochSecond()));
    }

    /** Of the channel whose calls take place in that room; null where there is none, or it has none. */
    private @Nullable E2eePolicy policy(String room) {
        String id = RoomNames.channelOf(room);
        Channel channel = id == null ? null : store.channels().find(id);
        return channel == null ? null : channel.e2ee();
    }

    private static VideoGrant grants(@Nullable Body wanted, String room) {
        if (wanted == null) {
            return VideoGrant.builder().roomJoin(true).room(room).build();
        }
        VideoGrantBuilder grant = VideoGrant.builder()
                .room(room)
                .roomJoin(!Boolean.FALSE.equals(wanted.optionalFlag("roomJoin")))
                .roomAdmin(isOn(wanted, "roomAdmin"))
                .roomCreate(isOn(wanted, "roomCreate"))
                .roomList(isOn(wanted, "roomList"))
                .roomRecord(isOn(wanted, "roomRecord"))
                .canPublishSources(wanted.optionalTexts(
                        "canPublishSources",
                        text -> SOURCE.matcher(text).matches(),
                        "camera, microphone, screen_share or screen_share_audio"))
                .ingressAdmin(isOn(wanted, "ingressAdmin"))
                .hidden(isOn(wanted, "hidden"))
                .recorder(isOn(wanted, "recorder"))
                .agent(isOn(wanted, "agent"));
        ifSet(wanted.optionalFlag("canPublish"), grant::canPublish);
        ifSet(wanted.optionalFlag("canSubscribe"), grant::canSubscribe);
        ifSet(wanted.optionalFlag("canPublishData"), grant::canPublishData);
        ifSet(wanted.optionalFlag("canUpdateOwnMetadata"), grant::canUpdateOwnMetadata);
        ifSet(wanted.optionalFlag("canSubscribeMetrics"), grant::canSubscribeMetrics);
        wanted.done();
        return grant.build();
    }

    private static void ifSet(@Nullable Boolean flag, Consumer<Boolean> right) {
        if (flag != null) {
            right.accept(flag);
        }
    }

    private static boolean isOn(Body wanted, String name) {
        return Boolean.TRUE.equals(wanted.optionalFlag(name));
    }
}
