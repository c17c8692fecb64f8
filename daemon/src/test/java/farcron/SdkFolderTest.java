package farcron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farcron.run.fargate.Cloud;
import farcron.run.fargate.aws.AwsSource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

class SdkFolderTest {

    private static final String PROPERTY = "farcron.fargate";

    @AfterEach
    void clear() {
        System.clearProperty(PROPERTY);
    }

    @Test
    void without_a_folder_the_class_path_has_it() {
        assertThat(SdkFolder.source()).isInstanceOf(AwsSource.class);
        try (Cloud cloud = SdkFolder.source().open("", "")) {
            assertThat(cloud.events()).isEmpty();
        }
    }

    @Test
    void where_the_folder_is_gone_the_remedy_is_told(@TempDir Path folder) {
        Path gone = folder.resolve("fargate");
        System.setProperty(PROPERTY, gone.toString());

        assertThatThrownBy(SdkFolder::source)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(gone.toString())
                .hasMessageEndingWith("install farcron again");
    }
}
