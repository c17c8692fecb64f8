package farcron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farcron.run.fargate.Cloud;
import farcron.run.fargate.CloudSource;
import farcron.run.fargate.aws.AwsSource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/// With a folder, and its own class loader, the tarball's test has it.
class SdkFolderTest {

    @Test
    void without_a_folder_the_class_path_has_it() {
        CloudSource source = new SdkFolder("").source();

        assertThat(source).isInstanceOf(AwsSource.class);
        try (Cloud cloud = source.open("", "")) {
            assertThat(cloud.events()).isEmpty();
        }
    }

    @Test
    void where_the_folder_is_gone_the_remedy_is_told(@TempDir Path folder) {
        Path gone = folder.resolve("fargate");

        assertThatThrownBy(() -> new SdkFolder(gone.toString()).source())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(gone.toString())
                .hasMessageEndingWith("install farcron again");
    }
}
