package farcron.beside;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Debian's own cron, unpacked from its package.
///
/// @param unpacked has `usr/sbin/cron` and `etc/pam.d/cron`
record DebianCron(Path unpacked) implements World.Tenant {

    /// What has been unpacked once is kept there.
    static DebianCron here() {
        return new DebianCron(Path.of("target", "debian-cron"));
    }

    /// Fetches it, unless it is there.
    ///
    /// @return whether it is there now
    boolean isToBeHad() throws IOException {
        String script = World.resource("debian-cron").toString();
        return World.did("sh", script, unpacked.toString());
    }

    @Override
    public void moveIn(Path world) throws IOException {
        Files.createDirectories(world.resolve("sbin"));
        Files.createDirectories(world.resolve("etc/pam.d"));
        for (String file : List.of("sbin/cron", "etc/pam.d/cron")) {
            String packaged = file.startsWith("sbin") ? "usr/" + file : file;
            Files.copy(unpacked.resolve(packaged), world.resolve(file));
        }
    }

    @Override
    public List<String> command() {
        return List.of("cron", "-f");
    }
}
