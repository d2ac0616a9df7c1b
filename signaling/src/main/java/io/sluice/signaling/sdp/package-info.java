/** Session descriptions as text: the only place where SDP is a string (RFC 8866, RFC 8829). */
package io.sluice.signaling.sdp;
