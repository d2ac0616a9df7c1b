package io.sluice.tokenapi.token;

/** Right to use hosted models; used by API calls only. */
public record InferenceGrant(boolean perform) {}
