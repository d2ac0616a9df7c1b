/** What a media loop counts, for a reader on another thread: one writer, no locks, nothing allocated. */
package io.sluice.sfu.measure;
