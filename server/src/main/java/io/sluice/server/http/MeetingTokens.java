package io.sluice.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.sluice.tokenapi.token.Grants;
import io.sluice.tokenapi.token.TokenIssuer;
import io.sluice.tokenapi.token.VideoGrant;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;

/**
 * Gives the meeting page a token for whatever room it names: {@code POST {"room", "name"}} is answered by {@code {"url", "token"}}. For
 * development mode only, where the keys are known to everybody anyway.
 */
public final class MeetingTokens implements Route {
    private static final int LONGEST = 128;
    /** At four bytes each they leave room for the suffix in the 256 bytes that an identity has by default. */
    private static final int IDENTITY_CODE_POINTS = 60;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final TokenIssuer issuer;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /** Tokens by this issuer, valid from the clock's now. */
    public MeetingTokens(TokenIssuer issuer, Clock clock) {
        this.issuer = issuer;
        this.clock = clock;
    }

    @Override
    public void serve(ChannelHandlerContext context, FullHttpRequest request, QueryStringDecoder target) {
        if (!request.method().equals(HttpMethod.POST)) {
            HttpAnswers.text(context, request, 405, "POST a JSON object with room and name");
            return;
        }
        String room;
        String name;
        try {
            JsonNode wanted = JSON.readTree(request.content().toString(StandardCharsets.UTF_8));
            room = wanted.path("room").asText("").strip();
            name = wanted.path("name").asText("").strip();
        } catch (JsonProcessingException e) {
            HttpAnswers.text(context, request, 400, "the body is no JSON object");
            return;
        }
        if (room.isEmpty() || name.isEmpty() || room.length() > LONGEST || name.length() > LONGEST) {
            HttpAnswers.text(context, request, 400, "room and name must have 1 to " + LONGEST + " characters");
            return;
        }
        String answer = JSON.createObjectNode()
                .put("url", url(request))
                .put("token", token(room, name))
                .toString();
        HttpAnswers.json(context, request, 200, answer);
    }

    /** Two tabs may use the same name: what must be unique is made so. */
    private String token(String room, String name) {
        byte[] suffix = new byte[4];
        random.nextBytes(suffix);
        Grants grants = Grants.builder()
                .name(name)
                .video(VideoGrant.builder()
                        .roomJoin(true)
                        .room(room)
                        .canUpdateOwnMetadata(true)
                        .build())
                .build();
        int end = name.offsetByCodePoints(0, Math.min(IDENTITY_CODE_POINTS, name.codePointCount(0, name.length())));
        String identity = name.substring(0, end) + "-" + HexFormat.of().formatHex(suffix);
        return issuer.issue(identity, grants, TokenIssuer.DEFAULT_LIFETIME, clock.instant());
    }

    /** Where the page was found, the server is. */
    private static String url(FullHttpRequest request) {
        boolean secure = "https".equals(request.headers().get("x-forwarded-proto"));
        return (secure ? "wss://" : "ws://") + request.headers().get(HttpHeaderNames.HOST, "localhost");
    }
}
