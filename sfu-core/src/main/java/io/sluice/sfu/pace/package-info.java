/** When packets leave on lines that are known to be narrow ({@code docs/algorithms/allocation.md} §6). */
package io.sluice.sfu.pace;
