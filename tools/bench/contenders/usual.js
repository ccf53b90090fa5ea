// The job written the usual way: the toolkit's packages imported at the top, bundled by ncc as they come.
import * as core from '@actions/core';
import * as github from '@actions/github';
import { HttpClient } from '@actions/http-client';

async function run() {
  const token = core.getInput('api-token', { required: true });
  core.setSecret(token);
  const base = `${core.getInput('api-base-url')}/accounts/${core.getInput('account-id', { required: true })}`;
  const client = new HttpClient('usual', [], { keepAlive: true });
  const keys = [];
  for (const id of core.getInput('key-id', { required: true }).split(/[\s,]+/)) {
    const response = await client.del(`${base}/calls/turn_keys/${id}`, {
      accept: 'application/json',
      authorization: `Bearer ${token}`,
    });
    const body = await response.readBody();
    const envelope = JSON.parse(body);
    if (!envelope.success) throw new Error(body);
    core.info(`Deleted TURN key ${id}.`);
    keys.push(envelope.result);
  }
  client.dispose();

  core.setOutput('status', 'deleted');
  for (const [name, value] of Object.entries(keys[0])) core.setOutput(name, value);
  core.setOutput('deleted-count', keys.length);
  core.setOutput('results', JSON.stringify(keys));
  core.summary.addHeading(`${keys.length} deleted in ${github.context.repo.repo}`);
  core.summary.addTable(keys.map(({ uid, name }) => [uid, name]));
  await core.summary.write();
}

try {
  await run();
} catch (error) {
  core.setFailed(error.message);
}
