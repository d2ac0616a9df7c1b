package io.sluice.sfu.measure;

/** As what a stream is sent. */
public enum StreamForm {
    TEXT,
    BYTES,
    UNKNOWN
}
