/** LiveKit's server API: Twirp over HTTP, and the services behind it. */
package io.sluice.signaling.twirp;
