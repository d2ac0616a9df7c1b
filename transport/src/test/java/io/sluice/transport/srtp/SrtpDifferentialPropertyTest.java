package io.sluice.transport.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both engines against each other: a mistake would have to be made twice, by two people, to pass. */
class SrtpDifferentialPropertyTest {
    private static final int PACKETS = 3000;

    @ParameterizedTest
    @EnumSource
    void bothEnginesSealTheSameBytesOverWrapsAndReordering(SrtpProfile profile) {
        Random random = seeded("seal", profile);
        byte[] exported = Packets.keyingMaterial(profile, random);
        SrtpSession jdk = SrtpSessions.create(SrtpKeys.ofExported(profile, exported, true), SrtpEngine.JDK);
        SrtpSession jitsi = SrtpSessions.create(SrtpKeys.ofExported(profile, exported, true), SrtpEngine.JITSI);
        int[] ssrcs = {random.nextInt(), random.nextInt(), 0, -1};
        Set<List<Integer>> used = new HashSet<>();
        // Each can go back a little from its first number: what lies before that has no index.
        int[] positions = {65_400, 60_000, 40_000, 100};
        for (int i = 0; i < PACKETS; i++) {
            int stream = random.nextInt(ssrcs.length);
            positions[stream] += 1 + random.nextInt(100);
            int sequence = positions[stream] - (random.nextInt(8) == 0 ? random.nextInt(60) : 0);
            if (!used.add(List.of(stream, sequence))) {
                continue;
            }
            byte[] packet = Packets.rtp(ssrcs[stream], sequence, random);
            byte[] ours = Packets.sealRtp(jdk, packet);
            assertThat(Arrays.equals(ours, Packets.sealRtp(jitsi, packet)))
                    .as("packet %d", i)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void bothEnginesOpenTheSameOfALossyReorderedAndReplayedStream(SrtpProfile profile) {
        Random random = seeded("open", profile);
        byte[] exported = Packets.keyingMaterial(profile, random);
        for (SrtpEngine sender : SrtpEngine.values()) {
            SrtpSession from = SrtpSessions.create(SrtpKeys.ofExported(profile, exported, true), sender);
            SrtpSession jdk = SrtpSessions.create(SrtpKeys.ofExported(profile, exported, false), SrtpEngine.JDK);
            SrtpSession jitsi = SrtpSessions.create(SrtpKeys.ofExported(profile, exported, false), SrtpEngine.JITSI);
            int accepted = 0;
            int refused = 0;
            for (byte[][] each : stream(from, random)) {
                byte[] sealed = each[1];
                byte[] first = sealed.clone();
                byte[] second = sealed.clone();
                int one = jdk.openRtp(first, 0, first.length);
                int two = jitsi.openRtp(second, 0, second.length);
                assertThat(one).isEqualTo(two);
                if (one < 0) {
                    assertThat(one).isEqualTo(SrtpSession.REPLAYED);
                    refused++;
                } else {
                    accepted++;
                    assertThat(one).isEqualTo(each[0].length);
                    assertThat(first).startsWith(each[0]);
                    assertThat(second).startsWith(each[0]);
                }
            }
            assertThat(accepted).isGreaterThan(PACKETS / 2);
            assertThat(refused).isGreaterThan(PACKETS / 50);
        }
    }

    @ParameterizedTest
    @EnumSource
    void reportsOfOneEngineAreOpenedByTheOtherAndOnlyOnce(SrtpProfile profile) {
        Random random = seeded("rtcp", profile);
        byte[] exported = Packets.keyingMaterial(profile, random);
        for (SrtpEngine sender : SrtpEngine.values()) {
            for (SrtpEngine receiver : SrtpEngine.values()) {
                Packets.Ends ends = Packets.ends(profile, exported, sender, receiver);
                for (int i = 0; i < 300; i++) {
                    byte[] report = Packets.rtcp(random.nextInt(3), random);
                    byte[] sealed = Packets.sealRtcp(ends.client(), report);
                    assertThat(Packets.openRtcp(ends.server(), sealed)).isEqualTo(report);
                    assertThat(Packets.resultOfOpenRtcp(ends.server(), sealed)).isEqualTo(SrtpSession.REPLAYED);
                }
            }
        }
    }

    /** The library says all is well when its cipher refused, and leaves the packet in the clear. */
    @Test
    void whatJitsiCouldNotEncryptIsNeverPassedOff() {
        Random random = new Random(7);
        Packets.Ends ends = Packets.ends(SrtpProfile.AEAD_AES_128_GCM, SrtpEngine.JITSI, random);
        byte[] packet = Packets.rtp(1, 2, random);
        byte[] buffer = Arrays.copyOf(packet, packet.length + SrtpSession.MAX_OVERHEAD);
        assertThat(ends.client().sealRtp(buffer, 0, packet.length)).isPositive();
        assertThat(ends.client().sealRtp(packet.clone(), 0, packet.length)).isEqualTo(SrtpSession.BAD);
        byte[] again = Arrays.copyOf(packet, packet.length + SrtpSession.MAX_OVERHEAD);
        assertThat(ends.client().sealRtp(again, 0, packet.length)).isEqualTo(SrtpSession.BAD);
    }

    @Test
    void aPacketSealedAgainIsTheSameToTheByte() {
        for (SrtpProfile profile : SrtpProfile.values()) {
            for (SrtpEngine engine : SrtpEngine.values()) {
                Random random = new Random(6);
                Packets.Ends ends = Packets.ends(profile, engine, random);
                byte[] packet = Packets.rtp(1, 2, random);
                byte[] once = Packets.sealRtp(ends.client(), packet);
                if (engine == SrtpEngine.JDK) {
                    assertThat(Packets.sealRtp(ends.client(), packet)).isEqualTo(once);
                }
                Packets.sealRtp(ends.client(), Packets.rtp(1, 3, random));
                assertThat(Packets.sealRtp(ends.client(), packet)).isEqualTo(once);
            }
        }
    }

    /** Pairs of plain and sealed packets in the order of their arrival, over more than one wrap of sequence numbers. */
    private static List<byte[][]> stream(SrtpSession from, Random random) {
        List<byte[][]> sent = new ArrayList<>();
        int position = 62_000;
        for (int i = 0; i < PACKETS; i++) {
            position += 1 + random.nextInt(60);
            byte[] plain = Packets.rtp(77, position, random);
            byte[] sealed = Packets.sealRtp(from, plain);
            if (random.nextInt(20) != 0) {
                int at = Math.max(0, sent.size() - (random.nextInt(6) == 0 ? random.nextInt(25) : 0));
                sent.add(at, new byte[][] {plain, sealed});
            }
            if (!sent.isEmpty() && random.nextInt(15) == 0) {
                sent.add(sent.get(Math.max(0, sent.size() - 1 - random.nextInt(100))));
            }
        }
        return sent;
    }

    private static Random seeded(String what, SrtpProfile profile) {
        return new Random(31L * what.hashCode() + profile.ordinal());
    }
}
