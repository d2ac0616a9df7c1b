/** Participants that are in another room as well: what they publish goes there over a lane ({@code docs/adr/0012}). */
package io.sluice.sfu.forward;
