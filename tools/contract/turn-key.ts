import type { TURNDeleteResponse, TURNGetResponse, TURNListResponse } from 'cloudflare/resources/calls/turn';
import type { TurnKey } from '../../src/keys/turn-key.ts';

// The compiler compares it with Cloudflare's own library: this file fails to compile when the two differ. In the library every
// field is required; in the API reference none is, and this action requires none.

// The names are compared too: a missing optional field would still be assignable.
type Same<A, B> = [A, B, keyof A, keyof B] extends [B, A, keyof B, keyof A] ? true : false;

/** A key as this action knows it, with every field there. */
type WholeKey = Required<TurnKey>;

export const IS_DELETE_RESPONSE: Same<WholeKey, Readonly<TURNDeleteResponse>> = true;
export const IS_GET_RESPONSE: Same<WholeKey, Readonly<TURNGetResponse>> = true;
export const IS_LIST_ENTRY: Same<WholeKey, Readonly<TURNListResponse>> = true;
