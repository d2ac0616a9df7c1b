package io.sluice.config;

/** Which failures make a client reconnect in full. */
public record ReconnectOnError(boolean publication, boolean subscription, boolean dataChannel) {}
