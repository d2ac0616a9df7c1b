package io.sluice.config;

import io.sluice.config.keys.ValueReader;
import io.sluice.config.net.Network;
import io.sluice.config.yaml.YamlNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Merges defaults, document, environment and flags, in this order, later ones over earlier ones, and checks the result.
 * Reads no clock, no environment and no file of its own accord, save for those the sources name as holding secrets.
 */
public final class ConfigLoader {
    private final Sources sources;
    private final Settings settings = new Settings();
    private final Findings findings = new Findings();

    private ConfigLoader(Sources sources) {
        this.sources = sources;
    }

    /**
     * Loads a configuration.
     *
     * @throws ConfigException when a server must not start with it; holds all that is wrong
     */
    public static LoadedConfig load(Sources sources) throws ConfigException {
        return new ConfigLoader(sources).load();
    }

    private LoadedConfig load() throws ConfigException {
        layers();
        SluiceConfig config = build();
        if (!findings.problems().isEmpty()) {
            throw new ConfigException(findings.problems());
        }
        warnAboutKeysWithoutEffect();
        return new LoadedConfig(config, findings.warnings());
    }

    /** The settings after loading, for the test that holds readers against the table. */
    static Settings settingsAfter(Sources sources) throws ConfigException {
        ConfigLoader loader = new ConfigLoader(sources);
        loader.layers();
        loader.build();
        return loader.settings;
    }

    private void layers() throws ConfigException {
        boolean strict = !"true".equals(sources.flags().last(NamedFlag.DISABLE_STRICT_CONFIG));
        Document document = sources.document();
        if (document != null) {
            DocumentLayer.apply(document, strict, settings, findings);
            if (findings.problems().stream().anyMatch(problem -> problem.code() == ProblemCode.SYNTAX)) {
                // What such a text lacks may just be what could not be read of it.
                throw new ConfigException(findings.problems());
            }
        }
        TextLayer texts = new TextLayer(settings, findings);
        texts.applyEnvironment(sources.environment());
        texts.applyFlags(sources.flags());
    }

    private SluiceConfig build() {
        boolean development = settings.flag("development");
        ServerReader server = new ServerReader(settings, findings);
        ApiKeys keys = new KeyRules(settings, sources.environment(), findings).read(development);
        List<String> bindAddresses = server.bindAddresses(keys.placeholder());
        List<Network> ownNetworks = keys.placeholder() ? RtcReader.networksOf(bindAddresses) : List.of();
        TurnServerReader turnServers = new TurnServerReader(settings, sources.environment(), findings);
        SluiceConfig config = new SluiceConfig(
                settings.number("port"),
                bindAddresses,
                keys,
                settings.text("region"),
                development,
                settings.flag("enable_data_tracks"),
                settings.flag("enable_participant_data_blob"),
                server.prometheus(),
                server.logging(development),
                new RtcReader(settings, findings, turnServers).read(development, ownNetworks),
                new RoomReader(settings, findings).read(),
                new LimitReader(settings, findings).read(),
                new VideoConfig(
                        settings.duration("video.dynacast_pause_delay"),
                        settings.number("video.codec_regression_threshold")),
                new AudioReader(settings, findings).read(),
                new AgentsConfig(
                        settings.decimal("agents.target_load"),
                        settings.flag("agents.enable_user_data_recording"),
                        settings.flag("agents.enable_user_data_redaction")),
                new EngineConfig(
                        settings.number("sluice.media_loops"),
                        settings.number("sluice.signal_loops"),
                        SrtpEngine.valueOf(upperCase("sluice.srtp_engine")),
                        DtlsRole.valueOf(upperCase("sluice.dtls_role")),
                        settings.duration("sluice.drain_timeout")),
                new WebhookReader(settings, findings).read(keys),
                settings.text("sluice.data_dir"),
                new TokenApiReader(settings, sources.environment(), findings).read(),
                new CallersReader(settings, findings).read());
        server.checkListeners(
                config.port(), config.prometheus().port(), config.rtc().tcpPort());
        return config;
    }

    private String upperCase(String path) {
        return settings.text(path).toUpperCase(Locale.ROOT);
    }

    private void warnAboutKeysWithoutEffect() {
        String keys = settings.all().stream()
                .filter(setting -> !setting.key().status().isEffective() && !isDefault(setting))
                .map(Setting::path)
                .collect(Collectors.joining(", "));
        if (!keys.isEmpty()) {
            findings.warn("these keys have no effect in this version: " + keys);
        }
    }

    /** Somebody who asks for what happens anyway gets what they want. */
    private static boolean isDefault(Setting setting) {
        if (setting.key().isNamedByOperator()) {
            return false;
        }
        return setting.value() instanceof YamlNode.Mapping tree
                ? tree.entries().isEmpty()
                : setting.value().equals(ValueReader.defaultOf(setting.key()));
    }
}
