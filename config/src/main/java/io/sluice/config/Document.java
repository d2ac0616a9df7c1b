package io.sluice.config;

/**
 * A YAML text with the name messages use for it.
 *
 * @param name path of the file, or the flag or environment variable that held the text
 */
public record Document(String name, String text) {}
