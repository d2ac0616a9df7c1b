package io.sluice.tokenapi.channel;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * A named set of permissions.
 *
 * @param name unique within its scope
 * @param permissions see {@link Permission}; names that mean nothing to this server are kept
 */
public record Role(String id, String name, RoleScope scope, Set<String> permissions) {
    public Role {
        permissions = Collections.unmodifiableSortedSet(new TreeSet<>(permissions));
    }

    /** Whether the role permits this, by name or by {@link Permission#ALL}. */
    public boolean permits(String permission) {
        return permissions.contains(Permission.ALL) || permissions.contains(permission);
    }
}
