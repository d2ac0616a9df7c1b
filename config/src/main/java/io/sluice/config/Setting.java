package io.sluice.config;

import io.sluice.config.keys.KnownKey;

/**
 * One key that somebody set.
 *
 * @param path with the actual positions and names, for example {@code rtc.turn_servers[0].host}
 * @param value of the type the key's {@code KeyType} names
 * @param where file and line, environment variable or flag
 */
record Setting(KnownKey key, String path, Object value, String where) {}
