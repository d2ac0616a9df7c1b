package io.sluice.signaling.agent;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The name of a deployment keeps several versions of an agent apart. It becomes a part of longer names, hence the rules. */
public final class DeploymentName {
    private static final int LONGEST_BYTES = 64;
    private static final byte DELETE = 0x7F;

    private DeploymentName() {}

    /** Why no worker and no dispatch may use it, in LiveKit's words; null where they may. Empty is the usual deployment. */
    public static @Nullable String fault(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LONGEST_BYTES) {
            return "deployment exceeds " + LONGEST_BYTES + " bytes";
        }
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '_') {
                return "deployment contains reserved character '_'";
            }
            if (bytes[i] >= 0 && bytes[i] <= ' ' || bytes[i] == DELETE) {
                return "deployment contains whitespace or control byte at position " + i;
            }
        }
        return null;
    }
}
