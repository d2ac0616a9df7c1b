package io.sluice.server.hook;

import java.util.Locale;

/** Why a letter was given up. */
enum DropReason {
    /** It could not be delivered in time. */
    AGE,
    /** Too many wait. */
    FULL,
    /** Its receiver is in the configuration no more. */
    UNCONFIGURED;

    /** As it stands in the metric. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
