package io.sluice.transport.peer;

/** Counts what a loop throws away, while it runs. */
final class Drops {
    long malformed;
    long unknownSource;
    long unknownFragment;
    long unauthentic;
    long unsupported;
    long early;
    long undecryptable;

    DropCounts counts() {
        return new DropCounts(
                malformed, unknownSource, unknownFragment, unauthentic, unsupported, early, undecryptable);
    }
}
