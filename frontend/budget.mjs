// The first load's weight, gzipped: what index.html asks for at once.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const KB = 1000;
const LIMITS = { js: 320 * KB, css: 45 * KB };
const html = readFileSync('dist/index.html', 'utf8');
const files = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.(js|css))"/g)];
const sums = { js: 0, css: 0 };
for (const [, path, kind] of files) sums[kind] += gzipSync(readFileSync(`dist${path}`)).length;
for (const kind of ['js', 'css']) {
  const kb = (sums[kind] / KB).toFixed(0);
  console.log(`first load ${kind}: ${kb} kB of ${LIMITS[kind] / KB} kB`);
  if (sums[kind] > LIMITS[kind]) process.exitCode = 1;
}
