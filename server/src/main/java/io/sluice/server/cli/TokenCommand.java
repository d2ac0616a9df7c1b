package io.sluice.server.cli;

import io.sluice.config.keys.GoDuration;
import io.sluice.tokenapi.token.Grants;
import io.sluice.tokenapi.token.TokenIssuer;
import io.sluice.tokenapi.token.VideoGrant;
import io.sluice.tokenapi.token.VideoGrantBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes access tokens. */
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Make access tokens.")
final class TokenCommand {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** The rights a token may have. */
    static final class Rights {
        @Option(
                names = "--join",
                description = "May join the room; so it is when --room and --identity are given alone.")
        private boolean join;

        @Option(names = "--admin", description = "May moderate the room.")
        private boolean admin;

        @Option(names = "--create", description = "May make and end rooms.")
        private boolean create;

        @Option(names = "--list", description = "May list rooms.")
        private boolean list;

        @Option(names = "--agent", description = "May register as an agent worker.")
        private boolean agent;

        @Option(names = "--hidden", description = "Others are not told of the participant.")
        private boolean hidden;

        @Option(names = "--no-publish", description = "May not send sound and pictures.")
        private boolean silent;

        @Option(names = "--no-subscribe", description = "May not receive sound and pictures.")
        private boolean blind;

        @Option(
                names = "--publish-source",
                paramLabel = "SOURCE",
                description =
                        "May send only that: camera, microphone, screen_share, screen_share_audio; may be repeated.")
        private List<String> sources = List.of();

        @Option(names = "--update-own-metadata", description = "May change its own name, metadata and attributes.")
        private boolean updateOwnMetadata;

        VideoGrant on(String room, String identity) {
            boolean any = join || admin || create || list || agent;
            VideoGrantBuilder grant = VideoGrant.builder()
                    .room(room)
                    .roomJoin(join || (!any && !room.isEmpty() && !identity.isEmpty()))
                    .roomAdmin(admin)
                    .roomCreate(create)
                    .roomList(list)
                    .agent(agent)
                    .hidden(hidden)
                    .canPublishSources(sources)
                    .canUpdateOwnMetadata(updateOwnMetadata);
            if (silent) {
                grant.canPublish(false);
            }
            if (blind) {
                grant.canSubscribe(false);
            }
            return grant.build();
        }
    }

    @Command(name = "create", mixinStandardHelpOptions = true, description = "Make a token and print it.")
    int create(
            @Mixin KeyOptions keys,
            @Mixin Rights rights,
            @Option(names = "--identity", paramLabel = "TEXT", defaultValue = "", description = "Whose it is.")
                    String identity,
            @Option(names = "--name", paramLabel = "TEXT", defaultValue = "", description = "The name shown to others.")
                    String name,
            @Option(names = "--room", paramLabel = "NAME", defaultValue = "", description = "The room it is about.")
                    String room,
            @Option(names = "--metadata", paramLabel = "TEXT", defaultValue = "", description = "Metadata.")
                    String metadata,
            @Option(names = "--attribute", paramLabel = "KEY=VALUE", description = "An attribute; may be repeated.")
                    List<String> attributes,
            @Option(
                            names = "--valid-for",
                            paramLabel = "TIME",
                            defaultValue = "6h",
                            description = "How long it holds, such as 90m or 720h (default: ${DEFAULT-VALUE}).")
                    String validFor) {
        VideoGrant video = rights.on(room, identity);
        if (video.roomJoin() && (room.isEmpty() || identity.isEmpty())) {
            throw new CommandFailedException("to join, a token needs --room and --identity");
        }
        TokenIssuer issuer = keys.issuer();
        Grants grants = Grants.builder()
                .name(name)
                .metadata(metadata)
                .attributes(Attributes.read(attributes))
                .video(video)
                .build();
        var out = spec.commandLine().getOut();
        out.println(issuer.issue(identity, grants, lifetime(validFor), Instant.now()));
        out.flush();
        return 0;
    }

    private static Duration lifetime(String text) {
        try {
            Duration lifetime = GoDuration.parse(text);
            if (lifetime.toSeconds() > 0) {
                return lifetime;
            }
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException("this is no duration: " + text);
        }
        throw new CommandFailedException("a token must hold for a second at least");
    }
}
