package io.sluice.config;

/**
 * What is logged.
 *
 * @param level {@code debug}, {@code info}, {@code warn} or {@code error}
 * @param json whether lines are JSON objects
 */
public record LoggingConfig(String level, boolean json) {}
