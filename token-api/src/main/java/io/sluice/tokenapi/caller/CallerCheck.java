package io.sluice.tokenapi.caller;

import io.sluice.tokenapi.http.ApiAnswer;
import java.util.Map;

/** Whether a call may go on. */
public sealed interface CallerCheck {
    /**
     * It may.
     *
     * @param caller who calls
     * @param headers for the answer, which say how often more
     */
    record Passed(Caller caller, Map<String, String> headers) implements CallerCheck {}

    /** It may although nobody knows who calls. @param headers as in {@link Passed} */
    record Anonymous(Map<String, String> headers) implements CallerCheck {}

    /** It may not. @param answer to send, complete */
    record Denied(ApiAnswer answer) implements CallerCheck {}
}
