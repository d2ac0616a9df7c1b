package io.sluice.config;

import java.util.Arrays;
import java.util.Optional;

/**
 * The flags with a name of their own, next to the one every scalar key has. Their environment variables, too, keep the
 * names LiveKit gave them.
 */
public enum NamedFlag {
    CONFIG("config", "", "", "path of the configuration file"),
    CONFIG_BODY("config-body", "LIVEKIT_CONFIG", "", "configuration as YAML text; replaces the file"),
    DEV("dev", "", "development", "development mode; never in production"),
    KEYS("keys", "LIVEKIT_KEYS", "keys", "API keys as \"key: secret\", one a line"),
    KEY_FILE("key-file", "", "key_file", "path of a file with API keys"),
    REGION("region", "LIVEKIT_REGION", "region", "region of this server"),
    NODE_IP("node-ip", "NODE_IP", "rtc.node_ip", "address told to clients"),
    BIND("bind", "", "bind_addresses", "address to listen on; may be repeated"),
    UDP_PORT("udp-port", "UDP_PORT", "rtc.udp_port", "UDP port or range for media"),
    REDIS_HOST("redis-host", "REDIS_HOST", "redis.address", "host and port of Redis"),
    REDIS_PASSWORD("redis-password", "REDIS_PASSWORD", "redis.password", "password of Redis"),
    TURN_CERT("turn-cert", "LIVEKIT_TURN_CERT", "turn.cert_file", "certificate of the TURN server"),
    TURN_KEY("turn-key", "LIVEKIT_TURN_KEY", "turn.key_file", "key of that certificate"),
    DISABLE_STRICT_CONFIG("disable-strict-config", "", "", "warn about unknown keys instead of refusing them");

    private final String flag;
    private final String environmentName;
    private final String path;
    private final String meaning;

    NamedFlag(String flag, String environmentName, String path, String meaning) {
        this.flag = flag;
        this.environmentName = environmentName;
        this.path = path;
        this.meaning = meaning;
    }

    /** Name without dashes in front. */
    public String flag() {
        return flag;
    }

    /** Environment variable with the same effect; empty for none. */
    public String environmentName() {
        return environmentName;
    }

    /** Key it sets; empty when it is about loading itself. */
    public String path() {
        return path;
    }

    /** Half a sentence for a help text. */
    public String meaning() {
        return meaning;
    }

    /** Whether it stands alone, without a value. */
    public boolean isSwitch() {
        return this == DEV || this == DISABLE_STRICT_CONFIG;
    }

    /** Whether it may be given more than once. */
    public boolean isRepeatable() {
        return this == BIND;
    }

    static Optional<NamedFlag> of(String flag) {
        return Arrays.stream(values()).filter(named -> named.flag.equals(flag)).findFirst();
    }
}
