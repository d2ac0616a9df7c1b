/** Reading and writing STUN messages as ICE uses them (RFC 8489, RFC 8445 §7.1). Bytes only: no state of any agent. */
package io.sluice.transport.stun;
