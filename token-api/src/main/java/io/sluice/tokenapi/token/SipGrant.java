package io.sluice.tokenapi.token;

/**
 * Rights on the SIP service.
 *
 * @param admin may manage trunks and dispatch rules
 * @param call may place and transfer calls
 */
public record SipGrant(boolean admin, boolean call) {}
