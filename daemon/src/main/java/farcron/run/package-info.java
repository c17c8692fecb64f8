/// How a run is run: one interface, and a package for each way.
package farcron.run;
