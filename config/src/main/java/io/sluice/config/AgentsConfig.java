package io.sluice.config;

/**
 * How agents are called.
 *
 * @param targetLoad load, 0 to 1, from which a worker gets no more jobs
 * @param recording whether agents may record what users say
 * @param redaction whether they take personal data out of it
 */
public record AgentsConfig(double targetLoad, boolean recording, boolean redaction) {}
