package io.sluice.signaling.agent;

import java.nio.charset.StandardCharsets;

/** The name of a deployment keeps several versions of an agent apart. It becomes a part of longer names, hence the rules. */
public final class DeploymentName {
    private static final int LONGEST_BYTES = 64;

    private DeploymentName() {}

    /** Whether a worker or a dispatch may use it; empty for the usual deployment. */
    public static boolean isValid(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_BYTES
                && name.codePoints().noneMatch(c -> c == '_' || Character.isWhitespace(c) || Character.isISOControl(c));
    }
}
