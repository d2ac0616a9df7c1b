package io.sluice.transport.sctp;

import io.sluice.rtp.packet.BigEndian;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Sets an association up, in any order in which both ends may begin, and again if the peer starts over (RFC 9260 §5). */
final class Handshake {
    enum Phase {
        /** Nothing was sent; whoever asks is answered. */
        CLOSED,
        /** INIT was sent. */
        COOKIE_WAIT,
        /** COOKIE ECHO was sent. */
        COOKIE_ECHOED,
        /** Both know of it. */
        ESTABLISHED
    }

    /** What a COOKIE ECHO means. */
    enum Outcome {
        /** Nothing. */
        NONE,
        /** The association stands. */
        STANDS,
        /** There is one, {@link #agreement}, and none before. */
        NEW,
        /** It replaces the one before. */
        RESTARTED
    }

    private static final long COOKIE_LIFE = 60 * Times.SECOND;
    private static final long FIRST_WAIT = Times.SECOND;
    private static final long LONGEST_WAIT = 3_000 * Times.MILLI;
    private static final byte[] NONE = {};

    private final SctpConfig config;
    private final RandomGenerator random;
    private final Outbox outbox;
    private final StateCookie cookies;
    private final Timer timer = new Timer();
    private Phase phase = Phase.CLOSED;
    private int localTag;
    private int localTsn;
    private long wait = FIRST_WAIT;
    private byte[] cookie = NONE;
    private @Nullable Agreement agreed;

    Handshake(SctpConfig config, RandomGenerator random, Outbox outbox) {
        this.config = config;
        this.random = random;
        this.outbox = outbox;
        cookies = new StateCookie(random);
        localTag = tag();
        localTsn = random.nextInt();
    }

    private int tag() {
        int tag = random.nextInt();
        return tag == 0 ? 1 : tag;
    }

    Phase phase() {
        return phase;
    }

    /** What the peer puts into its packets. */
    int localTag() {
        return localTag;
    }

    /** What was agreed on last. */
    Agreement agreement() {
        Agreement found = agreed;
        if (found == null) {
            throw new IllegalStateException("nothing agreed");
        }
        return found;
    }

    /** Whether {@link #agreement} says anything. */
    boolean agreedOnce() {
        return agreed != null;
    }

    void connect(long nowNanos) {
        if (phase == Phase.CLOSED) {
            phase = Phase.COOKIE_WAIT;
            sendInit(nowNanos);
        }
    }

    /** Our INIT chunk, with its header and without padding. */
    byte[] token() {
        int length = InitChunk.length(config.zeroChecksum(), NONE, NONE);
        byte[] token = new byte[Wire.CHUNK_HEADER + length];
        token[0] = Wire.INIT;
        BigEndian.put16(token, 2, token.length);
        InitChunk.write(
                token,
                Wire.CHUNK_HEADER,
                localTag,
                config.receiveWindow(),
                localTsn,
                config.zeroChecksum(),
                NONE,
                NONE);
        return token;
    }

    /** Takes the peer's INIT chunk as it came by another way, where ours went to the peer by the same. */
    boolean associate(byte[] token) {
        if (phase != Phase.CLOSED
                || token.length < Wire.CHUNK_HEADER
                || token[0] != Wire.INIT
                || BigEndian.u16(token, 2) != token.length) {
            return false;
        }
        InitChunk init = InitChunk.read(token, Wire.CHUNK_HEADER, token.length - Wire.CHUNK_HEADER);
        if (init == null) {
            return false;
        }
        agreed = init.with(localTag, localTsn);
        phase = Phase.ESTABLISHED;
        return true;
    }

    /** An INIT chunk: the answer holds all we know of it, so that nothing need be kept. */
    void init(byte[] chunk, int value, int length, long nowNanos) {
        InitChunk init = InitChunk.read(chunk, value, length);
        if (init == null) {
            return;
        }
        int tag = localTag;
        int tsn = localTsn;
        int tieLocal = 0;
        int tiePeer = 0;
        if (phase == Phase.ESTABLISHED) {
            // Perhaps the peer has lost everything; it must prove it first (RFC 9260 §5.2.2).
            tag = tag();
            tsn = random.nextInt();
            tieLocal = localTag;
            tiePeer = agreement().peerTag();
        }
        byte[] sealed = cookies.seal(new StateCookie.Content(init.with(tag, tsn), nowNanos, tieLocal, tiePeer));
        outbox.flush();
        write(Wire.INIT_ACK, tag, tsn, sealed, init.unrecognized);
        outbox.flushTo(init.tag);
    }

    /**
     * An INIT ACK chunk.
     *
     * @return whether there is an {@link #agreement} now
     */
    boolean initAck(byte[] chunk, int value, int length, long nowNanos) {
        if (phase != Phase.COOKIE_WAIT) {
            return false;
        }
        InitChunk answer = InitChunk.read(chunk, value, length);
        if (answer == null || answer.cookie == null || answer.cookie.length > SctpEndpoint.MAX_PACKET / 2) {
            return false;
        }
        agreed = answer.with(localTag, localTsn);
        cookie = answer.cookie;
        phase = Phase.COOKIE_ECHOED;
        wait = FIRST_WAIT;
        outbox.agreed(answer.tag, answer.zeroChecksum && config.zeroChecksum());
        echo(nowNanos);
        return true;
    }

    /** A COOKIE ECHO chunk (RFC 9260 §5.2.4). */
    Outcome cookieEcho(byte[] chunk, int value, int length, int packetTag, long nowNanos) {
        StateCookie.Content content = cookies.open(chunk, value, length);
        if (content == null || content.agreement().localTag() != packetTag) {
            return Outcome.NONE;
        }
        Agreement said = content.agreement();
        boolean sameLocal = said.localTag() == localTag;
        boolean samePeer = agreed != null && said.peerTag() == agreed.peerTag();
        if (nowNanos - content.madeNanos() > COOKIE_LIFE && !(sameLocal && samePeer)) {
            refuse(said.peerTag(), nowNanos - content.madeNanos() - COOKIE_LIFE);
            return Outcome.NONE;
        }
        Agreement before = agreed;
        if (sameLocal && samePeer) {
            return phase == Phase.ESTABLISHED ? Outcome.STANDS : establish(Outcome.STANDS);
        }
        // Its tag may even be the same, if it was not told that we had taken its INIT chunk from its description.
        boolean restart = before != null && content.tieLocal() == localTag && content.tiePeer() == before.peerTag();
        if (!sameLocal && !restart) {
            return Outcome.NONE;
        }
        localTag = said.localTag();
        localTsn = said.localTsn();
        agreed = said;
        return establish(before == null ? Outcome.NEW : Outcome.RESTARTED);
    }

    /** Says that a cookie is too old (RFC 9260 §3.3.10.3). */
    private void refuse(int peerTag, long stalenessNanos) {
        outbox.flush();
        int at = outbox.chunk(Wire.ERROR, 0, 8);
        BigEndian.put16(outbox.buffer(), at, Wire.STALE_COOKIE);
        BigEndian.put16(outbox.buffer(), at + 2, 8);
        BigEndian.put32(outbox.buffer(), at + 4, (int) Math.min(stalenessNanos / 1_000, Integer.MAX_VALUE));
        outbox.flushTo(peerTag);
    }

    private Outcome establish(Outcome outcome) {
        phase = Phase.ESTABLISHED;
        cookie = NONE;
        timer.stop();
        return outcome;
    }

    /**
     * The peer has our cookie: it said so, or sent what only follows.
     *
     * @return whether that is new
     */
    boolean confirmed() {
        if (phase != Phase.COOKIE_ECHOED) {
            return false;
        }
        establish(Outcome.STANDS);
        return true;
    }

    /** The peer says that our cookie is too old: from the beginning. */
    void stale(long nowNanos) {
        if (phase == Phase.COOKIE_ECHOED) {
            phase = Phase.COOKIE_WAIT;
            sendInit(nowNanos);
        }
    }

    long deadline() {
        return timer.at();
    }

    void tick(long nowNanos) {
        if (timer.expired(nowNanos)) {
            wait = Math.min(2 * wait, LONGEST_WAIT);
            if (phase == Phase.COOKIE_WAIT) {
                sendInit(nowNanos);
            } else {
                echo(nowNanos);
            }
        }
    }

    private void sendInit(long nowNanos) {
        outbox.flush();
        write(Wire.INIT, localTag, localTsn, NONE, NONE);
        outbox.flushTo(0);
        timer.start(nowNanos, wait);
    }

    private void echo(long nowNanos) {
        outbox.flush();
        int at = outbox.chunk(Wire.COOKIE_ECHO, 0, cookie.length);
        System.arraycopy(cookie, 0, outbox.buffer(), at, cookie.length);
        timer.start(nowNanos, wait);
    }

    private void write(int type, int tag, int tsn, byte[] sealed, byte[] unrecognized) {
        int length = InitChunk.length(config.zeroChecksum(), sealed, unrecognized);
        int at = outbox.chunk(type, 0, length);
        InitChunk.write(
                outbox.buffer(), at, tag, config.receiveWindow(), tsn, config.zeroChecksum(), sealed, unrecognized);
    }
}
