package io.sluice.elsewhere;

import com.google.protobuf.Message;
import org.jspecify.annotations.Nullable;

/** Does what no class of this package may do, to show that somebody would notice. */
public final class ElsewhereRuleBreakers {
    private ElsewhereRuleBreakers() {}

    /** Messages are for the adapter. */
    public static final class UsesProtobuf {
        @Nullable
        Message other;
    }
}
