/** Who gets how much of a line that does not carry everything ({@code docs/algorithms/allocation.md}). */
package io.sluice.sfu.allocate;
