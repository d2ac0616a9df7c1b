/**
 * What is kept, and how: one class a kind of thing over one {@link io.sluice.tokenapi.store.Database}, which is an embedded
 * H2 or a PostgreSQL. All statements are such that both understand them. Everything blocks; call it from threads that may.
 */
@org.jspecify.annotations.NullMarked
package io.sluice.tokenapi.store;
