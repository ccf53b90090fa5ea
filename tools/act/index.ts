import { runExamples } from './examples.ts';
import { lintWorkflows } from './linting.ts';
import { runOutcomes } from './outcomes.ts';
import { runOwnWorkflows } from './own-workflows.ts';
import { runPublishedWorkflows } from './published-workflows.ts';
import { installTools, MissingTool } from './tools.ts';

// Runs the workflows as workflows, under act (https://nektosact.com), against doubles of Cloudflare and GitHub.
try {
  const tools = installTools();
  lintWorkflows(tools);
  runExamples(tools.act);
  runPublishedWorkflows(tools.act);
  runOutcomes(tools.act);
  runOwnWorkflows(tools.act);
} catch (error) {
  if (!(error instanceof MissingTool)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
