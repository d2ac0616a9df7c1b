package io.sluice.rtp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.rtp.Bytes;
import io.sluice.rtp.Hostile;
import org.junit.jupiter.api.Test;

class Vp9DescriptorWireTest {
    private static final String FLEXIBLE = "f8 8123 53 07 0a aa";
    private static final String STRUCTURE = "ae 05 00 11 58 0140 00b4 0280 0168 0500 02d0 02 00 34 01 aa";

    private final Vp9Descriptor descriptor = new Vp9Descriptor();

    private boolean parse(String digits) {
        byte[] bytes = Bytes.hex(digits);
        return descriptor.parse(bytes, 0, bytes.length);
    }

    @Test
    void aFlexibleFrameTellsItsReferences() {
        assertThat(parse(FLEXIBLE)).isTrue();

        assertThat(descriptor.length()).isEqualTo(6);
        assertThat(descriptor.flexible()).isTrue();
        assertThat(descriptor.pictureId()).isEqualTo(0x123);
        assertThat(descriptor.pictureIdBits()).isEqualTo(15);
        assertThat(descriptor.temporalId()).isEqualTo(2);
        assertThat(descriptor.spatialId()).isEqualTo(1);
        assertThat(descriptor.switchingUpPoint()).isTrue();
        assertThat(descriptor.interLayer()).isTrue();
        assertThat(descriptor.interPicture()).isTrue();
        assertThat(descriptor.startOfFrame()).isTrue();
        assertThat(descriptor.endOfFrame()).isFalse();
        assertThat(descriptor.tl0()).isEqualTo(-1);
        assertThat(descriptor.references()).isEqualTo(2);
        assertThat(descriptor.reference(0)).isEqualTo(3);
        assertThat(descriptor.reference(1)).isEqualTo(5);
        assertThat(descriptor.keyFrame()).isFalse();
        assertThat(descriptor.spatialLayers()).isZero();
        assertThat(descriptor.width(0)).isZero();
    }

    @Test
    void aKeyFrameTellsTheStructure() {
        assertThat(parse(STRUCTURE)).isTrue();

        assertThat(descriptor.length()).isEqualTo(21);
        assertThat(descriptor.keyFrame()).isTrue();
        assertThat(descriptor.endOfFrame()).isTrue();
        assertThat(descriptor.pictureId()).isEqualTo(5);
        assertThat(descriptor.pictureIdBits()).isEqualTo(7);
        assertThat(descriptor.tl0()).isEqualTo(0x11);
        assertThat(descriptor.spatialId()).isZero();
        assertThat(descriptor.spatialLayers()).isEqualTo(3);
        assertThat(descriptor.width(2)).isEqualTo(1280);
        assertThat(descriptor.height(1)).isEqualTo(360);
        assertThat(descriptor.width(3)).isZero();
        assertThat(descriptor.notReferenceForHigherLayers()).isFalse();
    }

    @Test
    void aHigherLayerOfAKeyPictureIsNoKeyFrame() {
        assertThat(parse("ac 05 03 11 aa")).isTrue();
        assertThat(descriptor.spatialId()).isEqualTo(1);
        assertThat(descriptor.interPicture()).isFalse();
        assertThat(descriptor.keyFrame()).isFalse();
    }

    @Test
    void aStreamWithoutLayersIsItsOwnBaseLayer() {
        assertThat(parse("8c 05 aa")).isTrue();
        assertThat(descriptor.temporalId()).isEqualTo(-1);
        assertThat(descriptor.spatialId()).isEqualTo(-1);
        assertThat(descriptor.keyFrame()).isTrue();
        assertThat(parse("84 05 aa")).isTrue();
        assertThat(descriptor.keyFrame()).as("not its first packet").isFalse();
    }

    @Test
    void aFourthReferenceIsRefused() {
        assertThat(parse("d8 05 03 03 02 aa")).isTrue();
        assertThat(descriptor.references()).isEqualTo(3);
        assertThat(parse("d8 05 03 03 03 02 aa")).isFalse();
    }

    @Test
    void everyTruncationIsRefused() {
        for (String good : new String[] {FLEXIBLE, STRUCTURE}) {
            byte[] bytes = Bytes.hex(good);
            for (int length = 0; length < bytes.length; length++) {
                assertThat(descriptor.parse(bytes, 0, length))
                        .as("%s cut to %d", good, length)
                        .isFalse();
            }
        }
    }

    @Test
    void damagedDescriptorsAreRefusedOrReadInsideTheirBounds() {
        for (String good : new String[] {FLEXIBLE, STRUCTURE}) {
            Hostile.sweep(Bytes.hex(good), (buffer, offset, length) -> {
                Vp9Descriptor damaged = new Vp9Descriptor();
                if (damaged.parse(buffer, offset, length)) {
                    assertThat(damaged.length()).isPositive().isLessThan(length);
                    for (int i = 0; i < damaged.references(); i++) {
                        damaged.reference(i);
                    }
                    for (int layer = 0; layer < Vp9Descriptor.MAX_LAYERS; layer++) {
                        damaged.width(layer);
                        damaged.height(layer);
                    }
                }
            });
        }
    }
}
