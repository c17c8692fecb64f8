/// What can be typed after `farcron`: one class a command.
///
/// Those that ask the running daemon, over its Unix socket, print what it says; they load neither
/// the network library nor the database.
package farcron.cli;
