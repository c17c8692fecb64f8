/// What has happened: one SQLite file, and one folder a run. All SQL stands here and nowhere else.
package farcron.record;
