/** The way of packets from a room on one media loop to a room on another one. */
package io.sluice.sfu.lane;
