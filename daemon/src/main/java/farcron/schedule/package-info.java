/// The heart: one loop that looks at the clock and at its inbox, and decides.
package farcron.schedule;
