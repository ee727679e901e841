#!/usr/bin/env node
// `bin/baophu.mjs COMMAND …`: installs when needed and runs src/cli on the carried Node.
process.argv.splice(2, 0, 'baophu');
await import('../tools/up.mjs');
