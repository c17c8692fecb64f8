package farcron.load;

import farcron.crontab.Shown;
import farcron.job.TaskPlace;
import farcron.job.TaskPlace.Spot;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// What this machine says about lines for Fargate, where they do not say it themselves.
///
/// @param onAws whether they really run there, so that they need all that AWS asks for
/// @param place without subnets where nobody has named any
public record FargateSettings(boolean onAws, TaskPlace place, Grants grants) {

    /// Where nothing is set.
    public static final FargateSettings NONE =
            new FargateSettings(
                    true,
                    new TaskPlace("", "default", List.of(), List.of(), false, Spot.NO, "LATEST"),
                    Grants.NONE);

    /// As the settings say it.
    ///
    /// @param setting gives the text of one by its key, such as `fargate-region`
    /// @param wrong told one sentence about each that is wrong
    public static FargateSettings of(
            UnaryOperator<String> setting, Grants grants, Consumer<String> wrong) {
        Texts texts = new Texts(setting, wrong);
        TaskPlace usual = NONE.place();
        String cluster = texts.read("fargate-cluster", TaskValues::cluster).orElse(usual.cluster());
        Optional<String> told = texts.read("fargate-region", TaskValues::region);
        Optional<String> ofCluster = TaskValues.regionOf(cluster);
        String region = told.or(() -> ofCluster).orElse(usual.region());
        if (ofCluster.filter(other -> !other.equals(region)).isPresent()) {
            wrong.accept(
                    "fargate-region is `%s`, but fargate-cluster is in %s; write the same region"
                                    .formatted(region, ofCluster.get())
                            + " in both");
        }
        return new FargateSettings(
                setting.apply("fargate").equals("aws"),
                new TaskPlace(
                        region,
                        cluster,
                        texts.read("fargate-subnets", TaskValues::subnets).orElse(List.of()),
                        texts.read("fargate-security-groups", TaskValues::securityGroups)
                                .orElse(List.of()),
                        texts.read("fargate-assign-public-ip", TaskValues::publicIp).orElse(false),
                        usual.spot(),
                        usual.platform()),
                grants);
    }

    /// The same for crontabs that somebody vouches for who may do all that the daemon may.
    public FargateSettings vouchedFor() {
        return new FargateSettings(onAws, place, Grants.EVERYTHING);
    }

    /// The texts of the settings, of which an empty one is none.
    private record Texts(UnaryOperator<String> setting, Consumer<String> wrong) {

        <T> Optional<T> read(String key, Meaning<T> meaning) {
            String text = setting.apply(key);
            if (text.isEmpty()) {
                return Optional.empty();
            }
            try {
                return Optional.of(meaning.of(text));
            } catch (BadValue bad) {
                wrong.accept(
                        "%s is %s, which %s; %s"
                                .formatted(
                                        key, Shown.quoted(text), bad.getMessage(), bad.remedy()));
                return Optional.empty();
            }
        }
    }
}
