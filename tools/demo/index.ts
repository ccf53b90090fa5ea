import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readActionFile } from '../../__tests__/support/action-file.ts';
import { readCommandLine, UsageError } from './command-line.ts';
import { renderPage, rule } from './page.ts';
import { SCENARIOS } from './scenarios.ts';
import { performOnApi, performOnDoubles } from './stage.ts';

const FOLDER = fileURLToPath(new URL('../..', import.meta.url));

const HELP = `Runs the action on this machine as GitHub's runner does, and shows what it does.

  npm run demo                                            delete the key of a preview
  npm run demo -- key-name='preview-pr-*' dry-run=true    any inputs of action.yml; \\n in a value is a line break
  npm run demo -- --scenario sweep                        one of the scenarios below
  npm run demo -- --all                                   all of them

Without api-base-url, the action runs on mock APIs of Cloudflare and GitHub on 127.0.0.1, with their own account, token
and keys. With api-base-url=https://api.cloudflare.com/client/v4, it runs on the real API and deletes permanently. Then it
uses CLOUDFLARE_ACCOUNT_ID, CLOUDFLARE_API_TOKEN, GITHUB_TOKEN, GITHUB_REPOSITORY and the proxy variables of your
environment, as in a workflow, and no input has a default of the demo.

The exit code is the step's; with scenarios, 0 if each ends as expected; 2 if the arguments are wrong.

Inputs: ${Object.keys(readActionFile(FOLDER).defaults).join(', ')}

Scenarios:
${SCENARIOS.map(({ name, about }) => `  ${name.padEnd(14)} ${about}`).join('\n')}
`;

async function main(words: readonly string[]): Promise<number> {
  const names = SCENARIOS.map(({ name }) => name);
  const command = readCommandLine(words, FOLDER, names);
  if (command.kind === 'help') {
    console.log(HELP);
    return 0;
  }
  if (!existsSync(join(FOLDER, readActionFile(FOLDER).main))) {
    throw new UsageError('The action is not built. Run: npm run build');
  }
  if (command.kind === 'scenarios') return showScenarios(command.names);

  const onApi = (command.inputs['api-base-url'] ?? '').trim() !== '';
  const perform = onApi ? performOnApi : performOnDoubles;
  const performance = await perform(command.inputs, FOLDER);
  console.log(renderPage(performance));
  return performance.run.exitCode ?? 1;
}

async function showScenarios(names: readonly string[]): Promise<number> {
  const surprises: string[] = [];
  for (const { name, about, inputs, exitCode, prepare } of SCENARIOS) {
    if (!names.includes(name)) continue;
    console.log(`${rule(name, '═')}\n${about}\n`);
    const performance = await performOnDoubles(inputs, FOLDER, prepare);
    console.log(renderPage(performance));
    if (performance.run.exitCode !== exitCode) surprises.push(name);
  }
  if (surprises.length > 0) console.error(`These did not end as expected: ${surprises.join(', ')}.`);
  return surprises.length === 0 ? 0 : 1;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
