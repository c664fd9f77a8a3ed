// Weighs the build: what a first visit to each page loads, gzipped. Fails above the budgets of the page.
import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { gzipSync } from 'node:zlib';

const dist = new URL('../dist/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'));
const budgets = { auth: 130, page: 200, chunk: 200 };

const sizes = new Map();
function weigh(file) {
  if (!sizes.has(file)) sizes.set(file, gzipSync(readFileSync(new URL(file, dist))).length / 1000);
  return sizes.get(file);
}

/** A chunk with everything it imports at once. */
function files(name, seen = new Set(), found = new Set()) {
  const chunk = manifest[name];
  if (!chunk || seen.has(name)) return found;
  seen.add(name);
  for (const file of [chunk.file, ...(chunk.css ?? [])]) found.add(file);
  for (const inner of chunk.imports ?? []) files(inner, seen, found);
  return found;
}

const texts = (...names) => names.map((name) => `src/i18n/zh-CN/${name}.json`);
const firstLoad = (names) => [...new Set(names.flatMap((name) => [...files(name)]))].reduce((sum, file) => sum + weigh(file), 0);

const rows = Object.keys(manifest)
  .filter((name) => /^src\/features\/\w+\/(\w+Page|PasswordForm)\.tsx$/.test(name) && !name.endsWith('/ChangePasswordPage.tsx'))
  .map((name) => {
    const feature = basename(dirname(name));
    const auth = feature === 'auth';
    const parts = auth ? texts('boot') : ['src/app/App.tsx', 'src/app/Shell.tsx', ...texts('boot', 'common', feature)];
    return { what: `first load ${basename(name, '.tsx')}`, size: firstLoad(['index.html', name, ...parts]), budget: auth ? budgets.auth : budgets.page };
  });

for (const { file, isDynamicEntry, isEntry } of Object.values(manifest))
  if (!isEntry && file.endsWith('.js') && (isDynamicEntry || weigh(file) > 20)) rows.push({ what: file, size: weigh(file), budget: budgets.chunk });

rows.sort((left, right) => right.size - left.size);
for (const { what, size, budget } of rows) console.log(`${size > budget ? 'OVER' : '  ok'} ${size.toFixed(1).padStart(7)} / ${budget} kB  ${what}`);

if (!rows.some((row) => row.what === 'first load SignInPage')) throw new Error('The manifest has no sign-in page: has the build changed its names?');
process.exitCode = rows.some((row) => row.size > row.budget) ? 1 : 0;
