package io.sluice.tokenapi.token;

/** Rights on hosted agents; used by API calls only. */
public record AgentGrant(boolean admin, boolean simulationAdmin, boolean databaseAdmin) {}
