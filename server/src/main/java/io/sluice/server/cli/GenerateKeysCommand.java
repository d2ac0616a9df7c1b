package io.sluice.server.cli;

import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Makes an API key and its secret. */
@Command(name = "generate-keys", mixinStandardHelpOptions = true, description = "Make an API key and its secret.")
final class GenerateKeysCommand implements Callable<Integer> {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int KEY_LENGTH = 12;
    /** 256 bits: 43 letters and digits hold as much as 32 random bytes. */
    private static final int SECRET_LENGTH = 43;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        SecureRandom random = new SecureRandom();
        var out = spec.commandLine().getOut();
        out.println("API Key:     API" + text(random, KEY_LENGTH));
        out.println("API Secret:  " + text(random, SECRET_LENGTH));
        out.flush();
        return 0;
    }

    private static String text(SecureRandom random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}
