import { UNSAFE } from '../../../__tests__/support/report-rules.ts';

const HEAD = 300;
const TAIL = 100;

/**
 * Whether one text shows another: its beginning and its end, as the middle of a long one may be left out, and what stands
 * before the first and after the last character that may be escaped.
 */
export function shows(text: string, shown: string): boolean {
  if (text.includes(shown)) return true;
  // What `results` has shortened has no end.
  const isShortened = shown.endsWith('…');
  const parts = (isShortened ? shown.slice(0, -1) : shown).split(ESCAPED);
  const head = parts[0]?.slice(0, HEAD) ?? '';
  const tail = isShortened ? '' : (parts.at(-1)?.slice(-TAIL) ?? '');
  return text.includes(head) && text.includes(tail);
}

const ESCAPED = new RegExp(`${UNSAFE.source}|##\\[`, 'u');

/** Whether a cell of the summary shows a name: all of it, or its beginning where it is long or has to be escaped. */
export function showsName(cell: string, name: string): boolean {
  if (name === '') return cell === '–';
  const [plain = ''] = name.replace(/…$/, '').split(ESCAPED);
  const isWhole = plain === name && name.length <= LONGEST_NAME;
  return isWhole ? cell === name : cell.startsWith(plain.slice(0, LONGEST_NAME));
}

/** Longer ones may be shortened. */
const LONGEST_NAME = 100;

/** What a piece of HTML shows. */
export function toText(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}
