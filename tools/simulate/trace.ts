import type { Meaning, ServerResponse } from './responses.ts';
import type { Treatment } from './world.ts';

export type Service = 'cloudflare' | 'github';

/** A request of the step, and what came of it. Times are in virtual milliseconds; steps order what happens at one time. */
export type Exchange = {
  readonly number: number;
  readonly service: Service;
  readonly method: string;
  /** Below the account, or `/graphql`. */
  readonly path: string;
  /** Of the key that it is about; empty for any other. */
  readonly uid: string;
  readonly authorization: string;
  readonly body: string;
  readonly treatment: Treatment;
  readonly beganAt: number;
  readonly beganStep: number;
  /** How many others were on their way. */
  readonly beside: number;
  /** When it was carried out; undefined if it wasn't (yet). */
  carriedOutAt?: number;
  /** Whether it deleted the key. */
  deleted: boolean;
  endedAt?: number;
  endedStep?: number;
  /** The time of day then. */
  wallAtEnd?: number;
  response?: ServerResponse;
  /** What went wrong with the connection. */
  failure?: string;
  /** What the contract says that this means. Undefined while it is on its way. */
  meaning?: Meaning;
  /** Whether a DELETE may have been carried out, as far as the step can know. */
  doubt: boolean;
};

/** Something else that happened. */
type Incident =
  | { readonly kind: 'told'; readonly name: string; readonly values: readonly string[] }
  | { readonly kind: 'signal'; readonly signal: string }
  | { readonly kind: 'jump'; readonly byMs: number }
  | { readonly kind: 'other-deletion'; readonly uid: string }
  | { readonly kind: 'full'; readonly what: string };

/** What is recorded of a run. */
export type Trace = {
  readonly exchanges: readonly Exchange[];
  readonly incidents: readonly (Incident & { readonly at: number; readonly step: number })[];
};

/** Records a run as it happens. */
export type Recorder = {
  readonly trace: Trace;
  readonly begin: (
    exchange: Omit<Exchange, 'number' | 'beganAt' | 'beganStep' | 'beside' | 'deleted' | 'doubt'>,
  ) => Exchange;
  readonly end: (
    exchange: Exchange,
    outcome: Pick<Exchange, 'response' | 'failure' | 'meaning' | 'doubt'>,
  ) => void;
  readonly note: (incident: Incident) => void;
  /** The place in the order for something that is recorded elsewhere. */
  readonly nextStep: () => number;
};

/** Opens a record. `now` is the virtual time and `wall` the time of day, both in milliseconds. */
export function openRecorder(now: () => number, wall: () => number): Recorder {
  let step = 0;
  let inFlight = 0;
  const exchanges: Exchange[] = [];
  const incidents: (Incident & { readonly at: number; readonly step: number })[] = [];
  return {
    trace: { exchanges, incidents },
    begin: (exchange) => {
      const begun: Exchange = {
        ...exchange,
        number: exchanges.length + 1,
        beganAt: now(),
        beganStep: step++,
        beside: inFlight++,
        deleted: false,
        doubt: false,
      };
      exchanges.push(begun);
      return begun;
    },
    end: (exchange, outcome) => {
      inFlight--;
      Object.assign(exchange, outcome, { endedAt: now(), endedStep: step++, wallAtEnd: wall() });
    },
    note: (incident) => {
      incidents.push({ ...incident, at: now(), step: step++ });
    },
    nextStep: () => step++,
  };
}
