/** What the server answers to those who ask why it does what it does. */
package io.sluice.server.debug;
