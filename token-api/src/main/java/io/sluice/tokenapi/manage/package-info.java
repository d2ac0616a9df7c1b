/**
 * The management API: how an application without a database of its own tells the server who its users are and what they may
 * do. See {@code docs/reference/management-api.md}.
 */
@org.jspecify.annotations.NullMarked
package io.sluice.tokenapi.manage;
