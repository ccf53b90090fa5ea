// The job done with Cloudflare's own library, bundled. It uses nothing of the toolkit, so only the library is measured.
import { appendFileSync } from 'node:fs';
import Cloudflare from 'cloudflare';

const input = (name) => process.env[`INPUT_${name}`].trim();

async function run() {
  const token = input('API-TOKEN');
  console.log(`::add-mask::${token}`);
  const cloudflare = new Cloudflare({ apiToken: token, baseURL: input('API-BASE-URL') });
  const keys = [];
  for (const id of input('KEY-ID').split(/[\s,]+/)) {
    keys.push(await cloudflare.calls.turn.delete(id, { account_id: input('ACCOUNT-ID') }));
    console.log(`Deleted TURN key ${id}.`);
  }
  const [only] = keys;
  const outputs = { status: 'deleted', ...only, 'deleted-count': keys.length, results: JSON.stringify(keys) };
  const lines = Object.entries(outputs).map(([name, value]) => `${name}=${value}\n`);
  appendFileSync(process.env.GITHUB_OUTPUT, lines.join(''));
  const rows = keys.map(({ uid, name }) => `<tr><td>${uid}</td><td>${name}</td></tr>`);
  appendFileSync(process.env.GITHUB_STEP_SUMMARY, `<table>${rows.join('')}</table>\n`);
}

try {
  await run();
} catch (error) {
  console.log(`::error::${error.message}`);
  process.exitCode = 1;
}
