import type * as explanations from './explanations.ts';

/** The sentences about wrong inputs, loaded only if there are any. */
type Explanations = typeof explanations;

/** Says what is wrong, a sentence or two for each problem. */
export type Explain = (explanations: Explanations) => string | readonly string[];

/** Adds a problem with the inputs. */
export type AddProblem = (explain: Explain) => void;
