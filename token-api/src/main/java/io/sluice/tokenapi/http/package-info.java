/** HTTP requests and answers as plain values, so that what answers them needs no server to be understood and tested. */
@org.jspecify.annotations.NullMarked
package io.sluice.tokenapi.http;
