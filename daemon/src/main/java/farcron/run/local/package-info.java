/// Runs commands on this machine, through one helper process that ends with the daemon, and
/// supervising shells that outlive it. How a run is run is told at the head of `spawner.sh`.
package farcron.run.local;
