import { readFileSync, writeFileSync } from 'node:fs';
import { readRepeating } from './generated.ts';
import { readTextFiles, ROOT } from '../lib/project.ts';
import { readPublication } from '../lib/publication.ts';
import { slugIn } from './slug.ts';

// Updates what the documents repeat: the repository's name, the interface, the bundled packages.
const { slug } = readPublication();
const former = slugIn(readFileSync(new URL('README.md', ROOT), 'utf8'));
if (former !== undefined && former !== slug) {
  for (const { path, text } of readTextFiles()) {
    if (!text.includes(former)) continue;
    writeFileSync(new URL(path, ROOT), text.replaceAll(former, slug));
    console.log(`${path}: ${former} is now ${slug}.`);
  }
  console.log('The sources name the repository too. Build again: npm run build');
}

for (const { path, is, should } of await readRepeating()) {
  if (is === should) continue;
  writeFileSync(new URL(path, ROOT), should);
  console.log(`${path}: brought into step.`);
}
