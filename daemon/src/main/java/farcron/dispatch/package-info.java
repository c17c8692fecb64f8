/// From a firing to a run: decides, has it recorded, and only then lets it happen.
package farcron.dispatch;
