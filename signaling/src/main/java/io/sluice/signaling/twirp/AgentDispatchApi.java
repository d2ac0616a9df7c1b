package io.sluice.signaling.twirp;

import io.sluice.sfu.shard.Rooms;
import io.sluice.signaling.agent.AgentService;
import io.sluice.signaling.agent.DeploymentName;
import io.sluice.signaling.livekit.RoomOpening;
import io.sluice.signaling.proto.AgentDispatch;
import io.sluice.signaling.proto.CreateAgentDispatchRequest;
import io.sluice.signaling.proto.DeleteAgentDispatchRequest;
import io.sluice.signaling.proto.ListAgentDispatchRequest;
import io.sluice.signaling.proto.ListAgentDispatchResponse;
import io.sluice.signaling.proto.RoomAgentDispatch;
import io.sluice.signaling.proto.RoomConfiguration;
import java.util.List;

/** LiveKit's AgentDispatchService: which agents are called into a room. */
public final class AgentDispatchApi {
    private final AgentService agents;
    private final Rooms rooms;
    private final RoomOpening opening;
    private final boolean autoCreate;
    private final Sizes sizes;

    private AgentDispatchApi(
            AgentService agents, Rooms rooms, RoomOpening opening, boolean autoCreate, ApiLimits limits) {
        this.agents = agents;
        this.rooms = rooms;
        this.opening = opening;
        this.autoCreate = autoCreate;
        this.sizes = new Sizes(limits);
    }

    /**
     * The service over these agents.
     *
     * @param opening makes rooms
     * @param autoCreate whether a dispatch makes the room that it names
     */
    public static TwirpService of(
            AgentService agents, Rooms rooms, RoomOpening opening, boolean autoCreate, ApiLimits limits) {
        AgentDispatchApi api = new AgentDispatchApi(agents, rooms, opening, autoCreate, limits);
        return new TwirpService("livekit.AgentDispatchService")
                .with("CreateDispatch", CreateAgentDispatchRequest.getDefaultInstance(), api::create)
                .with("DeleteDispatch", DeleteAgentDispatchRequest.getDefaultInstance(), api::delete)
                .with("ListDispatch", ListAgentDispatchRequest.getDefaultInstance(), api::list);
    }

    private AgentDispatch create(Caller caller, CreateAgentDispatchRequest request) {
        caller.mustAdminister(request.getRoom());
        String fault = DeploymentName.fault(request.getDeployment());
        if (fault != null) {
            throw TwirpException.of(TwirpCode.INVALID_ARGUMENT, fault);
        }
        sizes.roomName(request.getRoom());
        sizes.dispatch(request.getMetadata(), request.getAttributesMap());
        if (rooms.find(request.getRoom()) == null) {
            if (!autoCreate || !rooms.takes(request.getRoom())) {
                throw Answers.noSuchRoom();
            }
            opening.open(request.getRoom(), RoomConfiguration.getDefaultInstance());
        }
        RoomAgentDispatch wish = RoomAgentDispatch.newBuilder()
                .setAgentName(request.getAgentName())
                .setMetadata(request.getMetadata())
                .setRestartPolicy(request.getRestartPolicy())
                .setDeployment(request.getDeployment())
                .putAllAttributes(request.getAttributesMap())
                .build();
        return Answers.await(caller, agents.create(request.getRoom(), wish))
                .orElseThrow(() -> TwirpException.of(TwirpCode.RESOURCE_EXHAUSTED, "too many dispatches in the room"));
    }

    private AgentDispatch delete(Caller caller, DeleteAgentDispatchRequest request) {
        caller.mustAdminister(request.getRoom());
        return Answers.await(caller, agents.delete(request.getRoom(), request.getDispatchId()))
                .orElseThrow(() -> TwirpException.of(TwirpCode.NOT_FOUND, "dispatch ID not found"));
    }

    /** The answer for a room that is not there is the one LiveKit gives when no node has it. */
    private ListAgentDispatchResponse list(Caller caller, ListAgentDispatchRequest request) {
        caller.mustAdminister(request.getRoom());
        if (rooms.find(request.getRoom()) == null) {
            throw TwirpException.of(TwirpCode.UNAVAILABLE, "no response from servers");
        }
        List<AgentDispatch> found = Answers.await(caller, agents.list(request.getRoom(), request.getDispatchId()));
        return ListAgentDispatchResponse.newBuilder()
                .addAllAgentDispatches(found)
                .build();
    }
}
