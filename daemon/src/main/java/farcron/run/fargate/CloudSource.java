package farcron.run.fargate;

/// Where a [Cloud] comes from. Found through `META-INF/services`, as the SDK that it needs may have
/// a class loader of its own.
public interface CloudSource {

    /// Cheap: nothing is asked yet.
    ///
    /// @param queue where events of tasks come in, its URL; empty if nowhere
    /// @param region of that queue, where its URL does not tell; empty: the surroundings'
    Cloud open(String queue, String region);
}
