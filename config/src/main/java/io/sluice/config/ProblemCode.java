package io.sluice.config;

/** What kind of thing is wrong. The texts are stable: scripts and documentation may refer to them. */
public enum ProblemCode {
    FILE_UNREADABLE("config.file_unreadable"),
    FILE_EXPOSED("config.file_exposed"),
    SYNTAX("config.syntax"),
    UNKNOWN_KEY("config.unknown_key"),
    UNKNOWN_FLAG("config.unknown_flag"),
    WRONG_TYPE("config.wrong_type"),
    OUT_OF_RANGE("config.out_of_range"),
    CONFLICT("config.conflict"),
    INCOMPLETE("config.incomplete"),
    NO_KEYS("config.no_keys"),
    KEYS_UNREADABLE("config.keys_unreadable"),
    PLACEHOLDER_KEY("config.placeholder_key"),
    SHORT_SECRET("config.short_secret");

    private final String text;

    ProblemCode(String text) {
        this.text = text;
    }

    /** The stable text, for example {@code config.unknown_key}. */
    public String text() {
        return text;
    }
}
