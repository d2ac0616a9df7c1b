package io.sluice.sfu.subscribe;

import io.sluice.rtp.codec.Codec;
import io.sluice.rtp.codec.FrameInfo;
import io.sluice.rtp.codec.Vp8Descriptor;
import io.sluice.rtp.codec.Vp9Descriptor;
import io.sluice.rtp.ext.AbsSendTime;
import io.sluice.rtp.ext.DependencyDescriptorWriter;
import io.sluice.rtp.ext.TransportSequence;
import io.sluice.rtp.packet.BigEndian;
import io.sluice.rtp.packet.RtpHeaderWriter;
import io.sluice.rtp.packet.RtpPacket;
import io.sluice.rtp.seq.PictureIdMap;
import io.sluice.sfu.track.CarriedExtensions;
import io.sluice.sfu.track.SourceStream;
import io.sluice.transport.srtp.SrtpSession;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Puts outgoing packets together in one buffer that all down tracks of a downlink share: a new header, the extensions that travel on, and the
 * payload with other picture counters.
 */
final class PacketBuilder {
    /** The largest outgoing packet; incoming ones that would become larger are not sent on. */
    static final int MAX_PACKET = 1600;

    static final int NO_TRANSPORT = -1;

    private static final int FILLER_PADDING = 4;

    final byte[] buffer = new byte[MAX_PACKET + SrtpSession.MAX_OVERHEAD];
    private final RtpHeaderWriter header = new RtpHeaderWriter();
    private final RedundancyWriter redundancy = new RedundancyWriter();
    private final DependencyDescriptorWriter descriptors = new DependencyDescriptorWriter();
    private int payloadType;
    private int sequence;
    private int timestamp;
    private int ssrc;
    private int originalSequence;
    private int sliceAt;
    private int sliceLength;
    private int transportAt;

    /** Sets what the next packet's header says. */
    void address(int payloadType, int ssrc, int sequence, int timestamp) {
        this.payloadType = payloadType;
        this.ssrc = ssrc;
        this.sequence = sequence;
        this.timestamp = timestamp;
        this.originalSequence = -1;
        this.sliceLength = 0;
    }

    /** Takes the next packet's payload from this part of the source packet's array, whatever its codec. */
    void slice(int at, int length) {
        sliceAt = at;
        sliceLength = length;
    }

    /** Makes the next packet a retransmission (RFC 4588 §4) of the packet with this sequence number. */
    void retransmit(int originalSequence) {
        this.originalSequence = originalSequence;
    }

    /**
     * Builds the packet.
     *
     * @param frame of the packet
     * @param picture counters as {@link StreamRewriter} packs them
     * @param targets decode targets of the source's structure
     * @return its length, -1 if it is too large or malformed
     */
    int build(
            RtpPacket packet,
            Codec codec,
            FrameInfo frame,
            int picture,
            int targets,
            CarriedExtensions carried,
            Terms terms,
            long nowNanos) {
        int at = head(packet, codec, picture, targets, carried, terms, nowNanos);
        int payload = packet.payloadOffset();
        int length = packet.payloadLength();
        if (sliceLength > 0) {
            payload = sliceAt;
            length = sliceLength;
        } else if (terms.plain(codec)) {
            int redundancy = RedundantAudio.primary(packet.buffer(), payload, length);
            if (redundancy < 0) {
                return -1;
            }
            payload += redundancy;
            length -= redundancy;
        }
        // One byte more for a picture id that grows, two for the original sequence number.
        if (at + length + 3 > MAX_PACKET) {
            return -1;
        }
        if (originalSequence >= 0) {
            BigEndian.put16(buffer, at, originalSequence);
            at += 2;
        }
        if (codec == Codec.VP8 && frame.pictureIdBits != 0) {
            int descriptor = frame.descriptorLength;
            at += frame.vp8.rewrite(
                    StreamRewriter.pictureId(picture),
                    true,
                    StreamRewriter.tl0(picture),
                    StreamRewriter.keyIndex(picture),
                    buffer,
                    at);
            payload += descriptor;
            length -= descriptor;
        }
        System.arraycopy(packet.buffer(), payload, buffer, at, length);
        if (codec == Codec.VP9 && !terms.describes(codec)) {
            Vp9Descriptor.renumber(buffer, at, FrameCounters.pictureId(picture), FrameCounters.tl0(picture));
        }
        return at + length;
    }

    /**
     * Builds a packet of redundant audio of one of plain Opus.
     *
     * @param sequence as {@link RedundancyWriter#write} wants it, like what follows
     * @return its length, -1 if it is too large
     */
    int buildRedundant(
            SourceStream source, long sequence, RtpPacket packet, int wanted, long first, Terms terms, long nowNanos) {
        int at = head(packet, Codec.OPUS, 0, 0, source.extensions(), terms, nowNanos);
        if (at + Math.max(RedundancyWriter.MAX_PAYLOAD, 1 + packet.payloadLength()) > MAX_PACKET) {
            return -1;
        }
        return redundancy.write(source, sequence, packet, wanted, first, terms.ownType(Codec.OPUS), buffer, at);
    }

    /** The frames that the packet of redundant audio built last repeats, as {@link RedundancyWriter} says it. */
    int repeated() {
        return redundancy.repeated();
    }

    /** Writes the header with all its extensions; gives where the payload begins. */
    private int head(
            RtpPacket packet,
            Codec codec,
            int picture,
            int targets,
            CarriedExtensions carried,
            Terms terms,
            long nowNanos) {
        boolean marker = packet.marker() || FrameCounters.endsPicture(picture);
        header.begin(buffer, 0, MAX_PACKET, true, marker, payloadType, sequence, timestamp, ssrc);
        for (int kind = 0; kind < CarriedExtensions.kinds(); kind++) {
            int id = terms.carried(kind, codec);
            if (id == 0 || carried.offset(kind) < 0) {
                continue;
            }
            if (kind == CarriedExtensions.DESCRIPTOR) {
                describe(packet, picture, targets, carried, id);
            } else {
                header.extension(id, packet.buffer(), carried.offset(kind), carried.length(kind));
            }
        }
        if (terms.sendTimeId() != 0) {
            int at = header.extension(terms.sendTimeId(), AbsSendTime.SIZE);
            if (at >= 0) {
                AbsSendTime.write(buffer, at, nowNanos);
            }
        }
        if (terms.delayId() != 0) {
            int at = header.extension(terms.delayId(), io.sluice.rtp.ext.PlayoutDelay.SIZE);
            if (at >= 0) {
                io.sluice.rtp.ext.PlayoutDelay.write(
                        buffer, at, terms.delay().minMillis(), terms.delay().writtenMaxMillis());
            }
        }
        return finish(terms);
    }

    /** Leaves room for the transport-wide sequence number, as the last element so that it stays there, and completes the header. */
    private int finish(Terms terms) {
        int id = terms.transportId();
        transportAt = id == 0 ? NO_TRANSPORT : header.extension(id, TransportSequence.SIZE);
        return header.finish();
    }

    /** Where the packet's transport-wide sequence number belongs, which it gets when it leaves; {@link #NO_TRANSPORT} if it has none. */
    int transportAt() {
        return transportAt;
    }

    /** Gives the packet the transport-wide sequence number it had before: it leaves unchanged. */
    void keepTransport(int number) {
        if (transportAt != NO_TRANSPORT && number >= 0) {
            TransportSequence.write(buffer, transportAt, number);
        }
        transportAt = NO_TRANSPORT;
    }

    private void describe(RtpPacket packet, int picture, int targets, CarriedExtensions carried, int id) {
        int kind = CarriedExtensions.DESCRIPTOR;
        int length = descriptors.prepare(
                packet.buffer(),
                carried.offset(kind),
                carried.length(kind),
                FrameCounters.activeTargets(picture),
                targets);
        int at = length < 0 ? -1 : header.extension(id, length);
        if (at >= 0) {
            descriptors.write(FrameCounters.number(picture), buffer, at);
        }
    }

    /**
     * Builds a packet of our own, a whole frame.
     *
     * @param pictures the counters that a VP8 frame goes on with; null for none
     * @param trailer put behind the frame
     */
    int own(Codec codec, byte[] frame, @Nullable PictureIdMap pictures, byte[] trailer, Terms terms) {
        header.begin(buffer, 0, MAX_PACKET, true, codec.isVideo(), payloadType, sequence, timestamp, ssrc);
        int at = finish(terms);
        if (codec == Codec.VP8) {
            at += pictures == null
                    ? Vp8Descriptor.writeBase(buffer, at, -1, -1, -1)
                    : Vp8Descriptor.writeBase(
                            buffer, at, pictures.inserted(), pictures.lastTl0(), pictures.lastKeyIndex());
        }
        System.arraycopy(frame, 0, buffer, at, frame.length);
        System.arraycopy(trailer, 0, buffer, at + frame.length, trailer.length);
        return at + frame.length + trailer.length;
    }

    /** Builds a packet that is only padding. */
    int filler(Terms terms) {
        header.begin(buffer, 0, MAX_PACKET, false, false, payloadType, sequence, timestamp, ssrc);
        int at = finish(terms);
        if (originalSequence >= 0) {
            BigEndian.put16(buffer, at, originalSequence);
            at += 2;
        }
        return pad(at, FILLER_PADDING);
    }

    /**
     * Builds a packet that only takes room on the line.
     *
     * @param bytes of padding, 4 to 255
     */
    int padding(Terms terms, int bytes) {
        header.begin(buffer, 0, MAX_PACKET, false, false, payloadType, sequence, timestamp, ssrc);
        return pad(finish(terms), bytes);
    }

    private int pad(int at, int bytes) {
        Arrays.fill(buffer, at, at + bytes - 1, (byte) 0);
        buffer[at + bytes - 1] = (byte) bytes;
        buffer[0] |= 0x20;
        return at + bytes;
    }
}
