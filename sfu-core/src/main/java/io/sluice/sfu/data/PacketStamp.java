package io.sluice.sfu.data;

import static io.sluice.sfu.data.DataPacket.CHAT_MESSAGE;
import static io.sluice.sfu.data.DataPacket.STREAM_HEADER;
import static io.sluice.sfu.data.DataPacket.USER;

import java.nio.charset.StandardCharsets;

/**
 * Writes a packet as receivers get it: who sent it and on which kind of channel is said by the server, whatever the sender said; everything
 * else, known or not, stays byte for byte. Written once, however many receive it (docs/adr/0006-data-packets-stay-bytes.md).
 */
final class PacketStamp {
    private static final int CHAT_GENERATED = 6;
    private static final int HEADER_TEXT = 9;
    private static final int TEXT_GENERATED = 5;
    private static final long LOSSY = 1;

    private final WireCursor fields = new WireCursor();
    private final WireCursor inner = new WireCursor();
    private final WireWriter out = new WireWriter();

    /** A new array that may be shared. */
    byte[] stamp(DataPacket packet, DataKind kind, Sender sender) {
        boolean spokenFor = speaksForAnother(packet, sender);
        out.reset();
        if (sender.sidBytes.length > 0) {
            out.bytes(DataPacket.SID, sender.sidBytes, 0, sender.sidBytes.length);
        }
        if (packet.sequence != 0) {
            out.number(DataPacket.SEQUENCE, packet.sequence);
        }
        fields.over(packet.buffer, packet.first, packet.behind);
        while (fields.next()) {
            copy(packet, sender, spokenFor);
        }
        if (packet.value == USER && !packet.addressed) {
            writeUserDestinations(packet, DataPacket.DESTINATION_IDENTITIES);
        }
        if (spokenFor) {
            byte[] kept = packet.identity.getBytes(StandardCharsets.UTF_8);
            out.bytes(DataPacket.IDENTITY, kept, 0, kept.length);
        } else if (sender.named()) {
            out.bytes(DataPacket.IDENTITY, sender.identityBytes, 0, sender.identityBytes.length);
        }
        if (kind == DataKind.LOSSY) {
            out.number(DataPacket.KIND, LOSSY);
        }
        return out.toBytes();
    }

    /** Agents write down what others said. */
    private boolean speaksForAnother(DataPacket packet, Sender sender) {
        return sender.agent
                && !packet.identity.isEmpty()
                && !packet.identity.equals(sender.identity)
                && (packet.value == CHAT_MESSAGE || (packet.value == STREAM_HEADER && textHeader(packet)));
    }

    private boolean textHeader(DataPacket packet) {
        inner.over(packet.buffer, packet.valueFrom, packet.valueTo);
        while (inner.next()) {
            if (inner.field == HEADER_TEXT && inner.type == WireCursor.BYTES) {
                return true;
            }
        }
        return false;
    }

    private void copy(DataPacket packet, Sender sender, boolean spokenFor) {
        int field = fields.field;
        if (field == DataPacket.KIND
                || field == DataPacket.IDENTITY
                || field == DataPacket.SID
                || field == DataPacket.SEQUENCE) {
            return;
        }
        if (field == USER) {
            writeUser(packet, sender);
        } else if (spokenFor && field == CHAT_MESSAGE) {
            int mark = out.size();
            out.number(CHAT_GENERATED, 1);
            out.raw(packet.buffer, fields.from, fields.to);
            out.wrap(CHAT_MESSAGE, mark);
        } else if (spokenFor && field == STREAM_HEADER) {
            writeTextHeader(packet);
        } else {
            out.raw(packet.buffer, fields.start, fields.to);
        }
    }

    /** Older clients read sender and destinations inside the user packet, so both places say the same. */
    private void writeUser(DataPacket packet, Sender sender) {
        int mark = out.size();
        if (packet.addressed) {
            inner.over(packet.buffer, packet.first, packet.behind);
            while (inner.next()) {
                if (inner.field == DataPacket.DESTINATION_IDENTITIES) {
                    out.bytes(DataPacket.USER_DESTINATION_IDENTITIES, packet.buffer, inner.from, inner.to);
                }
            }
        } else {
            writeUserDestinations(packet, DataPacket.USER_DESTINATION_IDENTITIES);
        }
        inner.over(packet.buffer, packet.valueFrom, packet.valueTo);
        while (inner.next()) {
            switch (inner.field) {
                case DataPacket.USER_SID, DataPacket.USER_IDENTITY, DataPacket.USER_DESTINATION_IDENTITIES -> {
                    // Ours to say.
                }
                default -> out.raw(packet.buffer, inner.start, inner.to);
            }
        }
        if (sender.named()) {
            out.bytes(DataPacket.USER_IDENTITY, sender.identityBytes, 0, sender.identityBytes.length);
            out.bytes(DataPacket.USER_SID, sender.sidBytes, 0, sender.sidBytes.length);
        }
        out.wrap(USER, mark);
    }

    private void writeUserDestinations(DataPacket packet, int as) {
        inner.over(packet.buffer, packet.valueFrom, packet.valueTo);
        while (inner.next()) {
            if (inner.field == DataPacket.USER_DESTINATION_IDENTITIES) {
                out.bytes(as, packet.buffer, inner.from, inner.to);
            }
        }
    }

    private void writeTextHeader(DataPacket packet) {
        int mark = out.size();
        inner.over(packet.buffer, fields.from, fields.to);
        while (inner.next()) {
            if (inner.field == HEADER_TEXT) {
                int text = out.size();
                out.number(TEXT_GENERATED, 1);
                out.raw(packet.buffer, inner.from, inner.to);
                out.wrap(HEADER_TEXT, text);
            } else {
                out.raw(packet.buffer, inner.start, inner.to);
            }
        }
        out.wrap(STREAM_HEADER, mark);
    }

    /** A packet with the message of a channel that only the application knows, or one that the server itself sends. */
    byte[] userPacket(
            byte[] payload, int offset, int length, DataKind kind, Sender sender, Iterable<String> identities) {
        return userPacket(payload, offset, length, kind, sender, identities, "", new byte[0]);
    }

    /**
     * The same with a topic, left out if empty, and a nonce, likewise.
     */
    byte[] userPacket(
            byte[] payload,
            int offset,
            int length,
            DataKind kind,
            Sender sender,
            Iterable<String> identities,
            String topic,
            byte[] nonce) {
        out.reset();
        if (sender.sidBytes.length > 0) {
            out.bytes(DataPacket.SID, sender.sidBytes, 0, sender.sidBytes.length);
        }
        int mark = out.size();
        if (nonce.length > 0) {
            out.bytes(DataPacket.USER_NONCE, nonce, 0, nonce.length);
        }
        for (String each : identities) {
            writeText(DataPacket.USER_DESTINATION_IDENTITIES, each);
        }
        if (sender.named()) {
            out.bytes(DataPacket.USER_IDENTITY, sender.identityBytes, 0, sender.identityBytes.length);
            out.bytes(DataPacket.USER_SID, sender.sidBytes, 0, sender.sidBytes.length);
        }
        if (!topic.isEmpty()) {
            writeText(DataPacket.USER_TOPIC, topic);
        }
        out.bytes(DataPacket.USER_PAYLOAD, payload, offset, offset + length);
        out.wrap(USER, mark);
        for (String each : identities) {
            writeText(DataPacket.DESTINATION_IDENTITIES, each);
        }
        if (sender.named()) {
            out.bytes(DataPacket.IDENTITY, sender.identityBytes, 0, sender.identityBytes.length);
        }
        if (kind == DataKind.LOSSY) {
            out.number(DataPacket.KIND, LOSSY);
        }
        return out.toBytes();
    }

    private void writeText(int field, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.bytes(field, bytes, 0, bytes.length);
    }
}
