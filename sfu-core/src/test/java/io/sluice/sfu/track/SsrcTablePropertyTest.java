package io.sluice.sfu.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SsrcTablePropertyTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void behavesLikeAMapWithALimit(long seed) {
        Random random = new Random(seed);
        SsrcTable<String> table = new SsrcTable<>(50);
        Map<Integer, String> model = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            // Few distinct keys, many of them neighbours, so that chains form and holes open inside them.
            int ssrc = random.nextInt(120) * (random.nextBoolean() ? 1 : 0x10000);
            if (random.nextInt(3) == 0) {
                table.remove(ssrc);
                model.remove(ssrc);
            } else {
                boolean fits = model.containsKey(ssrc) || model.size() < 50;
                assertThat(table.put(ssrc, "v" + i)).isEqualTo(fits);
                if (fits) {
                    model.put(ssrc, "v" + i);
                }
            }
            assertThat(table.size()).isEqualTo(model.size());
            int probe = random.nextInt(120) * (random.nextBoolean() ? 1 : 0x10000);
            assertThat(table.get(probe)).isEqualTo(model.get(probe));
        }
        model.forEach((ssrc, value) -> assertThat(table.get(ssrc)).isEqualTo(value));
        table.clear();
        model.forEach((ssrc, value) -> assertThat(table.get(ssrc)).isNull());
    }
}
