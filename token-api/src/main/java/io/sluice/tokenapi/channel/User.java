package io.sluice.tokenapi.channel;

import org.jspecify.annotations.Nullable;

/**
 * A person.
 *
 * @param id see {@link Ids}
 * @param name what others are shown
 * @param email never shown to others; null when unknown
 */
public record User(String id, String name, @Nullable String email) {}
