package io.sluice.config.yaml;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.sluice.config.yaml.YamlDocument.Fault;
import io.sluice.config.yaml.YamlNode.Entry;
import io.sluice.config.yaml.YamlNode.Kind;
import io.sluice.config.yaml.YamlNode.Mapping;
import io.sluice.config.yaml.YamlNode.Scalar;
import io.sluice.config.yaml.YamlNode.Sequence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one YAML document. A key given twice is a fault and the first one counts; aliases are a fault, as what they
 * repeat would have no line of its own.
 */
public final class YamlReader {
    private static final int MAX_DEPTH = 50;
    private static final YAMLFactory FACTORY = new YAMLFactory();

    private final YAMLParser parser;
    private final List<Fault> faults = new ArrayList<>();

    private YamlReader(YAMLParser parser) {
        this.parser = parser;
    }

    /** Reads a text; whatever is wrong with it is in the result. */
    public static YamlDocument read(String text) {
        try (YAMLParser parser = FACTORY.createParser(text)) {
            return new YamlReader(parser).document();
        } catch (IOException e) {
            throw new UncheckedIOException("reading from a string does not fail", e);
        }
    }

    private YamlDocument document() throws IOException {
        YamlNode root = null;
        try {
            if (parser.nextToken() != null) {
                YamlNode read = node(0);
                if (parser.nextToken() != null) {
                    fault("there is a second document; only one is allowed");
                }
                root = read;
            }
        } catch (JacksonException e) {
            JsonLocation at = e.getLocation();
            faults.add(new Fault(at == null ? 1 : Math.max(1, at.getLineNr()), firstLine(e.getOriginalMessage())));
            root = null;
        } catch (TooDeep e) {
            fault("sections are nested more than " + MAX_DEPTH + " deep");
        }
        return new YamlDocument(root, faults);
    }

    /** Reads the node the parser stands on. */
    private YamlNode node(int depth) throws IOException, TooDeep {
        if (depth > MAX_DEPTH) {
            throw new TooDeep();
        }
        int line = line();
        if (parser.isCurrentAlias()) {
            fault("aliases are not supported: *" + parser.getText());
        }
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> mapping(line, depth);
            case START_ARRAY -> sequence(line, depth);
            default -> new Scalar(line, kind(token), token == JsonToken.VALUE_NULL ? "" : parser.getText());
        };
    }

    private Mapping mapping(int line, int depth) throws IOException, TooDeep {
        Map<String, Entry> entries = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            int keyLine = line();
            String key = parser.getText();
            parser.nextToken();
            Entry entry = new Entry(keyLine, node(depth + 1));
            Entry before = entries.putIfAbsent(key, entry);
            if (before != null) {
                faults.add(new Fault(keyLine, key + " was given already, on line " + before.line()));
            }
        }
        return new Mapping(line, entries);
    }

    private Sequence sequence(int line, int depth) throws IOException, TooDeep {
        List<YamlNode> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(depth + 1));
        }
        return new Sequence(line, items);
    }

    private static Kind kind(@Nullable JsonToken token) {
        if (token == null) {
            return Kind.TEXT;
        }
        return switch (token) {
            case VALUE_NUMBER_INT -> Kind.INTEGER;
            case VALUE_NUMBER_FLOAT -> Kind.DECIMAL;
            case VALUE_TRUE, VALUE_FALSE -> Kind.BOOLEAN;
            case VALUE_NULL -> Kind.NULL;
            default -> Kind.TEXT;
        };
    }

    private int line() {
        return Math.max(1, parser.currentTokenLocation().getLineNr());
    }

    private void fault(String message) {
        faults.add(new Fault(line(), message));
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "not YAML" : message.lines().findFirst().orElse("not YAML");
    }

    private static final class TooDeep extends Exception {}
}
