/** Why everybody in a room gets what they get, as plain values for whoever runs the server. */
package io.sluice.sfu.explain;
