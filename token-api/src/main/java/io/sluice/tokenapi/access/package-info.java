/** From a user and a channel or meeting to a decision, by what the store holds at that moment. */
@org.jspecify.annotations.NullMarked
package io.sluice.tokenapi.access;
