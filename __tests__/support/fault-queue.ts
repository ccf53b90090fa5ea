import type { Fault, FaultSource, Match, PlannedFault } from './faults.ts';
import type { WireRequest } from './loopback.ts';

export type FaultQueue = {
  readonly planned: readonly PlannedFault[];
  readonly next: (match: Match, sources: readonly FaultSource[]) => void;
  readonly always: (match: Match, source: FaultSource) => void;
  /** The fault for a request, taken off the queue; `undefined` for the usual response. */
  readonly take: (request: WireRequest) => Fault | undefined;
};

/** Keeps the faults still to come: those for the next requests in order, then those that stay. */
export function faultQueue(): FaultQueue {
  const planned: PlannedFault[] = [];
  return {
    planned,
    next: (match, sources) => {
      const firstLasting = planned.findIndex(({ left }) => left === Infinity);
      const added = sources.map((source) => ({ match, source, left: 1 }));
      planned.splice(firstLasting === -1 ? planned.length : firstLasting, 0, ...added);
    },
    always: (match, source) => {
      planned.push({ match, source, left: Infinity });
    },
    take: (request) => {
      for (const [index, entry] of planned.entries()) {
        if (!matches(entry.match, request)) continue;
        const fault = typeof entry.source === 'function' ? entry.source(request) : entry.source;
        if (fault === undefined) continue;
        entry.left -= 1;
        if (entry.left === 0) planned.splice(index, 1);
        return fault;
      }
      return undefined;
    },
  };
}

/** Whether a request matches. */
export function matches(match: Match, request: WireRequest): boolean {
  if (typeof match === 'string') return match === '*' || match === request.method;
  return (
    (match.method === undefined || match.method === request.method) &&
    (match.key === undefined || request.path.endsWith(`/${match.key}`)) &&
    (match.path === undefined || match.path.test(request.path))
  );
}
