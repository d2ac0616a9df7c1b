package io.sluice.server.hook;

/** What became of one try to deliver a letter. */
sealed interface Outcome {
    /** The receiver has it. */
    record Delivered() implements Outcome {}

    /** The receiver will not have it, however often it is sent. */
    record Refused(int status) implements Outcome {}

    /**
     * It may go better later.
     *
     * @param reason for the log
     * @param waitMillis what the receiver asked us to wait, 0 for nothing
     */
    record Failed(String reason, long waitMillis) implements Outcome {}
}
