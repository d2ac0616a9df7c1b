package io.sluice.signaling.proto;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our schema against the classes of LiveKit's own server SDK, member by member. */
class LiveKitSchemaWireTest {

    /** One file in both worlds. */
    record Pair(FileDescriptor ours, FileDescriptor theirs) {
        @Override
        public String toString() {
            return ours.getName();
        }
    }

    static List<Pair> files() {
        return List.of(
                new Pair(LivekitMetrics.getDescriptor(), livekit.LivekitMetrics.getDescriptor()),
                new Pair(LivekitModels.getDescriptor(), livekit.LivekitModels.getDescriptor()),
                new Pair(LivekitRtc.getDescriptor(), livekit.LivekitRtc.getDescriptor()),
                new Pair(LivekitAgent.getDescriptor(), livekit.LivekitAgent.getDescriptor()),
                new Pair(LivekitAgentDispatch.getDescriptor(), livekit.LivekitAgentDispatch.getDescriptor()),
                new Pair(LivekitRoom.getDescriptor(), livekit.LivekitRoom.getDescriptor()),
                new Pair(LivekitTokenSource.getDescriptor(), livekit.LivekitTokenSource.getDescriptor()),
                new Pair(LivekitWebhook.getDescriptor(), livekit.LivekitWebhook.getDescriptor()));
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyMemberOfTheSdkIsHereUnderTheSameNumberAndType(Pair pair) {
        Map<String, String> theirs = members(pair.theirs);
        Map<String, String> ours = members(pair.ours);
        assertThat(theirs).isNotEmpty();
        assertThat(theirs.entrySet().stream()
                        .filter(e -> !e.getValue().equals(ours.get(e.getKey())))
                        .map(e -> e.getKey() + ": theirs " + e.getValue() + ", ours " + ours.get(e.getKey())))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void whatTheSdkDoesNotKnowTakesNoNumberOfIts(Pair pair) {
        Map<String, String> theirs = members(pair.theirs);
        Set<String> taken = Set.copyOf(numbers(pair.theirs));
        Set<String> added = members(pair.ours).entrySet().stream()
                .filter(e -> !theirs.containsKey(e.getKey()) && e.getValue().startsWith("#"))
                .map(e -> slot(e.getKey(), e.getValue()))
                .collect(Collectors.toSet());
        assertThat(added).doesNotContainAnyElementsOf(taken);
    }

    @Test
    void messagesOfAbsentServicesKeepTheirPlaceInOthers() {
        assertThat(LivekitEgress.getDescriptor().getMessageTypes())
                .extracting(Descriptor::getFullName)
                .allSatisfy(
                        name -> assertThat(livekit.LivekitEgress.getDescriptor().findMessageTypeByName(afterDot(name)))
                                .isNotNull());
        assertThat(LivekitIngress.getDescriptor().getMessageTypes())
                .extracting(Descriptor::getFullName)
                .allSatisfy(name -> assertThat(
                                livekit.LivekitIngress.getDescriptor().findMessageTypeByName(afterDot(name)))
                        .isNotNull());
    }

    private static List<String> numbers(FileDescriptor file) {
        return members(file).entrySet().stream()
                .filter(e -> e.getValue().startsWith("#"))
                .map(e -> slot(e.getKey(), e.getValue()))
                .toList();
    }

    /** The number together with the scope in which it must be unique. */
    private static String slot(String name, String member) {
        return name.substring(0, name.lastIndexOf('.')) + member.substring(0, member.indexOf(' '));
    }

    private static String afterDot(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** Every message, field, enum, value, oneof and method by its full name; numbered ones begin with {@code #number}. */
    private static Map<String, String> members(FileDescriptor file) {
        Map<String, String> into = new TreeMap<>();
        file.getMessageTypes().forEach(message -> message(message, into));
        file.getEnumTypes().forEach(type -> enumeration(type, into));
        for (ServiceDescriptor service : file.getServices()) {
            for (MethodDescriptor method : service.getMethods()) {
                into.put(
                        method.getFullName(),
                        "rpc " + method.getInputType().getFullName() + " "
                                + method.getOutputType().getFullName());
            }
        }
        return into;
    }

    private static void message(Descriptor message, Map<String, String> into) {
        into.put(message.getFullName(), "message");
        for (FieldDescriptor field : message.getFields()) {
            into.put(field.getFullName(), field(field));
        }
        for (OneofDescriptor oneof : message.getRealOneofs()) {
            into.put(oneof.getFullName(), "oneof");
        }
        message.getNestedTypes().forEach(nested -> message(nested, into));
        message.getEnumTypes().forEach(nested -> enumeration(nested, into));
    }

    private static String field(FieldDescriptor field) {
        String type = switch (field.getJavaType()) {
            case MESSAGE -> field.getMessageType().getFullName();
            case ENUM -> field.getEnumType().getFullName();
            default -> field.getType().toString();
        };
        OneofDescriptor oneof = field.getRealContainingOneof();
        return "#" + field.getNumber() + " " + type
                + (field.isRepeated() ? " repeated" : "")
                + (field.isPacked() ? " packed" : "")
                + (field.hasPresence() ? " presence" : "")
                + (oneof == null ? "" : " in " + oneof.getName())
                + " json " + field.getJsonName();
    }

    private static void enumeration(EnumDescriptor type, Map<String, String> into) {
        into.put(type.getFullName(), "enum");
        for (EnumValueDescriptor value : type.getValues()) {
            into.put(type.getFullName() + "." + value.getName(), "#" + value.getNumber() + " value");
        }
    }
}
