package io.sluice.tokenapi.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The rules against the same rules written down as a list of sentences, over random channels, members and roles. */
class ChannelRulesPropertyTest {
    private static final int ROUNDS = 20_000;
    private static final List<String> WORDS = List.of(
            "*", "stream.view", "stream.send", "chat.send", "stream.manage", "user.kick", "user.mute", "member.view");

    @Test
    void theRulesDoWhatTheSentencesSay() {
        Random random = new Random(7);
        Set<Object> seen = new HashSet<>();
        for (int round = 0; round < ROUNDS; round++) {
            Channel channel = new Channel(
                    "c",
                    "general",
                    random.nextInt(4) == 0 ? ChannelType.SIGNAL : ChannelType.WEBRTC,
                    random.nextInt(8) == 0 ? null : random.nextBoolean() ? "alice" : "bob",
                    null,
                    null);
            List<Role> roles = roles(random);
            ChannelMember member =
                    random.nextInt(5) == 0 ? null : new ChannelMember("c", "bob", Set.of(), override(random));
            Mode mode = random.nextBoolean() ? Mode.STRICT : Mode.PEERWAVE;
            Decision decision = ChannelRules.decide(channel, "bob", member, roles, mode);
            assertThat(decision)
                    .as("%s %s %s %s", channel, member, roles, mode)
                    .isEqualTo(sentences(channel, member, roles, mode));
            seen.add(decision);
        }
        assertThat(seen).as("kinds of decisions met").hasSizeGreaterThan(10);
    }

    private static Decision sentences(Channel channel, @Nullable ChannelMember member, List<Role> roles, Mode mode) {
        boolean owner = "bob".equals(channel.owner());
        Set<String> words = new HashSet<>();
        boolean anyCallRole = false;
        for (Role role : roles) {
            if (role.scope().label().equals("channelWebRtc")) {
                anyCallRole = true;
                words.addAll(role.permissions());
            }
        }
        boolean all = words.contains("*");
        boolean view = all || words.contains("stream.view");
        boolean send = all || words.contains("stream.send");
        boolean chat = all || words.contains("chat.send");
        boolean admin = all || words.stream().anyMatch(Set.of("stream.manage", "user.kick", "user.mute")::contains);
        // Strangers are out.
        if (!owner && member == null) {
            return Decision.Refused.NOT_A_MEMBER;
        }
        // Text channels have no calls, save for PeerWave.
        if (channel.type() == ChannelType.SIGNAL && mode == Mode.STRICT) {
            return Decision.Refused.NO_CALLS;
        }
        // Owners may everything.
        if (owner || member == null) {
            return new Decision.Granted(new Rights(true, true, true, true, true));
        }
        // What was taken from a member in person no role gives back.
        if (Boolean.FALSE.equals(member.channelWebRtc())) {
            return Decision.Refused.NO_WEBRTC;
        }
        // Roles that let take part say how.
        if (view || send) {
            return new Decision.Granted(new Rights(view, send, chat, admin, false));
        }
        // What was given to a member in person makes a participant; so does PeerWave where roles say nothing.
        if (Boolean.TRUE.equals(member.channelWebRtc()) || (mode == Mode.PEERWAVE && !anyCallRole)) {
            return new Decision.Granted(new Rights(true, true, true, admin, false));
        }
        return Decision.Refused.NO_WEBRTC;
    }

    private static List<Role> roles(Random random) {
        List<Role> roles = new ArrayList<>();
        for (int count = random.nextInt(4); count > 0; count--) {
            Set<String> permissions = new HashSet<>();
            for (int words = random.nextInt(4); words > 0; words--) {
                permissions.add(WORDS.get(random.nextInt(WORDS.size())));
            }
            RoleScope scope = RoleScope.values()[random.nextInt(RoleScope.values().length)];
            roles.add(new Role("r" + count, "r" + count, scope, permissions));
        }
        return roles;
    }

    private static @Nullable Boolean override(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> true;
            case 1 -> false;
            default -> null;
        };
    }
}
