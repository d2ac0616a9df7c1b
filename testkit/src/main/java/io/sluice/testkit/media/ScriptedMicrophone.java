package io.sluice.testkit.media;

import io.sluice.rtp.ext.AudioLevel;
import io.sluice.rtp.ext.HeaderExtension;
import io.sluice.rtp.packet.BigEndian;
import io.sluice.rtp.packet.RtcpReader;
import io.sluice.rtp.packet.RtcpWriter;
import io.sluice.rtp.packet.RtpHeaderWriter;
import io.sluice.rtp.rtcp.GenericNack;
import io.sluice.rtp.rtcp.NtpTime;
import io.sluice.rtp.rtcp.SenderReport;
import io.sluice.sfu.negotiate.CodecParameters;
import io.sluice.sfu.negotiate.ExtensionParameters;
import io.sluice.testkit.net.PacketOut;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A client's Opus track: fifty packets a second, each with its loudness and a number by which {@link ScriptedListener} knows it. */
public final class ScriptedMicrophone implements MediaSender {
    /** Payload type of the audio. */
    public static final int OPUS_TYPE = 111;

    /** A voice at arm's length, in −dBov. */
    public static final int SPEECH = 20;

    private static final int AUDIO_LEVEL_ID = 1;
    private static final long PACKET_NANOS = 20_000_000L;
    private static final long REPORT_NANOS = 1_000_000_000L;
    private static final int TICKS = 960;
    private static final int REMEMBERED = 500;
    private static final int MAX_FILL = 80;

    private final Random random;
    private final byte[] mid;
    private final int ssrc;
    private final RtpHeaderWriter header = new RtpHeaderWriter();
    private final RtcpReader reader = new RtcpReader();
    private final RtcpWriter writer = new RtcpWriter();
    private final GenericNack nack = new GenericNack();
    private final Map<Integer, byte[]> sent = new HashMap<>();
    private @Nullable PacketOut link;
    private @Nullable PacketOut reports;
    private int level = SPEECH;
    private int number;
    private int sequence;
    private int timestamp;
    private long bytes;
    private boolean paused;
    private long packetAt;
    private long reportAt;

    /** @param mid of its section */
    public ScriptedMicrophone(Random random, String mid, long startNanos) {
        this.random = random;
        this.mid = mid.getBytes(StandardCharsets.US_ASCII);
        this.ssrc = random.nextInt(1, Integer.MAX_VALUE);
        this.sequence = random.nextInt(65536);
        this.timestamp = random.nextInt();
        this.packetAt = startNanos;
        this.reportAt = startNanos + REPORT_NANOS / 2;
    }

    /** The header extensions that its client negotiates for audio. */
    public static List<ExtensionParameters> extensions() {
        return List.of(
                new ExtensionParameters(AUDIO_LEVEL_ID, HeaderExtension.AUDIO_LEVEL.uri()),
                new ExtensionParameters(ScriptedPublisher.id(HeaderExtension.MID), HeaderExtension.MID.uri()));
    }

    /** The codec that its client negotiates. */
    public static List<CodecParameters> codecs() {
        return List.of(
                new CodecParameters(OPUS_TYPE, "opus", 48_000, 2, "minptime=10;useinbandfec=1", List.of("nack")));
    }

    /** Its SSRC, for the description. */
    public int ssrc() {
        return ssrc;
    }

    /** Packets made. */
    public int packets() {
        return number;
    }

    /** How loud it is from now on, 0 to 127 in −dBov. */
    public void level(int minusDbov) {
        level = minusDbov;
    }

    @Override
    public void connect(PacketOut rtp, PacketOut rtcp) {
        link = rtp;
        reports = rtcp;
    }

    @Override
    public void pause(boolean now) {
        paused = now;
    }

    @Override
    public void rtcp(byte[] buffer, int offset, int length, long nowNanos) {
        reader.wrap(buffer, offset, length);
        while (reader.next()) {
            if (nack.read(reader) && nack.mediaSsrc() == ssrc) {
                for (int lost = nack.next(); lost >= 0; lost = nack.next()) {
                    send(sent.get(lost));
                }
            }
        }
    }

    private void send(byte @Nullable [] packet) {
        if (packet != null && link != null) {
            link.send(packet, 0, packet.length);
        }
    }

    @Override
    public long deadline() {
        return Math.min(packetAt, reportAt);
    }

    @Override
    public void tick(long nowNanos) {
        if (nowNanos >= packetAt) {
            packetAt += PACKET_NANOS;
            // The clock of a paused track runs on.
            timestamp += TICKS;
            if (!paused) {
                send(packet());
            }
        }
        if (nowNanos >= reportAt) {
            reportAt += REPORT_NANOS;
            report(nowNanos);
        }
    }

    private byte[] packet() {
        byte[] buffer = new byte[200];
        header.begin(buffer, 0, buffer.length, true, false, OPUS_TYPE, sequence, timestamp, ssrc);
        header.extension(ScriptedPublisher.id(HeaderExtension.MID), mid, 0, mid.length);
        int at = header.extension(AUDIO_LEVEL_ID, AudioLevel.SIZE);
        AudioLevel.write(buffer, at, level, level < AudioLevel.SILENCE);
        int payload = header.finish();
        BigEndian.put32(buffer, payload, number++);
        int end = payload + Integer.BYTES + random.nextInt(MAX_FILL);
        for (int i = payload + Integer.BYTES; i < end; i++) {
            buffer[i] = (byte) random.nextInt(256);
        }
        byte[] packet = Arrays.copyOf(buffer, end);
        sent.put(sequence, packet);
        sent.remove(sequence - REMEMBERED & 0xffff);
        sequence = sequence + 1 & 0xffff;
        bytes += packet.length;
        return packet;
    }

    private void report(long nowNanos) {
        if (reports == null || number == 0) {
            return;
        }
        byte[] buffer = new byte[100];
        writer.wrap(buffer, 0, buffer.length);
        SenderReport.write(
                writer, ssrc, NtpTime.ofUnix(1_700_000_000L, 0) + NtpTime.ofNanos(nowNanos), timestamp, number, bytes);
        reports.send(buffer, 0, writer.length());
    }
}
