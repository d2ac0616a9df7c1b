package io.sluice.config;

/**
 * A codec that rooms allow.
 *
 * @param mime for example {@code video/VP8}
 * @param fmtpLine format parameters it must have; empty for any
 */
public record CodecSpec(String mime, String fmtpLine) {}
