package io.sluice.tokenapi.token;

/** Right to upload observations of a session; used by API calls only. */
public record ObservabilityGrant(boolean write) {}
