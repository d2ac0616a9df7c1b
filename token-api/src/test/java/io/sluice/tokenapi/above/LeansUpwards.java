package io.sluice.tokenapi.above;

import io.sluice.tokenapi.token.RuleBreakers;
import org.jspecify.annotations.Nullable;

/** The other half of a cycle, in a package that only tests have. */
public final class LeansUpwards {
    RuleBreakers.@Nullable LeansUpwards other;
}
