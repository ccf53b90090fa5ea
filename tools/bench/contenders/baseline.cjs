// The least that Node can do the job with: the same DELETE, outputs and summary, and no library. No retry, no advice,
// no check of the inputs. Several keys are deleted one after the other, over one connection.
'use strict';

const { appendFileSync } = require('node:fs');
const https = require('node:https');

const input = (name) => process.env[`INPUT_${name}`].trim();
const ids = input('KEY-ID').split(/[\s,]+/);
const token = input('API-TOKEN');
console.log(`::add-mask::${token}`);

function remove(id) {
  return new Promise((resolve, reject) => {
    const request = https.request(
      `${input('API-BASE-URL')}/accounts/${input('ACCOUNT-ID')}/calls/turn_keys/${id}`,
      { method: 'DELETE', headers: { accept: 'application/json', authorization: `Bearer ${token}` } },
      (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (text) => (body += text));
        response.on('error', reject);
        response.on('end', () => {
          const envelope = JSON.parse(body);
          if (envelope.success) resolve(envelope.result);
          else reject(new Error(body));
        });
      },
    );
    request.on('error', reject);
    request.end();
  });
}

async function run() {
  const keys = [];
  for (const id of ids) {
    const key = await remove(id);
    console.log(`Deleted TURN key ${id}.`);
    keys.push(key);
  }
  const [only] = keys;
  const outputs = { status: 'deleted', ...only, 'deleted-count': keys.length, results: JSON.stringify(keys) };
  const lines = Object.entries(outputs).map(([name, value]) => `${name}=${value}\n`);
  appendFileSync(process.env.GITHUB_OUTPUT, lines.join(''));
  const rows = keys.map(({ uid, name }) => `<tr><td>${uid}</td><td>${name}</td></tr>`);
  appendFileSync(process.env.GITHUB_STEP_SUMMARY, `<table>${rows.join('')}</table>\n`);
}

run().catch((error) => {
  console.log(`::error::${error.message}`);
  process.exitCode = 1;
});
