package io.sluice.server.hook;

/** Counts what the outbox does. Called on its thread. */
public interface OutboxListener {
    /** Counts nothing. */
    OutboxListener NONE = new OutboxListener() {
        @Override
        public void queued(int depth) {}

        @Override
        public void tried(boolean delivered, long nanos) {}

        @Override
        public void ended(String status, String reason) {}
    };

    /**
     * A letter waits.
     *
     * @param depth how many wait now
     */
    void queued(int depth);

    /**
     * A try has ended.
     *
     * @param nanos how long it took
     */
    void tried(boolean delivered, long nanos);

    /**
     * A letter is through with.
     *
     * @param status {@code success}, {@code failure} for a refusal, {@code drop}
     * @param reason why, empty for success
     */
    void ended(String status, String reason);
}
