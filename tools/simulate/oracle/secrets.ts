import { API_TOKEN, GITHUB_TOKEN, SHORTEST_SECRET } from '../world.ts';
import type { Contradiction, Facts } from './facts.ts';

/** What the beginnings of the tokens look like: as they are, and in base64, wherever they begin in a group of three bytes. */
const BEGINNINGS = [API_TOKEN, GITHUB_TOKEN].flatMap((token) => [
  token.slice(0, SHORTEST_SECRET),
  ...(['base64', 'base64url'] as const).flatMap((alphabet) =>
    ['', 'x', 'xx'].map((before) => {
      // The characters that depend on what stands before the token are left out.
      const from = Math.ceil((before.length * 8) / 6);
      return Buffer.from(before + token)
        .toString(alphabet)
        .slice(from, from + SHORTEST_SECRET);
    }),
  ),
]);
const TOKENS: readonly string[] = [...new Set(BEGINNINGS)];

const ESCAPE = /(?:%|\\u00)([0-9a-f]{2})/gi;
const HAS_ESCAPE = new RegExp(ESCAPE.source, 'i');

/** Whether a text gives a token away: as it is, percent-encoded, in JSON or in base64. */
function hasToken(text: string): boolean {
  if (TOKENS.some((token) => text.includes(token))) return true;
  if (!HAS_ESCAPE.test(text)) return false;
  const decoded = text.replace(ESCAPE, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return TOKENS.some((token) => decoded.includes(token));
}

/** No token anywhere; each is masked before anything else is printed, and nothing else is. */
export function* checkSecrets({ run, told, masks }: Facts): Generator<Contradiction> {
  const texts = [...told, { name: 'summary', text: run.summary ?? '' }];
  // One search for all of them: there is hardly ever one to find.
  if (hasToken(texts.map(({ text }) => text).join('\n'))) {
    const { name, text } = texts.find((each) => hasToken(each.text)) ?? { name: 'all', text: '' };
    yield { rule: 'token', what: `in ${name}: ${text.slice(0, 300)}` };
  }
  for (const name of ['api-token', 'github-token'] as const) {
    const token = run.inputs[name] ?? '';
    if (token !== '' && !masks.includes(token))
      yield { rule: 'masks', what: `${name} is not masked before anything else is printed` };
  }
  const secrets = `${run.inputs['api-token'] ?? ''} ${run.inputs['github-token'] ?? ''}`;
  const other = masks.find((mask) => mask === '' || !secrets.includes(mask));
  if (other !== undefined) yield { rule: 'masks', what: `"${other}" is masked, and isn't a token` };
}
