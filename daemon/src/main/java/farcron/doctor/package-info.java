/// Looks at this machine and at the installation, and tells what is not as it should be.
package farcron.doctor;
