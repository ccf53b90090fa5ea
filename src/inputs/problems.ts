import type * as explanations from './explanations.ts';

/** The sentences about wrong inputs. Only a step that has some loads them. */
export type Explanations = typeof explanations;

/** Says what is wrong, a sentence or two for each problem. */
export type Explain = (explanations: Explanations) => string | readonly string[];

/** Takes something that is wrong with the inputs. */
export type AddProblem = (explain: Explain) => void;
