package io.sluice.signaling.twirp;

import io.sluice.signaling.proto.RpcError;

/** LiveKit's numbered errors of remote procedure calls, and what they are in Twirp's words. */
enum RpcFault {
    UNSUPPORTED_METHOD(1400, TwirpCode.INVALID_ARGUMENT, "Method not supported at destination"),
    RECIPIENT_NOT_FOUND(1401, TwirpCode.NOT_FOUND, "Recipient not found"),
    REQUEST_PAYLOAD_TOO_LARGE(1402, TwirpCode.MALFORMED, "Request payload too large"),
    UNSUPPORTED_SERVER(1403, TwirpCode.UNIMPLEMENTED, "RPC not supported by server"),
    UNSUPPORTED_VERSION(1404, TwirpCode.UNIMPLEMENTED, "Unsupported RPC version"),
    CONNECTION_TIMEOUT(1501, TwirpCode.CANCELED, "Connection timeout"),
    RESPONSE_TIMEOUT(1502, TwirpCode.CANCELED, "Response timeout"),
    RECIPIENT_DISCONNECTED(1503, TwirpCode.UNAVAILABLE, "Recipient disconnected"),
    RESPONSE_PAYLOAD_TOO_LARGE(1504, TwirpCode.MALFORMED, "Response payload too large");

    private final int number;
    private final TwirpCode code;
    private final String text;

    RpcFault(int number, TwirpCode code, String text) {
        this.number = number;
        this.code = code;
        this.text = text;
    }

    TwirpException exception() {
        return exception(code, number, text, "");
    }

    /** As a participant would say it. */
    RpcError error() {
        return RpcError.newBuilder().setCode(number).setMessage(text).build();
    }

    /** What the participant answered; numbers of its own, and those of failures inside the method, are internal errors. */
    static TwirpException of(RpcError error) {
        TwirpCode code = TwirpCode.INTERNAL;
        for (RpcFault fault : values()) {
            if (fault.number == error.getCode()) {
                code = fault.code;
            }
        }
        return exception(code, error.getCode(), error.getMessage(), error.getData());
    }

    private static TwirpException exception(TwirpCode code, int number, String text, String data) {
        return TwirpException.of(code, "RpcError " + number + ": " + text + (data.isEmpty() ? "" : ": " + data));
    }
}
