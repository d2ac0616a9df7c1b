package io.sluice.tokenapi.manage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The description says what is served, and nothing else. */
class OpenApiTest {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head");

    @Test
    void everyRouteIsDescribedAndEveryDescriptionServed() {
        try (Managed managed = new Managed()) {
            JsonNode description = description(managed);
            Map<String, Set<String>> described = new TreeMap<>();
            description.path("paths").properties().forEach(path -> {
                Set<String> methods = new TreeSet<>();
                path.getValue().fieldNames().forEachRemaining(name -> {
                    if (METHODS.contains(name)) {
                        methods.add(name);
                    }
                });
                described.put(path.getKey(), methods);
            });
            assertThat(described).isEqualTo(managed.api.routes());
        }
    }

    @Test
    void anybodyMayReadIt() {
        try (Managed managed = new Managed()) {
            JsonNode description = Managed.json(managed.call("GET", "/api/manage/openapi.json", "", ""));
            assertThat(description.path("openapi").textValue()).startsWith("3.1");
        }
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        try (Managed managed = new Managed()) {
            JsonNode description = description(managed);
            for (JsonNode reference : description.findValues("$ref")) {
                String pointer = reference.textValue().substring(1);
                assertThat(description.at(pointer).isMissingNode()).as(pointer).isFalse();
            }
        }
    }

    /** Bodies with every member the description has are not refused for having it. */
    @Test
    void everyMemberOfABodyIsDescribed() {
        try (Managed managed = new Managed()) {
            JsonNode schemas = description(managed).path("components").path("schemas");
            check(managed, schemas, "UserBody", "PUT", "/api/manage/users/u");
            check(managed, schemas, "SessionBody", "PUT", "/api/manage/users/u/sessions/s");
            check(managed, schemas, "ChannelBody", "PUT", "/api/manage/channels/c");
            check(managed, schemas, "MemberBody", "PUT", "/api/manage/channels/c/members/u");
            check(managed, schemas, "RoleBody", "PUT", "/api/manage/roles/r");
            check(managed, schemas, "MeetingBody", "PUT", "/api/manage/meetings/m");
            check(managed, schemas, "TokenBody", "POST", "/api/manage/tokens");
        }
    }

    private static void check(Managed managed, JsonNode schemas, String schema, String method, String path) {
        schemas.path(schema).path("properties").fieldNames().forEachRemaining(member -> {
            // Of a type that none of them has, so that the answer names the first that is read and does not fit.
            String detail = Managed.json(managed.call(method, path, "{\"" + member + "\":[{}]}"))
                    .path("detail")
                    .textValue();
            assertThat(detail).as("%s.%s", schema, member).doesNotContain("there is no such field");
        });
        String wrong = Managed.json(managed.call(method, path, valid(schema)))
                .path("detail")
                .textValue();
        assertThat(wrong).as(schema).contains("surplus: there is no such field");
    }

    private static String valid(String schema) {
        String members = switch (schema) {
            case "UserBody" -> "\"name\":\"n\"";
            case "SessionBody" -> "\"secret\":\"s\"";
            case "ChannelBody" -> "\"name\":\"n\",\"type\":\"webrtc\",\"owner\":\"u\"";
            case "MemberBody" -> "\"roles\":[]";
            case "RoleBody" -> "\"name\":\"n\",\"scope\":\"server\",\"permissions\":[]";
            case "MeetingBody" -> "\"title\":\"t\",\"createdBy\":\"u\"";
            default -> "\"room\":\"r\",\"identity\":\"i\"";
        };
        return "{" + members + ",\"surplus\":1}";
    }

    private static JsonNode description(Managed managed) {
        return Managed.json(managed.call("GET", "/api/manage/openapi.json", ""));
    }
}
