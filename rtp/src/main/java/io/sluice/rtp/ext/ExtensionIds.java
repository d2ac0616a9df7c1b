package io.sluice.rtp.ext;

import org.jspecify.annotations.Nullable;

/** The ids that were negotiated for header extensions on one transport. Mutable while a transport is negotiated; ids of a URI do not change then. */
public final class ExtensionIds {
    private static final HeaderExtension[] EXTENSIONS = HeaderExtension.values();

    // Index: ordinal. 0 is "not negotiated", since ids begin at 1.
    private final short[] ids = new short[EXTENSIONS.length];

    /**
     * Notes an id.
     *
     * @param id 1 to 255, but not 15 in practice; anything else is refused
     * @return false if refused, or if the id belongs to another extension already
     */
    public boolean put(HeaderExtension extension, int id) {
        HeaderExtension owner = extension(id);
        if (id < 1 || id > 255 || (owner != null && owner != extension)) {
            return false;
        }
        ids[extension.ordinal()] = (short) id;
        return true;
    }

    /** Notes an id by URI; a URI that is not known is ignored. False if it was ignored or refused. */
    public boolean put(String uri, int id) {
        HeaderExtension extension = HeaderExtension.byUri(uri);
        return extension != null && put(extension, id);
    }

    /** The id of an extension, or 0, which no packet has, if it is not negotiated. */
    public int id(HeaderExtension extension) {
        return ids[extension.ordinal()];
    }

    /** Whether an extension is negotiated. */
    public boolean has(HeaderExtension extension) {
        return ids[extension.ordinal()] != 0;
    }

    /** The extension with an id, or null. */
    public @Nullable HeaderExtension extension(int id) {
        for (HeaderExtension extension : EXTENSIONS) {
            if (id > 0 && ids[extension.ordinal()] == id) {
                return extension;
            }
        }
        return null;
    }
}
