/**
 * What calls are about: users, channels with their members and roles, meetings with their guests, and the rules that make
 * rights of them ({@link io.sluice.tokenapi.channel.ChannelRules}, {@link io.sluice.tokenapi.channel.MeetingRules}). Values
 * only; nothing here reads a database.
 */
@org.jspecify.annotations.NullMarked
package io.sluice.tokenapi.channel;
