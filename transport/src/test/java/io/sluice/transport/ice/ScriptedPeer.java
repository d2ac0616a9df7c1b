package io.sluice.transport.ice;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.sluice.transport.stun.StunIntegrity;
import io.sluice.transport.stun.StunReader;
import io.sluice.transport.stun.StunType;
import io.sluice.transport.stun.StunWriter;
import java.net.InetSocketAddress;
import java.util.Arrays;

/** The other side of an agent under test: says what the test wants, right or wrong. */
final class ScriptedPeer {
    final IceParameters ice;
    long tieBreaker = 5;
    private final IceAgent agent;
    private long transaction;

    ScriptedPeer(IceAgent agent, String ufrag) {
        this.agent = agent;
        // Never the same in two peers: a repetition from elsewhere is taken for played back.
        transaction = (long) ufrag.hashCode() << 16;
        ice = new IceParameters(ufrag, ufrag + "-has-a-password-of-enough-characters");
    }

    /** A check as a controlling peer makes it. */
    StunReader check(boolean nominate) {
        return check(agent.local(), true, nominate, transaction++);
    }

    StunReader check(IceParameters to, boolean controlling, boolean nominate, long transactionId) {
        StunWriter writer = new StunWriter();
        writer.begin(StunType.BINDING_REQUEST, transactionId, 7)
                .username((to.ufrag() + ":" + ice.ufrag()).getBytes(US_ASCII))
                .priority(0x6e7f1eff)
                .role(controlling, tieBreaker);
        if (nominate) {
            writer.useCandidate();
        }
        writer.finish(new StunIntegrity(to.password()));
        return read(writer);
    }

    /** A right answer to a check of the agent. */
    StunReader answer(StunReader check) {
        return answer(check, ice.password());
    }

    StunReader answer(StunReader check, String password) {
        StunWriter writer = new StunWriter();
        writer.begin(StunType.BINDING_SUCCESS, check.transactionHigh(), check.transactionLow())
                .mappedAddress(new InetSocketAddress("198.51.100.1", 7882))
                .finish(new StunIntegrity(password));
        return read(writer);
    }

    StunReader refuse(StunReader check, int code) {
        StunWriter writer = new StunWriter();
        writer.begin(StunType.BINDING_ERROR, check.transactionHigh(), check.transactionLow())
                .error(code)
                .finish(new StunIntegrity(ice.password()));
        return read(writer);
    }

    /** Verifies and delivers; false if the agent did not believe it. */
    boolean deliver(IcePath path, StunReader request, long nowNanos) {
        int generation = agent.verify(request, path);
        if (generation != 0) {
            agent.request(path, request, generation, nowNanos);
        }
        return generation != 0;
    }

    static StunReader read(StunWriter writer) {
        byte[] bytes = Arrays.copyOf(writer.buffer(), writer.length());
        StunReader reader = new StunReader();
        if (!reader.parse(bytes, 0, bytes.length)) {
            throw new AssertionError("the script wrote no STUN message");
        }
        return reader;
    }
}
