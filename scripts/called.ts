import { writeFileSync } from 'node:fs';
import { calledFunctions } from '../__tests__/support/called-functions.ts';
import { ROOT } from './project.ts';

// Writes bundle/called.json, which the build reads: npm run called, which builds before and after it.
writeFileSync(new URL('bundle/called.json', ROOT), `${JSON.stringify(await calledFunctions(), null, 2)}\n`);
