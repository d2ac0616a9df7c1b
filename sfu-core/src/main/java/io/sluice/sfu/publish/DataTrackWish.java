package io.sluice.sfu.publish;

import org.jspecify.annotations.Nullable;

/**
 * How a publisher describes a data track.
 *
 * @param handle its number in the publisher's packets, 1 to 65535, unique among the publisher's tracks
 * @param name likewise unique, for people and programs
 * @param encryption of its frames; only passed on
 * @param frameEncoding what its frames are; null if that was not said
 * @param schema what describes their content; null if that was not said
 */
public record DataTrackWish(
        long handle,
        String name,
        Encryption encryption,
        @Nullable Encoding frameEncoding,
        @Nullable Schema schema) {

    /**
     * A known encoding by its number, or a custom one by its name.
     *
     * @param wellKnown only passed on; -1 for none
     * @param custom null for none
     */
    public record Encoding(int wellKnown, @Nullable String custom) {}

    /**
     * A schema.
     *
     * @param name of it
     * @param encoding it is written in; null if that was not said
     */
    public record Schema(String name, @Nullable Encoding encoding) {}
}
