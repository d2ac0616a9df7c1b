package io.sluice.benchmarks.floor;

/** There is no floor here; the message says why. */
public final class NoFloorException extends Exception {
    private static final long serialVersionUID = 1;

    NoFloorException(String reason) {
        super(reason);
    }
}
