package io.sluice.rtp.ext;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.rtp.Bytes;
import io.sluice.rtp.Hostile;
import io.sluice.rtp.codec.FrameInfo;
import io.sluice.rtp.codec.PayloadClassifier;
import io.sluice.rtp.packet.RtpHeaderWriter;
import io.sluice.rtp.packet.RtpPacket;
import org.junit.jupiter.api.Test;

class DependencyDescriptorWireTest {
    private static final DependencyStructure NONE = new DependencyStructure();

    private final DependencyDescriptor descriptor = new DependencyDescriptor();

    /** One spatial and two temporal layers, two decode targets, one chain, 640x360, template ids from 60. */
    private static BitWriter keyFrame() {
        BitWriter out = new BitWriter();
        out.bits(1, 1).bits(0, 1).bits(60, 6).bits(0x0102, 16);
        out.bits(0b10000, 5);
        out.bits(60, 6).bits(1, 5);
        // Layers: two templates of T0, one of T1.
        out.bits(0, 2).bits(1, 2).bits(3, 2);
        // Indications: T0 of a key frame switches, T0 is required, T1 is only in the second target.
        out.bits(2, 2).bits(2, 2).bits(3, 2).bits(3, 2).bits(0, 2).bits(1, 2);
        // References: none; two back; one back.
        out.bits(0, 1);
        out.bits(1, 1).bits(1, 4).bits(0, 1);
        out.bits(1, 1).bits(0, 4).bits(0, 1);
        // One chain, which protects both targets.
        out.below(1, 3).below(0, 1).below(0, 1);
        out.bits(0, 4).bits(2, 4).bits(1, 4);
        return out.bits(1, 1).bits(639, 16).bits(359, 16);
    }

    private boolean parse(byte[] bytes, DependencyStructure kept) {
        return descriptor.parse(bytes, 0, bytes.length, kept);
    }

    private DependencyStructure structure() {
        assertThat(parse(keyFrame().bytes(), NONE)).isTrue();
        DependencyStructure kept = new DependencyStructure();
        kept.copyFrom(descriptor.structure());
        return kept;
    }

    @Test
    void theWriterOfThisTestAgreesWithBytesMadeByHand() {
        // 10 111100 | 00000001 00000010 | 10000 | 111100 00001 | 00 01 11 | 10 10 11 11 00 01 | 0, 1 0001 0, 1 0000 0
        // | 10, then nothing twice: one chain of at most two | 0000 0010 0001 | 1 | 639 | 359
        byte[] bytes = keyFrame().bytes();
        assertThat(Bytes.hex(bytes, 0, bytes.length)).isEqualTo("bc0102" + "87811ebc5141010c09fc059c");
    }

    @Test
    void aKeyFrameBringsItsStructure() {
        assertThat(parse(keyFrame().bytes(), NONE)).isTrue();

        assertThat(descriptor.startOfFrame()).isTrue();
        assertThat(descriptor.endOfFrame()).isFalse();
        assertThat(descriptor.templateId()).isEqualTo(60);
        assertThat(descriptor.frameNumber()).isEqualTo(0x0102);
        assertThat(descriptor.hasStructure()).isTrue();
        assertThat(descriptor.hasActiveTargets()).isTrue();
        assertThat(descriptor.activeTargets()).isEqualTo(0b11);
        assertThat(descriptor.spatialId()).isZero();
        assertThat(descriptor.temporalId()).isZero();
        assertThat(descriptor.decodeTargets()).isEqualTo(2);
        assertThat(descriptor.indication(0)).isEqualTo(DependencyStructure.SWITCH);
        assertThat(descriptor.references()).isZero();
        assertThat(descriptor.chains()).isEqualTo(1);
        assertThat(descriptor.chainDistance(0)).isZero();
        assertThat(descriptor.width()).isEqualTo(640);
        assertThat(descriptor.height()).isEqualTo(360);

        DependencyStructure structure = descriptor.structure();
        assertThat(structure.templates()).isEqualTo(3);
        assertThat(structure.idOffset()).isEqualTo(60);
        assertThat(structure.spatialLayers()).isEqualTo(1);
        assertThat(structure.chains()).isEqualTo(1);
        assertThat(structure.protectedBy(1)).isZero();
        assertThat(structure.targetTemporalId(0)).isZero();
        assertThat(structure.targetTemporalId(1)).isEqualTo(1);
        assertThat(structure.targetSpatialId(1)).isZero();
        assertThat(structure.allTargets()).isEqualTo(0b11);
        assertThat(structure.width(1)).isZero();
    }

    @Test
    void laterFramesAreReadByTheStructureThatWasKept() {
        DependencyStructure kept = structure();
        assertThat(parse(Bytes.hex("fe 0103"), kept)).isTrue();

        assertThat(descriptor.endOfFrame()).isTrue();
        assertThat(descriptor.hasStructure()).isFalse();
        assertThat(descriptor.hasActiveTargets()).isFalse();
        assertThat(descriptor.temporalId()).isEqualTo(1);
        assertThat(descriptor.indication(0)).isEqualTo(DependencyStructure.NOT_PRESENT);
        assertThat(descriptor.indication(1)).isEqualTo(DependencyStructure.DISCARDABLE);
        assertThat(descriptor.references()).isEqualTo(1);
        assertThat(descriptor.reference(0)).isEqualTo(1);
        assertThat(descriptor.chainDistance(0)).isEqualTo(1);
        assertThat(descriptor.width()).isEqualTo(640);
    }

    @Test
    void aFrameMayDifferFromItsTemplate() {
        BitWriter out = new BitWriter();
        out.bits(0b11, 2).bits(61, 6).bits(7, 16);
        // Active targets, own indications, references and chains.
        out.bits(0b01111, 5).bits(0b01, 2);
        out.bits(1, 2).bits(2, 2);
        out.bits(1, 2)
                .bits(4, 4)
                .bits(2, 2)
                .bits(0x7f, 8)
                .bits(3, 2)
                .bits(0xfff, 12)
                .bits(0, 2);
        out.bits(200, 8);
        assertThat(parse(out.bytes(), structure())).isTrue();

        assertThat(descriptor.hasActiveTargets()).isTrue();
        assertThat(descriptor.activeTargets()).isEqualTo(0b01);
        assertThat(descriptor.indication(0)).isEqualTo(DependencyStructure.DISCARDABLE);
        assertThat(descriptor.indication(1)).isEqualTo(DependencyStructure.SWITCH);
        assertThat(descriptor.references()).isEqualTo(3);
        assertThat(descriptor.reference(0)).isEqualTo(5);
        assertThat(descriptor.reference(1)).isEqualTo(128);
        assertThat(descriptor.reference(2)).isEqualTo(4096);
        assertThat(descriptor.chainDistance(0)).isEqualTo(200);
    }

    @Test
    void withoutAStructureOnlyTheMandatoryPartHolds() {
        assertThat(parse(Bytes.hex("45ffff"), NONE)).isFalse();
        assertThat(descriptor.startOfFrame()).isFalse();
        assertThat(descriptor.endOfFrame()).isTrue();
        assertThat(descriptor.templateId()).isEqualTo(5);
        assertThat(descriptor.frameNumber()).isEqualTo(65535);
        assertThat(parse(Bytes.hex("45ffff00"), NONE)).isFalse();
    }

    @Test
    void aTemplateTheStructureDoesNotHaveIsRefusedAndNothingIsAdopted() {
        DependencyStructure kept = structure();
        assertThat(parse(Bytes.hex("ff 0103"), kept)).as("the fourth of three").isFalse();
        byte[] bytes = keyFrame().bytes();
        bytes[0] = (byte) (bytes[0] & 0xc0 | 10);
        assertThat(parse(bytes, kept)).isFalse();
        assertThat(descriptor.hasStructure()).isFalse();
        assertThat(descriptor.hasActiveTargets()).isFalse();
    }

    @Test
    void aStructureInTheMiddleOfAFrameIsRefused() {
        byte[] bytes = keyFrame().bytes();
        bytes[0] &= 0x7f;
        assertThat(parse(bytes, NONE)).isFalse();
        assertThat(descriptor.hasStructure()).isFalse();
    }

    @Test
    void theGreatestStructureThereCanBeIsRead() {
        BitWriter out = new BitWriter();
        out.bits(1, 1)
                .bits(1, 1)
                .bits(63, 6)
                .bits(1, 16)
                .bits(0b10000, 5)
                .bits(0, 6)
                .bits(31, 5);
        // Eight spatial layers of eight temporal layers.
        for (int i = 0; i < 63; i++) {
            out.bits(i % 8 == 7 ? 2 : 1, 2);
        }
        out.bits(3, 2);
        for (int i = 0; i < 64 * 32; i++) {
            out.bits(3, 2);
        }
        for (int i = 0; i < 64; i++) {
            for (int j = 0; j < 16; j++) {
                out.bits(1, 1).bits(15, 4);
            }
            out.bits(0, 1);
        }
        out.below(32, 33);
        for (int i = 0; i < 32; i++) {
            out.below(31, 32);
        }
        for (int i = 0; i < 64 * 32; i++) {
            out.bits(15, 4);
        }
        out.bits(1, 1);
        for (int i = 0; i < 16; i++) {
            out.bits(0xffff, 16);
        }
        assertThat(parse(out.bytes(), NONE)).isTrue();
        assertThat(descriptor.spatialId()).isEqualTo(7);
        assertThat(descriptor.temporalId()).isEqualTo(7);
        assertThat(descriptor.references()).isEqualTo(16);
        assertThat(descriptor.chains()).isEqualTo(32);
        assertThat(descriptor.chainDistance(31)).isEqualTo(15);
        assertThat(descriptor.activeTargets()).isEqualTo(-1);
        assertThat(descriptor.width()).isEqualTo(65_536);
        assertThat(descriptor.structure().protectedBy(31)).isEqualTo(31);
    }

    @Test
    void numbersBelowALimitTakeTheFewestBits() {
        for (int limit = 1; limit <= 33; limit++) {
            for (int value = 0; value < limit; value++) {
                byte[] bytes =
                        new BitWriter().below(value, limit).bits(0b101, 3).bytes();
                BitReader in = new BitReader();
                in.wrap(bytes, 0, bytes.length);
                assertThat(in.below(limit)).as("%d below %d", value, limit).isEqualTo(value);
                assertThat(in.bits(3)).isEqualTo(0b101);
                assertThat(in.overrun()).isFalse();
            }
        }
    }

    @Test
    void aCopyOfAStructureIsIndependentAndMayShrink() {
        DependencyStructure kept = structure();
        DependencyStructure copy = new DependencyStructure();
        copy.copyFrom(kept);
        kept.clear();
        assertThat(kept.isEmpty()).isTrue();
        assertThat(copy.templates()).isEqualTo(3);
        assertThat(parse(Bytes.hex("fe 0103"), copy)).isTrue();
        copy.copyFrom(kept);
        assertThat(copy.isEmpty()).isTrue();
        assertThat(parse(Bytes.hex("fe 0103"), copy)).isFalse();
    }

    @Test
    void theDescriptorOfAPacketReplacesWhatItsPayloadTells() {
        byte[] bytes = keyFrame().bytes();
        byte[] buffer = new byte[100];
        RtpHeaderWriter writer = new RtpHeaderWriter();
        writer.begin(buffer, 0, 100, true, false, 96, 1, 2, 3);
        assertThat(writer.extension(8, bytes, 0, bytes.length)).isTrue();
        RtpPacket packet = new RtpPacket();
        assertThat(packet.wrap(buffer, 0, writer.finish())).isTrue();

        assertThat(descriptor.parse(packet, 9, NONE)).as("not there").isFalse();
        assertThat(descriptor.parse(packet, 8, NONE)).isTrue();
        FrameInfo info = new FrameInfo();
        PayloadClassifier.apply(descriptor, info);

        assertThat(info.keyFrame).isTrue();
        assertThat(info.startOfFrame).isTrue();
        assertThat(info.endOfFrame).isFalse();
        assertThat(info.pictureId).isEqualTo(0x0102);
        assertThat(info.pictureIdBits).isEqualTo(16);
        assertThat(info.layerSync).isTrue();
        assertThat(info.discardable).isFalse();
        assertThat(info.width).isEqualTo(640);
        assertThat(info.spatialLayers).isEqualTo(1);

        assertThat(parse(Bytes.hex("fe 0103"), structure())).isTrue();
        PayloadClassifier.apply(descriptor, info);
        assertThat(info.discardable).isTrue();
        assertThat(info.keyFrame).isFalse();
        assertThat(info.temporalId).isEqualTo(1);
    }

    @Test
    void damagedDescriptorsAreRefusedOrReadInsideTheirBounds() {
        DependencyStructure kept = structure();
        Hostile.sweep(keyFrame().bytes(), (buffer, offset, length) -> {
            DependencyDescriptor damaged = new DependencyDescriptor();
            if (damaged.parse(buffer, offset, length, kept)) {
                for (int i = 0; i < damaged.decodeTargets(); i++) {
                    assertThat(damaged.indication(i)).isBetween(0, 3);
                }
                for (int i = 0; i < damaged.references(); i++) {
                    assertThat(damaged.reference(i)).isPositive();
                }
                for (int i = 0; i < damaged.chains(); i++) {
                    damaged.chainDistance(i);
                }
                assertThat(damaged.spatialId()).isBetween(0, 7);
                assertThat(damaged.temporalId()).isBetween(0, 7);
                if (damaged.hasStructure()) {
                    new DependencyStructure().copyFrom(damaged.structure());
                }
            }
        });
    }
}
