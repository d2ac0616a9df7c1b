package io.sluice.sfu.measure;

/** What the first part of a stream's media type says it holds. */
public enum StreamContent {
    TEXT,
    IMAGE,
    APPLICATION,
    AUDIO,
    VIDEO,
    UNKNOWN
}
