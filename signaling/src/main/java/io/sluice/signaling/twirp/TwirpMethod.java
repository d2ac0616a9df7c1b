package io.sluice.signaling.twirp;

import com.google.protobuf.Message;

/** One method of a service. It may block; it runs on a thread of its own. */
@FunctionalInterface
public interface TwirpMethod<Q extends Message, A extends Message> {
    /**
     * Answers a call.
     *
     * @throws TwirpException for everything that the caller is to be told
     */
    A answer(Caller caller, Q request);
}
