package io.sluice.transport.peer;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.sluice.transport.ice.IceParameters;
import io.sluice.transport.stun.StunIntegrity;
import io.sluice.transport.stun.StunType;
import io.sluice.transport.stun.StunWriter;
import java.util.Arrays;

/** Binding requests by someone who knows the password. */
final class StunChecks {
    private StunChecks() {}

    /** Another transaction number is another request. */
    static byte[] check(IceParameters to, long transaction) {
        StunWriter writer = new StunWriter();
        writer.begin(StunType.BINDING_REQUEST, transaction, 7)
                .username((to.ufrag() + ":peer").getBytes(US_ASCII))
                .priority(0x6e7f1eff)
                .role(true, 5)
                .finish(new StunIntegrity(to.password()));
        return Arrays.copyOf(writer.buffer(), writer.length());
    }
}
