package io.sluice.signaling.twirp;

import com.google.protobuf.Empty;
import java.util.List;
import java.util.function.Consumer;

/**
 * LiveKit's services for recording, ingest and telephony, answered as a LiveKit server answers that has none of these beside it: the caller
 * needs the right to use them, and learns then that there is nothing to use.
 */
public final class AbsentServices {
    static final String EGRESS = "egress not connected (redis required)";
    private static final String INGRESS = "ingress not connected (redis required)";
    private static final String SIP = "sip not connected (redis required)";

    private AbsentServices() {}

    /** All of them. */
    public static List<TwirpService> all() {
        return List.of(egress(), ingress(), sip());
    }

    private static TwirpService egress() {
        TwirpService service = new TwirpService("livekit.Egress");
        for (String method : List.of("ListEgress", "UpdateLayout", "UpdateStream", "StopEgress")) {
            refuse(service, method, Caller::mustRecord, TwirpCode.INTERNAL, EGRESS);
        }
        for (String method : List.of(
                "StartEgress",
                "StartRoomCompositeEgress",
                "StartWebEgress",
                "StartParticipantEgress",
                "StartTrackCompositeEgress",
                "StartTrackEgress")) {
            refuse(service, method, Caller::mustRecord, TwirpCode.UNAVAILABLE, "no response from servers");
        }
        return service;
    }

    private static TwirpService ingress() {
        TwirpService service = new TwirpService("livekit.Ingress");
        for (String method : List.of("CreateIngress", "UpdateIngress", "ListIngress", "DeleteIngress")) {
            refuse(service, method, Caller::mustAdministerIngress, TwirpCode.INTERNAL, INGRESS);
        }
        return service;
    }

    private static TwirpService sip() {
        TwirpService service = new TwirpService("livekit.SIP");
        for (String method : List.of(
                "ListSIPTrunk",
                "CreateSIPInboundTrunk",
                "CreateSIPOutboundTrunk",
                "UpdateSIPInboundTrunk",
                "UpdateSIPOutboundTrunk",
                "GetSIPInboundTrunk",
                "GetSIPOutboundTrunk",
                "ListSIPInboundTrunk",
                "ListSIPOutboundTrunk",
                "DeleteSIPTrunk",
                "CreateSIPDispatchRule",
                "UpdateSIPDispatchRule",
                "ListSIPDispatchRule",
                "DeleteSIPDispatchRule")) {
            refuse(service, method, Caller::mustAdministerSip, TwirpCode.INTERNAL, SIP);
        }
        for (String method : List.of("CreateSIPParticipant", "TransferSIPParticipant")) {
            refuse(service, method, Caller::mustCallBySip, TwirpCode.INTERNAL, SIP);
        }
        return service;
    }

    /** What the request says does not matter, as long as it is a message: any is read as an empty one with fields nobody knows. */
    private static void refuse(
            TwirpService service, String method, Consumer<Caller> right, TwirpCode code, String text) {
        service.with(method, Empty.getDefaultInstance(), (caller, _) -> {
            right.accept(caller);
            throw TwirpException.of(code, text);
        });
    }
}
