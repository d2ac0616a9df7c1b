package io.sluice.tokenapi.store;

/** The database did not do what it was asked. */
public class StoreException extends RuntimeException {
    StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    StoreException(String message) {
        super(message);
    }

    /** What was to be stored refers to something that is not there. */
    public static final class MissingReference extends StoreException {
        MissingReference(Throwable cause) {
            super("a reference leads nowhere", cause);
        }
    }

    /** Something else already has what only one may have. */
    public static final class Duplicate extends StoreException {
        Duplicate(Throwable cause) {
            super("there is one already", cause);
        }
    }
}
