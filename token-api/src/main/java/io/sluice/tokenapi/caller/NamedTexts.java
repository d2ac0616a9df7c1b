package io.sluice.tokenapi.caller;

import org.jspecify.annotations.Nullable;

/** Texts by name, such as headers. */
@FunctionalInterface
public interface NamedTexts {
    /** The text of this name, null when there is none. */
    @Nullable
    String get(String name);
}
