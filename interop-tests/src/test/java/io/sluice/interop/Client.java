package io.sluice.interop;

/** Whoever is on a {@link Stage}. */
interface Client {
    /** What it complained about and what it went through, for the text of a failure. */
    String report();

    /** Ends it, whatever it is doing. */
    void close();
}
