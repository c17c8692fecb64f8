/// The nouns that all rooms share: immutable, without I/O and without a clock.
package farcron.job;
