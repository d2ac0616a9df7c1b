package io.sluice.tokenapi.caller;

/** What one scheme makes of a call. */
public sealed interface CallerVerdict {
    /** The credentials hold. */
    record Known(Caller caller) implements CallerVerdict {}

    /** There are credentials of this kind and they do not hold; no other scheme is asked. */
    record Refused(Refusal why) implements CallerVerdict {}

    /** No credentials of this kind. */
    record Absent() implements CallerVerdict {}

    /** The one value without content. */
    CallerVerdict ABSENT = new Absent();
}
