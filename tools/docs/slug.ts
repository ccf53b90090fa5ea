/** A line of a file and what is wrong with it. */
export type Problem = { readonly line: number; readonly message: string };

// Places that name this repository: where it can be written to, and commands that ask about it.
const OWN_PLACES = [
  /github\.com\/([\w.-]+\/[\w.-]+)\/(?:issues|discussions|pulls|security)(?:\/(?:new|advisories(?:\/new)?))?(?![\w/])/g,
  /--repo[ =]([\w.-]+\/[\w.-]+)/g,
];

/** Finds mentions of this repository under another name than `slug`. */
export function slugProblems(text: string, slug: string): readonly Problem[] {
  return OWN_PLACES.flatMap((place) =>
    [...text.matchAll(place)]
      .filter(([, repository]) => repository !== slug)
      .map(({ 0: mention, index }) => ({
        line: lineOf(text, index),
        message: `"${mention}" does not name this repository, which package.json calls ${slug}. Run: npm run docs`,
      })),
  );
}

/** The repository that a README's first example uses. */
export function slugIn(readme: string): string | undefined {
  return /^\s*- uses: ([\w.-]+\/[\w.-]+)@/m.exec(readme)?.[1];
}

/** The number of the line, from 1, in which a position of a text lies. */
export function lineOf(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}
