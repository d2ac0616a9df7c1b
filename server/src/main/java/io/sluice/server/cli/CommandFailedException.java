package io.sluice.server.cli;

/** A command that can not do what it was asked to; the message is for the operator. */
final class CommandFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CommandFailedException(String message) {
        super(message);
    }
}
