package io.sluice.config;

/** Reads whole numbers that make sense within bounds only. */
record Bounds(Settings settings, Findings findings) {
    /** The number, which is a problem where it is less than {@code min} or more than {@code max}. */
    int number(String key, int min, int max) {
        int value = settings.number(key);
        if (value < min || value > max) {
            String message = "expected " + min + " to " + max + ", got " + value;
            findings.problem(ProblemCode.OUT_OF_RANGE, settings.where(key), key, message);
        }
        return value;
    }
}
