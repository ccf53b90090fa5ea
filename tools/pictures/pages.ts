import { parse } from 'marked';
import type { Run } from '../../__tests__/support/runner.ts';
import type { Annotation } from '../../__tests__/support/step-log.ts';

/** How GitHub looks. */
export type Look = {
  /** As CSS. */
  readonly styles: string;
  /** An icon of GitHub's by its name, as SVG. */
  readonly icon: (name: string) => string;
};

const JOB = 'clean-up';

/** The job summary as the page of a run shows it. */
export function summaryPage({ summary }: Pick<Run, 'summary'>, { styles }: Look): string {
  return page(
    styles,
    `
    <section class="box">
      <header>${JOB} summary</header>
      <article>${parse(summary, { async: false, gfm: true })}</article>
      <footer>Job summary generated at run-time</footer>
    </section>`,
  );
}

/** The annotations as the page of a run shows them, and the step's log as the page of the job does. */
export function failurePage(
  { annotations, log }: Pick<Run, 'annotations' | 'log'>,
  action: string,
  { styles, icon }: Look,
): string {
  const worstFirst = LEVELS.flatMap((each) => annotations.filter(({ level }) => level === each));
  return page(
    styles,
    `
    <section class="box">
      <header>Annotations<small>${escape(count(annotations))}</small></header>
      ${worstFirst.map((each) => renderAnnotation(each, icon)).join('')}
    </section>
    <section class="log">
      <header>${icon('chevron-down')}${icon('x-circle-fill')}Delete TURN keys</header>
      <ol>
        <li>${icon('triangle-right')}Run ${escape(action)}</li>
        ${log.trimEnd().split('\n').map(renderLine).join('')}
      </ol>
    </section>`,
  );
}

const LEVELS = ['error', 'warning', 'notice'] as const;

const ICON_OF = { error: 'x-circle', warning: 'alert', notice: 'info' } as const;

function renderAnnotation({ level, message }: Annotation, icon: Look['icon']): string {
  return `<div class="annotation ${level}">${icon(ICON_OF[level])}<p><b>${JOB}</b><br>${escape(message)}</p></div>`;
}

function renderLine(line: string): string {
  const [, level, rest] = /^(Error|Warning|Notice):(.*)$/.exec(line) ?? [];
  if (level === undefined || rest === undefined) return `<li><span>${escape(line)}</span></li>`;
  return `<li class="${level.toLowerCase()}"><span><b>${level}:</b>${escape(rest)}</span></li>`;
}

/** Counts as GitHub does: `1 error and 2 warnings`. */
function count(annotations: readonly Annotation[]): string {
  const parts = LEVELS.flatMap((each) => {
    const number = annotations.filter(({ level }) => level === each).length;
    return number === 0 ? [] : [`${number} ${each}${number === 1 ? '' : 's'}`];
  });
  return new Intl.ListFormat('en', { style: 'long' }).format(parts);
}

function page(styles: string, content: string): string {
  return `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><style>${styles}</style></head>
  <body><main class="markdown-body">${content}</main></body>
</html>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
